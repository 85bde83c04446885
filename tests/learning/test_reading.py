"""The reader with the networks: made-up articles, the same reading in every run, process and order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from invariants import check_reading
from said import RULES, Said, said_in, says

import rawi
from articles import ARTICLES
from rawi.learning import files, model, network
from rawi.learning.files import ModelMissing, require_model
from rawi.reading.reader import Reader
from rawi.schema import Article

READER = Reader()

SENTENCES: dict[str, tuple[str, list[Said]]] = {
    "a verb and its sentence": (
        "أعلن وزير الزراعة سامي الحلبي أن موسم الزيتون سيبدأ في تشرين الأول.",
        [
            says(
                "أعلن",
                "وزير الزراعة سامي الحلبي",
                "أن موسم الزيتون سيبدأ في تشرين الأول",
                "سامي الحلبي",
                "person",
            )
        ],
    ),
    "a quotation": (
        "وقالت المديرة هدى منصور: «المدرسة ستفتح أبوابها يوم الأحد».",
        [
            says(
                "وقالت",
                "المديرة هدى منصور",
                "المدرسة ستفتح أبوابها يوم الأحد",
                "هدى منصور",
                "person",
                "direct",
            )
        ],
    ),
    "an implied speaker": (
        "قال رئيس البلدية نبيل صادق إن الجسر جاهز. وأضاف أن الطريق ستفتح غدا.",
        [
            says("قال", "رئيس البلدية نبيل صادق", "إن الجسر جاهز", "نبيل صادق", "person"),
            says("وأضاف", None, "أن الطريق ستفتح غدا", "نبيل صادق", "person"),
        ],
    ),
    "a denial": (
        "ونفت وزارة الصحة وجود نقص في الأدوية.",
        [says("ونفت", "وزارة الصحة", "وجود نقص في الأدوية", "وزارة الصحة", "organization", act="deny")],
    ),
    "nothing said": ("وصل القطار إلى المحطة بعد منتصف الليل، وكان الركاب نياما.", []),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_are_read(name: str) -> None:
    body, said = SENTENCES[name]
    assert said_in(READER.read(Article(body=body))) == said


def test_statements_of_the_networks_say_so() -> None:
    (statement,) = READER.read(Article(body=SENTENCES["a denial"][0])).statements
    assert ("cue", "learned") in {(evidence.part, evidence.rule) for evidence in statement.why}
    assert "learned" not in {e.rule for a in ARTICLES for s in RULES.read(a).statements for e in s.why}


def test_rules_alone_read_otherwise() -> None:
    assert any(said_in(READER.read(a)) != said_in(RULES.read(a)) for a in ARTICLES)
    assert rawi.Reader().rules_only is False


def test_a_reading_does_not_hang_on_the_articles_before_it() -> None:
    forwards = [READER.read(article) for article in ARTICLES]
    backwards = [READER.read(article) for article in reversed(ARTICLES)]
    assert forwards == backwards[::-1]
    fresh = model.Model(files.MODEL_FOLDER)
    doc = rawi.reading.document.Document(ARTICLES[-1], READER.lexicon)
    assert fresh.read(doc).statements == model.load_model().read(doc).statements


def test_another_process_reads_the_same() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests'); from articles import ARTICLES; from rawi import Reader\n"
        "for article in ARTICLES: print(Reader().read(article).to_json())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines() == [READER.read(article).to_json() for article in ARTICLES]


def test_workers_read_the_same() -> None:
    assert list(READER.read_many(ARTICLES, processes=2)) == [READER.read(article) for article in ARTICLES]


def test_a_text_longer_than_a_piece_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "\n".join(f"{SENTENCES['a denial'][0]}" for _ in range(60))
    whole = said_in(READER.read(Article(body=body)))
    assert len(whole) == 60
    monkeypatch.setattr(model, "PIECE", 100)
    article = Article(body=body)
    check_reading(READER.read(article), article)
    assert said_in(READER.read(article)) == whole


def test_importing_rawi_loads_no_network() -> None:
    program = (
        "import sys, rawi; rawi.Reader(); rawi.Reader(rules_only=True).read(rawi.Article(body='قال نعم'))\n"
        "print([m for m in ('numpy', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_model_is_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ModelMissing, match="rawi train"):
        model.load_model(tmp_path)
    monkeypatch.setattr(files, "MODEL_FOLDER", tmp_path)
    with pytest.raises(ModelMissing, match=r"install rawi again.*--model DIR.*--rules-only"):
        require_model(tmp_path)


def test_the_best_tags_are_those_of_all_sequences() -> None:
    """Viterbi's algorithm against trying every sequence."""
    from itertools import pairwise, product

    draw = np.random.default_rng(7)
    scores = draw.normal(size=(5, 3, 3)).astype(np.float32)
    transitions, start, end = (draw.normal(size=n).astype(np.float32) for n in ((3, 3), 3, 3))
    lengths = np.array([5, 3, 1], np.int32)
    tags = network.best_tags(scores, lengths, transitions, start, end)
    for window, length in enumerate(lengths):

        def score(path: tuple[int, ...], window: int = window) -> float:
            steps = sum(transitions[a, b] for a, b in pairwise(path))
            return float(
                start[path[0]] + end[path[-1]] + steps + sum(scores[t, window, p] for t, p in enumerate(path))
            )

        assert tuple(tags[window][:length]) == max(product(range(3), repeat=int(length)), key=score)


@pytest.mark.parametrize("cut", range(6, 22))
def test_a_quotation_that_the_end_of_the_text_leaves_open(cut: int) -> None:
    words = (
        "أكد وزير النقل سامر حداد في تصريح صحفي أن المشروع الذي سمته الصحف «حلم المدينة القديم "
        "«والجسر الكبير لن يتأخر يوما"
    )
    body = " ".join(words.split()[:cut])
    reading = READER.read(Article(body=body))
    assert all(part.end <= len(reading.text) for s in reading.statements for part in s.content)
