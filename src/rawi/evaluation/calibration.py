"""Whether confidences are what they say: of statements given 0.8, are 80 in 100 right?

Right is what `who said what` counts: the same speaker, and contents that share most of their words. The
statements are put into bins of equal width by their confidence; a bin's distance is that between its mean
confidence and its share of right ones. The expected calibration error is the mean distance, weighed by the
statements of each bin (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rawi.evaluation.gold import GoldArticle
from rawi.evaluation.marks import Marks
from rawi.evaluation.measures import index_marks, judge
from rawi.schema import Reading

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements whose confidence is at least `low` and below `high`; the last bin has 1, too."""

    low: float
    high: float
    statements: int = 0
    right: int = 0
    total: float = 0.0
    """Sum of the confidences."""

    @property
    def confidence(self) -> float:
        """Mean confidence; 0 where there are no statements."""
        return self.total / self.statements if self.statements else 0.0

    @property
    def share(self) -> float:
        """Share of right statements; 0 where there are none."""
        return self.right / self.statements if self.statements else 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """A reliability diagram: `str()` for people, `to_dict()` for machines, `to_svg()` to look at."""

    bins: tuple[Bin, ...]

    @property
    def statements(self) -> int:
        """Statements with a confidence."""
        return sum(part.statements for part in self.bins)

    @property
    def expected_error(self) -> float:
        """The expected calibration error, in [0, 1]; 0 where there are no statements."""
        distances = (part.statements * abs(part.share - part.confidence) for part in self.bins)
        return sum(distances) / self.statements if self.statements else 0.0

    def __str__(self) -> str:
        lines = [f"{'confidence':12s} {'statements':>10s} {'mean':>6s} {'right':>6s}"]
        for part in self.bins:
            figures = f"{100 * part.confidence:6.1f} {100 * part.share:6.1f}" if part.statements else ""
            lines.append(f"{part.low:.1f} to {part.high:.1f}   {part.statements:10d} {figures}".rstrip())
        lines.append(f"expected calibration error {100 * self.expected_error:.1f}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain numbers, shares in [0, 1]."""
        return {
            "statements": self.statements,
            "expected_error": self.expected_error,
            "bins": [
                {
                    "low": part.low, "high": part.high, "statements": part.statements,
                    "confidence": part.confidence, "right": part.share,
                }
                for part in self.bins
            ],
        }  # fmt: skip

    def to_svg(self) -> str:
        """The diagram as a picture: the share of right statements over the mean confidence of each bin.

        The area of a dot goes with the statements of its bin; on the dashed line confidences are true.
        """
        most = max((part.statements for part in self.bins), default=0)
        dots = [
            f'<circle cx="{_across(part.confidence):.1f}" cy="{_up(part.share):.1f}"'
            f' r="{2 + 12 * (part.statements / most) ** 0.5:.1f}" fill="#1f6f8b" fill-opacity="0.6">'
            f"<title>{part.statements} statements, confidence {part.confidence:.2f}, right {part.share:.2f}"
            "</title></circle>"
            for part in self.bins
            if part.statements
        ]
        return "\n".join([*_AXES, *dots, "</svg>", ""])


def reliability(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> Calibration:
    """A reliability diagram of confidences.

    Args:
        judged: of each statement its confidence, in [0, 1], and whether it is right.
        bins: how many, of equal width.
    """
    counts, right, totals = [0] * bins, [0] * bins, [0.0] * bins
    for confidence, is_right in judged:
        at = min(int(confidence * bins + 1e-9), bins - 1)
        counts[at] += 1
        right[at] += is_right
        totals[at] += confidence
    return Calibration(
        tuple(Bin(i / bins, (i + 1) / bins, counts[i], right[i], totals[i]) for i in range(bins))
    )


def calibration(
    gold: Sequence[GoldArticle], readings: Iterable[Reading | Marks], bins: int = BINS
) -> Calibration:
    """How true the confidences of readings are; statements without one are left aside.

    Args:
        gold: the annotated articles.
        readings: what was found; paired with gold by `id`.
        bins: how many, of equal width.
    """
    return reliability(_judged(gold, index_marks(readings)), bins)


def _judged(gold: Sequence[GoldArticle], by_id: dict[str, Marks]) -> Iterator[tuple[float, bool]]:
    for article in gold:
        marks = by_id.get(article.id)
        if marks is not None:
            for statement, right in zip(marks.statements, judge(article, marks).found, strict=True):
                if statement.confidence is not None:
                    yield statement.confidence, right


_LEFT, _TOP, _SIDE = 56, 16, 300


def _across(value: float) -> float:
    return _LEFT + _SIDE * value


def _up(value: float) -> float:
    return _TOP + _SIDE * (1 - value)


def _axes() -> list[str]:
    width, height = _LEFT + _SIDE + 20, _TOP + _SIDE + 52
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<path d="M{_LEFT} {_TOP}v{_SIDE}h{_SIDE}" fill="none" stroke="black"/>',
        f'<path d="M{_LEFT} {_up(0)}L{_across(1)} {_TOP}" stroke="gray" stroke-dasharray="4 4"/>',
        f'<text x="{_across(0.5)}" y="{height - 8}" text-anchor="middle">confidence</text>',
        f'<text transform="translate(14 {_up(0.5)}) rotate(-90)" text-anchor="middle">share right</text>',
    ]
    for tenth in range(0, 11, 2):
        value = tenth / 10
        lines += [
            f'<text x="{_across(value):.0f}" y="{_up(0) + 18:.0f}" text-anchor="middle">{value:.1f}</text>',
            f'<text x="{_LEFT - 8}" y="{_up(value) + 4:.0f}" text-anchor="end">{value:.1f}</text>',
        ]
    return lines


_AXES = _axes()
