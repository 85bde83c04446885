"""A newsroom small enough to train on in seconds: annotated articles, names, a corpus, random vectors.

All of it is made up for the tests.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

CONFIG = """
name = "tiny"
[network]
epochs = 3
batch = 2
affix_size = 2
word_size = 3
input_size = 8
hidden = 6
base_size = 8
window_hidden = 6
min_word_count = 1
min_affix_count = 1
[[networks]]
name = "teacher"
ship = false
[[networks]]
name = "pupil"
seed = 2
layers = 1
pseudo = true
pseudo_per_epoch = 2
[pseudo]
teachers = ["teacher"]
articles = 4
min_words = 5
[modes]
epochs = 2
"""

_ARTICLES: list[tuple[str, str, str, list[tuple[str, str | None, str, str, str, str]]]] = [
    (
        "budget",
        "الحلبي: لا ضرائب جديدة",
        "قال وزير المالية سامي الحلبي إن الموازنة جاهزة، مضيفا أن البرلمان سيناقشها غدا.\n"
        "وأوضح الحلبي: «لن نفرض ضرائب جديدة».",
        [
            ("قال", "وزير المالية سامي الحلبي", "إن الموازنة جاهزة", "سامي الحلبي", "person", "indirect"),
            ("مضيفا", None, "أن البرلمان سيناقشها غدا", "سامي الحلبي", "person", "indirect"),
            ("وأوضح", "الحلبي", "«لن نفرض ضرائب جديدة»", "سامي الحلبي", "person", "direct"),
        ],
    ),
    (
        "bridge",
        "جسر جديد في المدينة",
        "أعلنت البلدية أن الجسر سيفتح في الربيع.\nوذكر مصدر في الشركة أن العمل \"انتهى قبل موعده\".",
        [
            ("أعلنت", "البلدية", "أن الجسر سيفتح في الربيع", "البلدية", "organization", "indirect"),
            ("وذكر", "مصدر في الشركة", 'أن العمل "انتهى قبل موعده"', "مصدر في الشركة", "anonymous", "mixed"),
        ],
    ),
    (
        "match",
        "فوز النسور",
        "أكد المدرب نادر الشامي أن فريقه يستحق الفوز.\nوأشار الشامي إلى أن الموسم طويل.",
        [
            ("أكد", "المدرب نادر الشامي", "أن فريقه يستحق الفوز", "نادر الشامي", "person", "indirect"),
            ("وأشار", "الشامي", "إلى أن الموسم طويل", "نادر الشامي", "person", "indirect"),
        ],
    ),
]  # fmt: skip

NAMES = (
    "زار O\nهاني B-PERS\nالراعي I-PERS\nمدينة O\nالواحة B-LOC\n. O\n\nوفد O\nمن O\nشركة B-ORG\nالنخيل I-ORG\n"
)


def gold_records() -> list[dict[str, Any]]:
    """The annotated articles in the offset form."""
    return [_record(*article) for article in _ARTICLES]


def write_newsroom(folder: Path) -> None:
    """Writes `train.jsonl`, `dev.jsonl`, `names.conll`, `corpus.jsonl`, `news.toml` and `vectors/`."""
    records = gold_records()
    _write_lines(folder / "train.jsonl", records)
    _write_lines(folder / "dev.jsonl", records[:1])
    (folder / "names.conll").write_text(NAMES, encoding="utf-8")
    _write_lines(
        folder / "corpus.jsonl",
        [
            {
                "id": f"c{i}",
                "outlet": outlet,
                "title": f"خبر رقم {i}",
                "body": record["text"].partition("\n")[2],
            }
            for i, (record, outlet) in enumerate(zip(records * 2, "أبأبأب", strict=True))
        ],
    )
    (folder / "news.toml").write_text(CONFIG, encoding="utf-8")
    write_vectors(folder / "vectors")


def write_vectors(folder: Path) -> None:
    """Vectors of four numbers out of fifty buckets, drawn by lot."""
    lots = np.random.default_rng(7)
    folder.mkdir()
    np.save(folder / "buckets.int8.npy", lots.integers(-127, 128, (50, 4)).astype(np.int8))
    np.save(folder / "scales.npy", lots.uniform(0.001, 0.01, 50).astype(np.float32))


def _record(
    id: str, title: str, body: str, statements: list[tuple[str, str | None, str, str, str, str]]
) -> dict[str, Any]:
    text = f"{title}\n{body}"
    at = len(title) + 1
    said = []
    for cue, source, content, speaker, kind, mode in statements:
        start = at = text.index(cue, at)

        def span(words: str | None, start: int = start) -> list[int] | None:
            return (
                None if words is None else [text.index(words, start), text.index(words, start) + len(words)]
            )

        said.append(
            {
                "cue": span(cue), "source": span(source), "content": [span(content)], "speaker": speaker,
                "kind": kind, "mode": mode, "via": [], "parent": None, "addressee": None, "medium": None,
            }
        )  # fmt: skip
    return {"id": id, "outlet": "الرافد", "title": title, "text": text, "statements": said, "credits": []}


def _write_lines(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
