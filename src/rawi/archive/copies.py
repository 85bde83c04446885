"""Near-copies: texts of agencies that papers reprint, whole or cut. They are marked when they are added.

Candidates share a band of their MinHash signatures (`rawi.archive.shingles`; the bands lie in the archive, so
that nothing is held in memory). Each pair is verified: the share of the copy's shingles that stand in the
original too. Which of the two is the copy is told by the credit first (a text that names the other's outlet
at its head or end is a copy of it; so is one that credits agencies without a name), else by the time of
publication, else by which was added first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from rawi.archive import tables as t
from rawi.archive.shingles import shingles, words
from rawi.reading.word_sets import word_set

LEAST_SHARE = 0.6
"""Share of a text's shingles that must stand in another one for it to be its copy: a reprint with another
headline and small edits has 0.8 and more, a cut of one 0.7, news told in other words 0.1."""
_CREDIT_AT_HEAD, _CREDIT_AT_END = 60, 60
"""Characters of a text in which a credit is looked for: the archive knows the names of all its outlets, also
those of agencies that no lexicon has."""
_MOST_CANDIDATES = 30
"""Texts that are compared with a new one, those with the most bands in common first."""


@dataclass
class _Text:
    """A version, as far as it matters to copies."""

    id: int
    article_id: int
    outlet: str
    """Name of the outlet, as words between spaces."""
    credits: str
    """What may hold one, as words between spaces: byline, head and end of the text, credits that are read."""
    published: str
    shingles: set[str]
    copy_of: int | None
    copy_share: float | None

    def credits_text(self, other: _Text) -> bool:
        """Whether it names the other's outlet where credits stand: its text is from there, it says."""
        return bool(other.outlet.strip()) and other.outlet in self.credits

    def credits_agencies(self) -> bool:
        """Whether it credits agencies without naming one."""
        return any(f" {word} " in self.credits for word in word_set("agencies_at_large"))


def mark_copies(connection: Connection, bands: Mapping[int, Sequence[int]]) -> None:
    """Says of new versions which they copy, and of earlier ones where they copy a new one.

    Args:
        bands: of the new versions, by their ids; they are in `copy_bands` already.
    """
    pairs = _candidates(connection, bands)
    texts = _load(connection, {i for pair in pairs for i in pair})
    changed: dict[int, _Text] = {}
    originals = _Originals(connection, texts)
    for first, second in pairs:
        copy, original = _in_order(texts[first], texts[second])
        if copy.article_id == original.article_id:
            continue
        share = len(copy.shingles & original.shingles) / len(copy.shingles)
        if share < LEAST_SHARE or not _is_better(original, share, copy, originals.of(copy)):
            continue
        if not originals.lead_to(original, copy.id):
            copy.copy_of, copy.copy_share = original.id, round(share, 4)
            changed[copy.id] = copy
    if changed:
        connection.execute(
            update(t.versions)
            .where(t.versions.c.id == bindparam("of"))
            .values(copy_of=bindparam("original"), copy_share=bindparam("share")),
            [{"of": c.id, "original": c.copy_of, "share": c.copy_share} for c in changed.values()],
        )


def _candidates(connection: Connection, bands: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs of an earlier and a new version that share bands, in the order of the new ones."""
    wanted = {band for of_version in bands.values() for band in of_version}
    owners: dict[int, list[int]] = defaultdict(list)
    for band, version_id in connection.execute(
        select(t.copy_bands.c.band, t.copy_bands.c.version_id).where(t.copy_bands.c.band.in_(wanted))
    ):
        owners[band].append(version_id)
    pairs: list[tuple[int, int]] = []
    for new in sorted(bands):
        shared = Counter(owner for band in bands[new] for owner in owners[band] if owner < new)
        best = sorted(shared, key=lambda earlier: (-shared[earlier], earlier))[:_MOST_CANDIDATES]
        pairs += ((earlier, new) for earlier in sorted(best))
    return pairs


def _load(connection: Connection, ids: Iterable[int]) -> dict[int, _Text]:
    ids = set(ids)
    v = t.versions.c
    credits: dict[int, list[str]] = defaultdict(list)
    for version_id, name in connection.execute(
        select(t.credits.c.version_id, t.credits.c.name).where(t.credits.c.version_id.in_(ids))
    ):
        credits[version_id].append(name)
    columns = (v.id, v.article_id, v.date, v.published, v.byline, v.copy_of, v.copy_share)
    query: Select[Any] = (
        select(*columns, t.texts.c.text, t.texts.c.title_length, t.outlets.c.name)
        .join(t.texts)
        .outerjoin(t.outlets)
        .where(v.id.in_(ids))
    )
    return {row.id: _text(row, credits[row.id]) for row in connection.execute(query)}


def _text(row: Row[Any], credits: list[str]) -> _Text:
    body = row.text[row.title_length + 1 :]
    around = [row.byline, body[:_CREDIT_AT_HEAD], body[-_CREDIT_AT_END:], *credits]
    outlet = words(row.name or "")
    while len(outlet) > 1 and outlet[0] in word_set("kinds_of_outlets"):
        del outlet[0]
    return _Text(
        id=row.id,
        article_id=row.article_id,
        outlet=_between_spaces(outlet),
        credits=_between_spaces(words("\n".join(around))),
        published=row.published or row.date or "",
        shingles=shingles(row.text),
        copy_of=row.copy_of,
        copy_share=row.copy_share,
    )


def _between_spaces(some: list[str]) -> str:
    return f" {' '.join(some)} "


def _in_order(first: _Text, second: _Text) -> tuple[_Text, _Text]:
    """The copy and the original; `first` was added before `second`."""
    named = first.credits_text(second), second.credits_text(first)
    unnamed = first.credits_agencies(), second.credits_agencies()
    for first_does, second_does in (named, unnamed):
        if first_does != second_does:
            return (first, second) if first_does else (second, first)
    return (first, second) if _is_earlier(second.published, first.published) else (second, first)


def _is_earlier(one: str, other: str) -> bool:
    """Whether one time of publication is before another: by the hour where both have one, else by the day."""
    if len(one) > 10 and len(other) > 10:
        times = datetime.fromisoformat(one), datetime.fromisoformat(other)
        if (times[0].tzinfo is None) == (times[1].tzinfo is None):
            return times[0] < times[1]
    return bool(one) and (not other or one[:10] < other[:10])


def _is_better(original: _Text, share: float, copy: _Text, known: _Text | None) -> bool:
    """Whether a text is a better original of a copy than the one that is known: credited, or sharing more."""
    if known is None:
        return True
    credited, known_credited = copy.credits_text(original), copy.credits_text(known)
    if credited != known_credited:
        return credited
    return round(share, 4) > (copy.copy_share or 0.0)


class _Originals:
    """The way from copies to their originals."""

    def __init__(self, connection: Connection, texts: dict[int, _Text]) -> None:
        self._connection = connection
        self._texts = texts

    def of(self, copy: _Text) -> _Text | None:
        """The original that a copy has so far."""
        if copy.copy_of is not None and copy.copy_of not in self._texts:
            self._texts.update(_load(self._connection, [copy.copy_of]))
        return None if copy.copy_of is None else self._texts[copy.copy_of]

    def lead_to(self, text: _Text, version_id: int) -> bool:
        """Whether a text is a copy of a version, or of a copy of it …; so that none is made its own copy."""
        at: _Text | None = text
        while at is not None:
            if at.id == version_id:
                return True
            at = self.of(at)
        return False
