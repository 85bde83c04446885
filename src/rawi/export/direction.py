"""Text direction in terminals.

Terminals differ: some reorder right-to-left text by the Unicode bidirectional algorithm, and a few of these
can be told that paragraphs run from right to left, by ECMA-48's SCP (Select Character Path), as "BiDi in
Terminal Emulators" (https://terminal-wg.pages.freedesktop.org/bidi/, section "The escape sequences")
recommends. The others find the direction of a line from its first strong letter, which a RIGHT-TO-LEFT MARK
sets. Terminals that reorder nothing are left alone: their users read Arabic in logical order, or pass
`--direction`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Choice = Literal["auto", "rtl", "ltr"]

RLM = "\u200f"


class Direction(NamedTuple):
    """How lines are written."""

    start: str = ""
    """Goes before the first line."""
    line: str = ""
    """Goes before each line."""
    end: str = ""
    """Goes after the last line."""


LEFT_TO_RIGHT = Direction()
RIGHT_TO_LEFT = Direction(line=RLM)
SELECT_RIGHT_TO_LEFT = Direction(start="\x1b[2 k", line=RLM, end="\x1b[0 k")
"""For terminals that know SCP: `CSI 2 SP k` is right to left, `CSI 0 SP k` the terminal's own."""


def choose_direction(choice: Choice, environment: Mapping[str, str], *, is_terminal: bool) -> Direction:
    """How lines are written on a terminal that `environment` describes; `auto` asks for what it can show."""
    if choice == "ltr":
        return LEFT_TO_RIGHT
    if not is_terminal:
        return RIGHT_TO_LEFT if choice == "rtl" else LEFT_TO_RIGHT
    if _knows_select_path(environment):
        return SELECT_RIGHT_TO_LEFT
    if choice == "rtl" or _reorders(environment):
        return RIGHT_TO_LEFT
    return LEFT_TO_RIGHT


def _in_multiplexer(environment: Mapping[str, str]) -> bool:
    """tmux and screen draw the lines themselves and let no such sequence through."""
    return bool(environment.get("TMUX") or environment.get("STY"))


def _knows_select_path(environment: Mapping[str, str]) -> bool:
    """VTE from 0.58 (GNOME Terminal, Tilix, xfce4-terminal, …) and mintty."""
    if _in_multiplexer(environment):
        return False
    vte = environment.get("VTE_VERSION", "")
    return (vte.isdecimal() and int(vte) >= 5800) or environment.get("TERM_PROGRAM") == "mintty"


def _reorders(environment: Mapping[str, str]) -> bool:
    """Konsole, mlterm, Terminal.app."""
    if _in_multiplexer(environment):
        return False
    return (
        "KONSOLE_VERSION" in environment
        or "MLTERM" in environment
        or environment.get("TERM", "").startswith("mlterm")
        or environment.get("TERM_PROGRAM") == "Apple_Terminal"
    )
