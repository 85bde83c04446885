"""Two annotators compared."""

from __future__ import annotations

import copy
from dataclasses import replace

from articles import ARTICLES
from rawi.annotation import Annotation, annotation_of, compare
from rawi.annotation.form import AnnotatedCredit
from rawi.reading.reader import Reader

READER = Reader()


def annotations() -> list[Annotation]:
    return [annotation_of(READER.read(article)) for article in ARTICLES[:6]]


def test_equal_annotations_agree() -> None:
    agreement = compare(annotations(), annotations())
    assert agreement.articles == 6
    assert agreement.differences == []
    assert all(row.f1 == 1 for row in agreement.a_as_gold.rows.values() if row.gold)


def test_each_difference_is_listed() -> None:
    a, b = annotations(), annotations()
    first = b[0].statements
    first[0].speaker = "شخص لم يذكره أحد"
    first[1].mode = "direct" if first[1].mode != "direct" else "indirect"
    first[2].content = [replace_end(first[2].content[0])]
    dropped = first.pop()
    for statement in a[0].statements:
        assert statement.parent is None or statement.parent < len(first)
    b[1].credits = [AnnotatedCredit(None, "الضفة")]
    agreement = compare(a, b)
    parts = [d.parts for d in agreement.differences if d.article == a[0].article.id]
    assert [set(p) for p in parts] == [{"speaker"}, {"mode"}, {"content"}, set()]
    alone = agreement.differences[3]
    assert alone.only == "A"
    assert (dropped.speaker or "") in alone.said
    assert set(agreement.differences[-1].parts) == {"credits"}
    assert "only in A" in str(alone)


def test_both_directions_mirror_each_other() -> None:
    a, b = annotations(), annotations()
    del b[2].statements[0]
    b[2].statements = [replace(s, parent=None) for s in b[2].statements]
    agreement = compare(a, b)
    for name, row in agreement.a_as_gold.rows.items():
        other = agreement.b_as_gold[name]
        assert (row.precision, row.recall) == (other.recall, other.precision)
        assert row.f1 == other.f1


def test_articles_of_one_side_are_left_aside() -> None:
    a, b = annotations(), annotations()
    other = copy.deepcopy(b[1])
    other.article.body += " زيادة"
    agreement = compare(a[1:], [b[0], other, *b[2:]])
    assert agreement.only_b == [ARTICLES[0].id]
    assert agreement.other_text == [ARTICLES[1].id]
    assert agreement.articles == 4


def replace_end(span):  # type: ignore[no-untyped-def]
    return type(span)(span.start, span.end - 9)
