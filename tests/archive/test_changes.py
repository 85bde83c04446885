"""What changed between two texts of an article: words, and statements."""

from __future__ import annotations

import pytest

from rawi import Article, Reader
from rawi.archive.changes import Changes, find_changes

OLD = "قالت وزيرة الصحة ندى الخوري إن الإصابات بلغت تسعا.\nوأضافت أن المشافي مستعدة."


@pytest.fixture(scope="module")
def compare(reader: Reader):  # type: ignore[no-untyped-def]
    def compare(new: str) -> Changes:
        return find_changes(reader.read(Article(body=OLD)), reader.read(Article(body=new)))

    return compare


def test_nothing_changed(compare) -> None:  # type: ignore[no-untyped-def]
    assert compare(OLD) == Changes(lines=[], statements=[])


def test_a_word_changed(compare) -> None:  # type: ignore[no-untyped-def]
    changes = compare(OLD.replace("تسعا", "عشرا"))
    (line,) = changes.lines
    assert [(p.kind, p.text) for p in line if p.kind != "same"] == [("removed", "تسعا"), ("added", "عشرا")]
    assert "".join(p.text for p in line if p.kind != "added") == OLD.split("\n")[0]
    (change,) = changes.statements
    assert change.old is not None and change.new is not None
    assert (change.old.speaker.name, change.new.content_text) == ("ندى الخوري", "إن الإصابات بلغت عشرا")


def test_a_statement_came_and_one_went(compare) -> None:  # type: ignore[no-untyped-def]
    changes = compare(OLD.split("\n")[0] + "\nونفى مدير المشفى وليد عاصي وجود نقص في الدواء.")
    gone, come = changes.statements
    assert gone.new is None and gone.old is not None and "المشافي" in gone.old.content_text
    assert come.old is None and come.new is not None and come.new.act == "deny"


def test_spelling_is_no_change_of_a_statement(compare) -> None:  # type: ignore[no-untyped-def]
    changes = compare(OLD.replace("إن الإصابات", "ان الاصابات"))
    assert changes.lines and not changes.statements
