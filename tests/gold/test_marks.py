"""Real articles in another style of quotation marks: fewer than 2 % of their statements change."""

from __future__ import annotations

from pathlib import Path

import pytest
from disguises import STYLES, changed, dressed, restyle, said

from rawi.evaluation import load_gold
from rawi.reading.reader import Reader


@pytest.mark.parametrize("style", STYLES)
def test_another_style_of_quotation_marks_changes_hardly_a_statement(shared: Path, style: str) -> None:
    reader = Reader()
    different = total = 0
    for gold in load_gold(shared / "gold" / "dev.jsonl"):
        article = gold.article
        before = said(reader.read(article))
        other = dressed(article, restyle(article.title, style), restyle(article.body, style))
        different += changed(before, said(reader.read(other)))
        total += before.total()
    assert different < 0.02 * total, f"{different} of {total} statements differ"
