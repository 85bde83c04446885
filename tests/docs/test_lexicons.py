"""docs/lexicons.md keeps its promises: a line teaches a verb; every class and pattern in use is described."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rawi.reading import lexicon
from rawi.reading.reader import Reader
from rawi.reading.word_sets import word_set
from rawi.schema import ACTS, Article

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
(LINE,) = re.findall(r"^```text\n(.*)\n```$", PAGE, re.MULTILINE)
LESSON = PAGE.partition(LINE)[2].partition("```console")[0]
SENTENCES = re.findall(r"^\| (.*\.) \| (.*) \|$", LESSON, re.MULTILINE)
EXPECTED = {
    "perfect after و": ("وجهر", "سامر حداد", "بأن القانون ظالم"),
    "feminine": ("جهرت", "سلمى نصار", "بأن الصف مكتظ"),
    "imperfect, direct speech": ("يجهر", "طارق عوض", "الدواء مفقود من السوق"),
    "plural": ("يجهرون", "التجار", "بأن السوق كاسدة"),
    "dual, the subject implied": ("وجهرا", "الطرفان", "بأن الطريق طويل"),
    "participle": ("جاهرا", "وليد حمدان", "بأن فريقه متعب"),
}
CLASS_COLUMNS = {
    "cue_phrases": ["pattern"],
    "verbal_nouns": ["class"],
    "titles": ["class"],
    "given_names": ["origin"],
    "organization_heads": ["kind"],
    "outlets": ["kind"],
    "documents": ["class"],
    "function_words": ["classes"],
    "time_words": ["class"],
}


@pytest.fixture
def taught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader whose lexicons are a copy of the shipped ones with the page's line added."""
    folder = tmp_path / "lexicons"
    shutil.copytree(lexicon._FOLDER, folder)
    table = folder / "cue_verbs.tsv"
    table.write_text(f"{table.read_text(encoding='utf-8').rstrip()}\n{LINE}\n", encoding="utf-8")
    reader = Reader(rules_only=True)
    monkeypatch.setattr(lexicon, "_FOLDER", folder)
    reader.lexicon = lexicon.Lexicon()
    return reader


def test_the_page_shows_the_sentences() -> None:
    assert [form for _, form in SENTENCES] == list(EXPECTED)


@pytest.mark.parametrize(("sentence", "form"), SENTENCES, ids=[f"form {n}" for n in range(len(SENTENCES))])
def test_a_line_teaches_a_verb_in_all_its_forms(taught: Reader, sentence: str, form: str) -> None:
    article = Article(body=sentence)
    cue, speaker, content = EXPECTED[form]
    statement = taught.read(article).statements[-1]
    assert (statement.cue_text, statement.speaker.name, statement.content_text) == (cue, speaker, content)
    assert all(known.cue_text != cue for known in Reader(rules_only=True).read(article).statements), (
        "known without it"
    )


def test_every_pattern_in_use_is_described() -> None:
    described = _patterns(PAGE)
    for row in lexicon.read_table("cue_verbs"):
        assert row[4] in ACTS
        for entry in row[5].split():
            pattern, _, share = entry.partition("=")
            assert 0 <= int(share) <= 100
            head, _, rest = pattern.removeprefix("@").partition("+")
            assert head in described or f"{head}+{rest}" in described or f"{head}+…" in described, entry


def _patterns(page: str) -> set[str]:
    table = page.partition("| pattern | what follows")[2].partition("\n\n")[0]
    return {name for row in table.splitlines() for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])}


@pytest.mark.parametrize("name", CLASS_COLUMNS)
def test_every_class_in_use_is_described(name: str) -> None:
    header = (lexicon._FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    columns = [line for line in header if line.startswith("#")][-1].removeprefix("#").strip().split("\t")
    section = re.split(r"\n(?=`\w+\.tsv`:|### )", PAGE.partition(f"\n`{name}.tsv`:")[2])[0]
    for column in CLASS_COLUMNS[name]:
        at = columns.index(column)
        used = {value for row in lexicon.read_table(name) for value in row[at].split("|")}
        assert {value for value in used if f"`{value}`" not in section} == set()


@pytest.mark.parametrize("path", sorted(lexicon._FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_line_has_the_columns_of_the_header(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = [line for line in lines if line.startswith("#")][-1].removeprefix("#").strip().split("\t")
    wrong = [
        f"{path.name}:{number}: {line}"
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#") and line.count("\t") != len(columns) - 1
    ]
    assert wrong == []


def test_every_set_that_the_rules_ask_for_exists_and_the_reverse() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "rawi").rglob("*.py"))
    asked = set(re.findall(r'word_set\("(\w+)"\)', code))
    assert asked == {row[0] for row in lexicon.read_table("word_sets")}
    assert all(word_set(name) for name in asked)
