"""How the tests of entities read: by rules alone, or with names as the networks would find them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from rawi.learning.names import LearnedName, NameKind
from rawi.reading.contents import close_contents
from rawi.reading.document import Document, Range
from rawi.reading.lexicon import load_lexicon
from rawi.reading.reader import STEPS, Reader, Step
from rawi.schema import Article, Entity, Reading


@dataclass
class Case:
    """An article of a few words with what its entities are."""

    body: str
    mentions: dict[str, list[str]]
    """Name of an entity → the characters of its mentions, in their order; an empty list: there is none."""
    offices: dict[str, list[str]] = field(default_factory=dict)
    """Name of a person → the offices that the article gives."""
    title: str = ""
    learned: dict[str, str] = field(default_factory=dict)
    """Kind → the names of that kind that networks find, joined by ` | `; each wherever it stands."""

    def read(self) -> Reading:
        """By rules alone where no names are given, else with these in the networks' place."""
        article = Article(title=self.title, body=self.body)
        reader = Reader(rules_only=True)
        if self.learned:
            reader.steps = [pair for step in STEPS for pair in self._steps(step)]
        return reader.read(article)

    def _steps(self, step: tuple[str, Step]) -> list[tuple[str, Step]]:
        return [step, ("names", self._find_names)] if step[1] is close_contents else [step]

    def _find_names(self, doc: Document) -> None:
        found: dict[int, LearnedName] = {}
        for kind in get_args(NameKind):
            for name in filter(None, self.learned.get(kind, "").split(" | ")):
                for start, end in _occurrences(doc, name):
                    if start not in found or found[start].span[1] < end:
                        found[start] = LearnedName((start, end), kind)
        doc.learned_names = [found[start] for start in sorted(found)]
        doc.persons = [name.span for name in doc.learned_names if name.kind == "PER"]


def _occurrences(doc: Document, name: str) -> list[Range]:
    """Where the words of a name stand, the first of them also with a clitic."""
    words = Document(Article(body=name), load_lexicon()).norms[1:]
    size = len(words)
    found = []
    for k in range(len(doc) - size + 1):
        first = doc.norms[k]
        if doc.norms[k + 1 : k + size] == words[1:] and words[0] in (first, first[1:], "ال" + first[2:]):
            found.append((k, k + size))
    return found


def entity(reading: Reading, name: str) -> Entity:
    """The entity of that name."""
    (found,) = [e for e in reading.entities if e.name == name]
    return found


def named(reading: Reading) -> dict[str, list[str]]:
    """Name of each entity → the characters of its mentions."""
    return {e.name: [m.span.of(reading.text) for m in e.mentions] for e in reading.entities}


def check(case: Case) -> None:
    """Asserts that an article's entities are those of the case, as far as it names them."""
    reading = case.read()
    found = named(reading)
    for name, mentions in case.mentions.items():
        assert found.get(name, []) == mentions, f"{name}: {found}"
    for name, offices in case.offices.items():
        assert entity(reading, name).offices == offices, f"{name}: {entity(reading, name).offices}"
