"""The reader: the list of steps, and the ways to run it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rawi.entities.finder import find_entities
from rawi.learning.files import MODEL_FOLDER, RULES_FOLDER, require_model
from rawi.reading.attitudes import drop_own_attitudes
from rawi.reading.chains import find_parents, find_transmitters
from rawi.reading.colons import find_body_colons, find_headline_colons, find_signed_quotations
from rawi.reading.confidence import set_confidence
from rawi.reading.contents import close_contents
from rawi.reading.credits import find_credits
from rawi.reading.cues import find_cues
from rawi.reading.document import Document, Draft
from rawi.reading.lexicon import Lexicon, load_lexicon
from rawi.reading.phrases import find_phrases
from rawi.reading.speakers import find_speakers
from rawi.reading.statement_times import date_statements, find_time_expressions
from rawi.schema import Article, Reading, Span, Speaker, Statement
from rawi.text.letters import arabic_share

if TYPE_CHECKING:
    from rawi.reading.batch import ReadingFailure

Step = Callable[[Document], None]


def _find_places(doc: Document) -> None:
    from rawi.entities.places import find_places  # the gazetteer: only when the first article is read

    find_places(doc)


STEPS: list[tuple[str, Step]] = [
    ("cues", find_cues),
    ("phrases", find_phrases),
    ("headline", find_headline_colons),
    ("colons", find_body_colons),
    ("signed", find_signed_quotations),
    ("contents", close_contents),
    ("parents", find_parents),
    ("speakers", find_speakers),
    ("attitudes", drop_own_attitudes),
    ("transmitters", find_transmitters),
    ("credits", find_credits),
    ("places", _find_places),
    ("confidence", set_confidence),
    ("entities", find_entities),
    ("times", find_time_expressions),
    ("when said", date_statements),
]
"""The steps of reading by rules in their order; each takes the document and adds to it."""


def _find_learned(doc: Document) -> None:
    from rawi.reading.learned import find_learned  # numpy and the networks: only when they are needed

    find_learned(doc)


def _rank_speakers(doc: Document) -> None:
    from rawi.learning.speakers import rank_speakers

    rank_speakers(doc)


RULES: list[tuple[str, Step]] = STEPS[: 1 + STEPS.index(("contents", close_contents))]
"""The steps before the networks."""
_TOLD = 1 + STEPS.index(("speakers", find_speakers))
LEARNED_STEPS: list[tuple[str, Step]] = [
    *RULES,
    ("networks", _find_learned),
    *STEPS[len(RULES) : _TOLD],
    ("ranking", _rank_speakers),
    *STEPS[_TOLD:],
]
"""The same with what is learned: the networks after the contents, and the ranking of speakers after the rules
have told them; both take what the rules say as advice."""


LEAST_ARABIC = 0.3
"""Share of Arabic letters below which a text is not read: an Arabic article may hold tables of Latin names,
but hardly consist of them."""


class Reader:
    """Reads articles, with the networks or by rules alone.

    The lexicons are loaded when the first reader is made, the networks when the first article is read, each
    in some tenths of a second; later readers share them. No state passes from one article to the next.

    Args:
        rules_only: leave out the networks: several times faster, with more mistakes.
        model: folder of a model that `rawi train` has written; None for the one that is shipped.
        min_confidence: leave out statements less sure than this, in [0, 1]; see `Reading.without_unsure`.

    Raises:
        ValueError: a model is given and not wanted, or the confidence is not in [0, 1].
        rawi.learning.files.ModelMissing: the networks are wanted and their files are not there.

        >>> reader = Reader()
        >>> reading = reader.read(Article(title="الطقس", body="قال المدير إن الطريق مفتوح."))
        >>> reading.statements[0].speaker.name
        'المدير'
    """

    lexicon: Lexicon
    steps: Sequence[tuple[str, Step]]
    """The steps in their order, each with its name; one can be run, tested and timed alone."""
    rules_only: bool
    model: Path
    """Folder of the model, or of what the rules need where they read alone."""
    min_confidence: float

    def __init__(
        self,
        *,
        rules_only: bool = False,
        model: str | os.PathLike[str] | None = None,
        min_confidence: float = 0.0,
    ) -> None:
        if rules_only and model is not None:
            raise ValueError("reading by rules alone takes no model")
        if not 0 <= min_confidence <= 1:
            raise ValueError(f"min_confidence is {min_confidence}; expected a number between 0 and 1")
        self.lexicon = load_lexicon()
        self.rules_only = rules_only
        self.model = RULES_FOLDER if rules_only else Path(model or MODEL_FOLDER).resolve()
        self.min_confidence = min_confidence
        self.steps = STEPS if rules_only else LEARNED_STEPS
        if not rules_only:
            require_model(self.model)

    def __reduce__(self) -> tuple[Callable[..., Reader], tuple[Path | None, float]]:
        # another process loads its own lexicons and networks: faster than to send them
        return _reader, (None if self.rules_only else self.model, self.min_confidence)

    def read(self, article: Article) -> Reading:
        """Reads one article.

        Any text can be read. Of a text that is empty or hardly Arabic the reading has no statements and says
        so in its `notes`. Surrogates without their partner, which cannot be written as UTF-8, become U+FFFD;
        offsets stay.

        Args:
            article: headline and body; the rest of it is kept, and outlet, byline and date are evidence.

        Returns:
            The reading; its offsets count in `article.text`.
        """
        article = _without_surrogates(article)
        notes = _notes(article.text)
        doc = Document(article, self.lexicon, self.model) if notes else self.document(article)
        return reading_of(doc, notes).without_unsure(self.min_confidence)

    def document(self, article: Article) -> Document:
        """An article with all that the steps have found in it, before it is made into a reading.

        Whatever the text is, all steps are run.
        """
        doc = Document(article, self.lexicon, self.model)
        for _, step in self.steps:
            step(doc)
        return doc

    def read_many(
        self, articles: Iterable[Article], *, processes: int | None = None
    ) -> Iterator[Reading | ReadingFailure]:
        """Reads many articles on several processes, in their order, within bounded memory.

        Args:
            articles: any iterable, also an endless one: it is taken only as fast as readings are.
            processes: number of processes; None for one a core, 1 for this process alone.

        Yields:
            The reading of each article. If one cannot be read, or kills the process that reads it, a
            `rawi.reading.batch.ReadingFailure` with its index, id and reason stands in its place, and the
            others are read all the same.
        """
        from rawi.reading.batch import read_many

        return read_many(self, articles, processes)


def _reader(model: Path | None, min_confidence: float) -> Reader:
    return Reader(rules_only=model is None, model=model, min_confidence=min_confidence)


def _without_surrogates(article: Article) -> Article:
    """The article itself, unless it holds what cannot be encoded."""
    fields = (article.title, article.body, article.id, article.outlet, article.url, article.byline)
    try:
        for value in (*fields, article.date or ""):
            value.encode()
    except UnicodeEncodeError:
        title, body, id, outlet, url, byline = (_SURROGATE.sub("\ufffd", value) for value in fields)
        date = _SURROGATE.sub("\ufffd", article.date) if article.date else article.date
        return Article(body=body, title=title, id=id, outlet=outlet, url=url, date=date, byline=byline)
    return article


_SURROGATE = re.compile("[\ud800-\udfff]")
_OPENING = 500
"""Characters that show whether a text is Arabic; only if they do not, all of it is looked at."""


def _notes(text: str) -> list[str]:
    """Why a text cannot be read; empty if it can."""
    if not text.strip():
        return ["the text is empty"]
    if arabic_share(text[:_OPENING]) >= LEAST_ARABIC:
        return []
    share = arabic_share(text)
    if share >= LEAST_ARABIC:
        return []
    if not any(map(str.isalpha, text)):
        return ["the text has no letters"]
    return [f"the text is not Arabic: {share:.0%} of its letters are; it was not searched for statements"]


def reading_of(doc: Document, notes: Sequence[str] = ()) -> Reading:
    """What the steps have found in a document, as a reading; its statements in the order of their cues."""
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
        entities=doc.entities,
        places=doc.places,
        dateline=doc.dateline,
        times=[expression for _, expression in doc.times],
        notes=list(notes),
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
        source=doc.span_of_name(draft.source) if draft.source else None,
        content=[doc.span(part) for part in draft.content],
        mode=draft.mode,
        speaker=draft.speaker or Speaker(name=None),
        via=draft.via,
        parent=index.get(id(draft.parent)) if draft.parent else None,
        addressee=doc.span_of_name(draft.addressee) if draft.addressee else None,
        addressee_entity=draft.addressee_entity,
        medium=doc.span(draft.medium) if draft.medium else None,
        time=draft.time,
        act=draft.form.verb.act if draft.form else "assert",
        negated=draft.negated,
        confidence=draft.confidence,
        why=draft.why,
    )


def read(
    text: str, *, title: str = "", outlet: str = "", date: str | None = None, byline: str = ""
) -> Reading:
    """Reads one article given as text.

    Args:
        text: the body of the article, without its headline.
        title: the headline.
        outlet: who published it: the first link of every chain.
        date: day of publication, ISO 8601 (`2015-07-21`).
        byline: the line that names author, place or agency, where it stands apart from the body.

    Returns:
        The reading; its offsets count in `reading.text`: headline, a newline, body.
    """
    return _shared_reader().read(Article(body=text, title=title, outlet=outlet, date=date, byline=byline))


@cache
def _shared_reader() -> Reader:
    return Reader()
