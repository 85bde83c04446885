"""Tables: known by their rows, columns guessed or given."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from rawi.schema import Article
from rawi.sources import (
    Columns,
    ColumnsError,
    Record,
    SourceError,
    parse_mapping,
    read_articles,
    read_records,
)
from rawi.sources.columns import guess_columns
from rawi.sources.table import find_dialect

BODY = 'أعلنت الهيئة، اليوم، نتائج القرعة.\nوقالت إن "الأسماء" ستنشر غدا؛ ولا تغيير بعدها.'
ARABIC = ["المعرف", "العنوان", "تاريخ النشر", "الكاتب", "القسم", "النص"]
ROW = ["7", "نتائج القرعة", "12 آذار 2023", "هدى سالم", "محليات", BODY]


def table(path: Path, *rows: list[str], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_columns_are_guessed_and_shown(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = table(tmp_path / "t", ARABIC, ROW, ROW, delimiter=delimiter, encoding=encoding)
    shown: list[tuple[str, Columns]] = []
    first, second = read_articles(path, on_columns=lambda file, columns: shown.append((file, columns)))
    assert isinstance(first, Article)
    assert first == second
    assert (first.id, first.title, first.byline, first.date) == (
        "7",
        "نتائج القرعة",
        "هدى سالم",
        "2023-03-12",
    )
    assert first.body.split() == BODY.split()
    ((file, columns),) = shown
    assert file == str(path)
    assert columns.fields["body"] == "النص"
    assert columns.unused == ["القسم"]
    assert "title=العنوان" in str(columns)


@pytest.mark.parametrize(
    ("names", "body"),
    [
        (["Headline", "Full Text"], "Full Text"),
        (["titre", "contenu"], "contenu"),
        (["text", "title"], "text"),
    ],
)
def test_known_names(names: list[str], body: str) -> None:
    fields = guess_columns(names).fields
    assert body in (fields.get("body"), fields.get("text"))
    assert len(fields) == 2


def test_columns_that_are_given(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", ["a", "b"], ["عنوان الخبر", BODY])
    (article,) = read_articles(path, columns={"title": "a", "body": "b"})
    assert isinstance(article, Article)
    assert article.title == "عنوان الخبر"
    (error,) = read_articles(path, columns={"body": "c"})
    assert isinstance(error, SourceError)
    assert (error.code, "there are: a, b" in error.reason) == ("columns", True)


def test_numbers_of_columns_say_that_there_are_no_names(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", ["عنوان الخبر", BODY], ["عنوان ثان", BODY])
    items = read_articles(path, columns={"title": "1", "body": "2"})
    assert [a.title for a in items if isinstance(a, Article)] == ["عنوان الخبر", "عنوان ثان"]


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    rows = [["x1", "x2", "x3"]] + [["أ", "ب", BODY]] * 4
    (error,) = read_articles(table(tmp_path / "t.csv", *rows))
    assert isinstance(error, SourceError)
    assert error.code == "columns"
    assert "x1, x2, x3" in error.reason
    assert "--map" in error.remedy


def test_bad_rows_do_not_stop_the_rest(tmp_path: Path) -> None:
    names, good = ["title", "body"], ["عنوان", BODY]
    path = table(tmp_path / "t.csv", names, good, ["بلا نص", ""], good, ["أ", "ب", "ج"], good)
    items = list(read_articles(path))
    assert [type(item) for item in items] == [Article, SourceError, Article, SourceError, Article]
    assert [e.line for e in items if isinstance(e, SourceError)] == [4, 7]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rawi.sources.table.MAX_CELL", 10_000)
    path = tmp_path / "t.csv"
    path.write_text(f'title,body\nأ,نص أول\nب,"نص ثان\n{"ج,نص آخر" * 3000}\nد,نص أخير\n', encoding="utf-8")
    items = list(read_articles(path))
    assert isinstance(items[0], Article)
    errors = [e for e in items if isinstance(e, SourceError)]
    assert errors[0].line == 3
    csv.field_size_limit(131072)


def test_the_original_is_the_row(tmp_path: Path) -> None:
    (record,) = read_records(table(tmp_path / "t.csv", ARABIC, ROW))
    assert isinstance(record, Record)
    assert record.line == 2
    assert next(csv.reader(io.StringIO(record.original.decode(), newline=""))) == ARABIC


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير، وهو يغادر، إن الأمر انتهى.\nثم صمت.",
        "Minister, in Beirut, says no\nThe text follows, with commas, and more.",
        "عنوان, فرعي\n\nنص الخبر يبدأ هنا, ثم يستمر, وينتهي.",
        "النص؛ العنوان\nنص",
    ],
)
def test_plain_text_is_no_table(text: str) -> None:
    assert find_dialect(text) is None


@pytest.mark.parametrize("pair", ["title", "=x", "heading=x", "title="])
def test_pairs_that_map_nothing(pair: str) -> None:
    with pytest.raises(ColumnsError):
        parse_mapping([pair])
