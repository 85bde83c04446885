"""Readings made by hand, for the tests of how they are shown."""

from __future__ import annotations

from rawi.schema import Credit, Evidence, Reading, Span, Speaker, Statement, Via

TITLE = "تفتيش عند المعبر"
BODY = (
    "المنارة (رويترز) - كشف مصدر أمني أن الضابط سامر الخوري قال: «لن نغلق المعبر».\n"
    "ونفت الإدارة، في بيان، وجود أي تأخير."
)


def span(text: str, words: str) -> Span:
    """Where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def nested_reading() -> Reading:
    """Three statements: one inside another, and a denial by an unknown speaker; a credit."""
    text = f"{TITLE}\n{BODY}"
    outer = Statement(
        cue=span(text, "كشف"),
        source=span(text, "مصدر أمني"),
        content=[span(text, "أن الضابط سامر الخوري قال: «لن نغلق المعبر»")],
        mode="indirect",
        speaker=Speaker("مصدر أمني", "anonymous"),
        why=[Evidence("cue", "verb", "كشف"), Evidence("speaker", "unnamed", "مصدر")],
    )
    inner = Statement(
        cue=span(text, "قال"),
        source=span(text, "الضابط سامر الخوري"),
        content=[span(text, "«لن نغلق المعبر»")],
        mode="direct",
        speaker=Speaker("سامر الخوري", "person", True),
        parent=0,
        confidence=0.4,
    )
    denial = Statement(
        cue=span(text, "ونفت"),
        source=span(text, "الإدارة"),
        content=[span(text, "وجود أي تأخير")],
        mode="indirect",
        speaker=Speaker(None, candidates=["إدارة المعبر", "إدارة المرفأ"]),
        via=[Via(span(text, "رويترز"), "رويترز", "media")],
        medium=span(text, "في بيان"),
        act="deny",
        negated=True,
    )
    return Reading(
        text=text,
        title=TITLE,
        id="m1",
        outlet="النهار",
        date="2023-02-01",
        credits=[Credit(span(text, "رويترز"), "رويترز")],
        statements=[outer, inner, denial],
    )


def reading_of(text: str, *, speaker: str, outlet: str = "") -> Reading:
    """A reading with one statement: first word the cue, the rest the content."""
    said = Statement(
        cue=Span(0, text.index(" ")),
        content=[Span(text.index(" ") + 1, len(text))],
        mode="mixed",
        speaker=Speaker(speaker, "person", True, candidates=[speaker]),
        why=[Evidence("cue", speaker, speaker)],
    )
    return Reading(text=text, outlet=outlet, statements=[said])
