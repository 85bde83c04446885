"""What is no part of the article: removed from the page before the body is looked for, and from its lines.

Trafilatura leaves out menus and advertisements; links to other articles inside the text, lists of tags,
rules for comments and paragraphs that stand twice are what it lets through.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from lxml.html import HtmlElement

from rawi.sources.folding import fold
from rawi.times import find_times

_ASIDE = re.compile(
    r"(?:^|\s|__)(?:[\w-]*[-_])?(?:related|read-?more|read-?also|also-read|see-?also|share|sharing|social|tags?"
    r"|tag-?list|keywords|comments?|comment-?form|disqus|newsletter|subscribe|breadcrumbs?|most-?read"
    r"|recommend(?:ed|ations)?|outbrain|taboola|advert\w*|ads?|widget|pager|print)(?:[-_](?:list|links?|box|block"
    r"|area|posts?|articles?|news|stories|buttons?|bar|wrap(?:per)?|container|section|items?|form|cloud|widget))*"
    r"(?=\s|$)",
    re.IGNORECASE,
)
_REMOVABLE = frozenset(
    ("div", "section", "aside", "ul", "ol", "nav", "p", "span", "figure", "form", "table", "footer", "header")
)
_MAX_SHARE = 0.3
"""Share of the page's text above which no element is taken for an aside, whatever its class says."""
_MAX_LABELLED = 200
"""Characters; a sentence may begin with the same words as a label, and no label line is longer."""
_MIN_REPEATED = 30
"""Characters from which a paragraph that stands twice is a mistake of the page, no refrain."""
_MAX_SMALL_PRINT = 120
_MAX_LABEL = 20
"""Letters beside a day in a line that holds no more than it."""
_YEAR = re.compile("[0-9٠-٩۰-۹]{4}")
_LABEL_END = re.compile(r"^[\s:：.…\-–—|()\d]*$")


def remove_asides(tree: HtmlElement) -> None:
    """Takes elements out of the page whose class says that they hold links, tags, buttons or comments."""
    whole = max(len(tree.text_content()), 1)
    found = [
        element
        for element in tree.iter()
        if element.tag in _REMOVABLE
        and (_ASIDE.search(element.get("class") or "") or _ASIDE.search(element.get("id") or ""))
    ]
    for element in found:
        if element.getparent() is not None and len(element.text_content()) <= _MAX_SHARE * whole:
            element.drop_tree()


def clean_body(body: str, title: str, *, byline: str = "") -> str:
    """The paragraphs of the article alone: no labels, tags, comments, repeated paragraphs, and not the
    headline or the byline again."""
    lines = [line.strip() for line in body.split("\n")]
    kept: list[str] = []
    seen: set[str] = set()
    in_list = False
    heading = {fold(title), fold(byline)} - {""}
    for number, line in enumerate(lines):
        folded = fold(line.lstrip(' -–•*#«"“|[(>»'))
        if not folded:
            continue
        reach, alone = _reach(folded)
        if reach == "rest" or (reach == "end" and number >= len(lines) * 2 / 3):
            break
        if reach in {"line", "list"} or (reach == "label" and alone):
            in_list = reach == "list" and alone
            continue
        if in_list and _is_link_line(line):
            continue
        in_list = False
        if folded in seen or (len(kept) < 2 and (folded in heading or _is_small_print(line, byline))):
            continue
        if len(folded) >= _MIN_REPEATED:
            seen.add(folded)
        kept.append(line)
    return "\n".join(kept)


def _is_small_print(line: str, byline: str) -> bool:
    """Whether a line holds a day, perhaps with a label and the writer's name, and no more."""
    if len(line) > _MAX_SMALL_PRINT or not _YEAR.search(line):
        return False
    rest = line
    for expression in reversed(find_times(line)):
        rest = rest[: expression.span.start] + rest[expression.span.end :]
    letters = sum(c.isalpha() for c in rest.replace(byline or "\0", ""))
    return rest != line and letters <= _MAX_LABEL


def _is_link_line(line: str) -> bool:
    """Whether a line under a label is one of the links that it announces: an item of a list, a short line
    without a full stop."""
    return line.startswith("- ") or (len(line) < 120 and not line.endswith((".", "؟", "!", "»", '"', "”")))


def _reach(folded: str) -> tuple[str | None, bool]:
    """How much goes with a line that begins like this, and whether the label stands there alone."""
    if len(folded) >= _MAX_LABELLED:
        return None, False
    for opening, reach in _boilerplate():
        if folded.startswith(opening):
            rest = folded[len(opening) :]
            if rest[:1].isalpha() and len(opening.split()) == 1:
                continue
            return reach, bool(_LABEL_END.match(rest)) or len(rest.split()) <= 1
    return None, False


@cache
def _boilerplate() -> list[tuple[str, str]]:
    """Openings and reaches of boilerplate.tsv, the longest first."""
    table = files("rawi.sources").joinpath("boilerplate.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return sorted(((row[0], row[1]) for row in rows[1:]), key=lambda row: -len(row[0]))
