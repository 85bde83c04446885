"""What is wrong with an annotation, where, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class AnnotationFault:
    """One fault of an annotation. It is handed out, not raised: the rest is checked too."""

    file: str
    line: int | None
    """Line of the file, from 1; of the statement where it has a line of its own."""
    article: str
    """Id of the article; empty where the fault is the file's."""
    unit: int | None
    """Unit of the article that is meant, 0 for the headline."""
    where: str
    """Which part: `statements[3].content[0]`."""
    reason: str
    """What is wrong, and what was expected."""
    remedy: str
    """What to do."""
    severity: Severity = "error"
    """Errors keep the article out of what is written; warnings ask for a second look."""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        unit = None if self.unit is None else f"unit {self.unit}"
        about = ", ".join(filter(None, (self.article, unit, self.where)))
        return f"{place}: {self.severity}: {about + ': ' if about else ''}{self.reason}; {self.remedy}"

    def to_dict(self) -> dict[str, Any]:
        """The fault as plain strings and numbers."""
        return asdict(self)


@dataclass(slots=True)
class Report:
    """Collects the faults of one file; says for each which article is at hand."""

    file: str
    article: str = ""
    line: int | None = None
    """Of the article's annotation; for faults that have no line of their own."""
    faults: list[AnnotationFault] = field(default_factory=list)

    def add(
        self,
        where: str,
        reason: str,
        remedy: str,
        *,
        line: int | None = None,
        unit: int | None = None,
        severity: Severity = "error",
    ) -> None:
        """Notes a fault."""
        at = self.line if line is None else line
        self.faults.append(
            AnnotationFault(self.file, at, self.article, unit, where, reason, remedy, severity)
        )
