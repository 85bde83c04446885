"""The reader: the list of steps, and the ways to run it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rawi.reading.attitudes import drop_own_attitudes
from rawi.reading.chains import find_parents, find_transmitters
from rawi.reading.confidence import set_confidence
from rawi.reading.contents import close_contents
from rawi.reading.credits import find_credits
from rawi.reading.cues import find_cues
from rawi.reading.document import Document, Draft
from rawi.reading.headlines import find_headline_colons
from rawi.reading.lexicon import load_lexicon
from rawi.reading.phrases import find_phrases
from rawi.reading.speakers import find_speakers
from rawi.schema import Article, Reading, Span, Speaker, Statement

Step = Callable[[Document], None]

STEPS: list[tuple[str, Step]] = [
    ("cues", find_cues),
    ("phrases", find_phrases),
    ("headline", find_headline_colons),
    ("contents", close_contents),
    ("parents", find_parents),
    ("speakers", find_speakers),
    ("attitudes", drop_own_attitudes),
    ("transmitters", find_transmitters),
    ("credits", find_credits),
    ("confidence", set_confidence),
]
"""The steps in their order; each takes the document and adds to it."""


class Reader:
    """Reads articles. Holds immutable data only: no state passes from one article to the next."""

    def __init__(self) -> None:
        self.lexicon = load_lexicon()
        self.steps = STEPS

    def read(self, article: Article) -> Reading:
        """Reads one article."""
        doc = Document(article, self.lexicon)
        for _, step in self.steps:
            step(doc)
        return _reading(doc)

    def read_many(self, articles: Iterable[Article], *, processes: int | None = None) -> Iterator[Reading]:
        """Reads many articles, in their order."""
        for article in articles:
            yield self.read(article)


def _reading(doc: Document) -> Reading:
    article = doc.article
    drafts = sorted(doc.drafts, key=lambda d: d.cue)
    index = {id(draft): i for i, draft in enumerate(drafts)}
    return Reading(
        text=doc.text,
        id=article.id,
        outlet=article.outlet,
        url=article.url,
        date=article.date,
        title=article.title,
        byline=article.byline,
        sentences=_sentences(doc),
        credits=doc.credits,
        statements=[_statement(doc, draft, index) for draft in drafts],
    )


def _sentences(doc: Document) -> list[Span]:
    """The sentences without the ends of lines between them."""
    spans: list[Span] = []
    for start, end in doc.sentences:
        while end > start and doc.norms[end - 1] == "\n":
            end -= 1
        if end > start:
            spans.append(doc.span((start, end)))
    return spans


def _statement(doc: Document, draft: Draft, index: dict[int, int]) -> Statement:
    return Statement(
        cue=doc.span(draft.cue),
        source=doc.span(draft.source) if draft.source else None,
        content=[doc.span(part) for part in draft.content],
        mode=draft.mode,
        speaker=draft.speaker or Speaker(name=None),
        via=draft.via,
        parent=index.get(id(draft.parent)) if draft.parent else None,
        addressee=doc.span(draft.addressee) if draft.addressee else None,
        medium=doc.span(draft.medium) if draft.medium else None,
        act=draft.form.verb.act if draft.form else "assert",
        negated=draft.negated,
        confidence=draft.confidence,
        why=draft.why,
    )


def read(
    text: str, *, title: str = "", outlet: str = "", date: str | None = None, byline: str = ""
) -> Reading:
    """Reads one article given as text."""
    return Reader().read(Article(body=text, title=title, outlet=outlet, date=date, byline=byline))
