"""PDF documents with a text layer, by PDFium: it gives Arabic in logical order and as plain letters.

Of the readers under a free licence it alone does: pypdf loses the order where numbers stand among Arabic
words, pdfminer.six gives lines from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from rawi.schema import Article
from rawi.sources.plain import plain_article

MAX_PAGES = 2000
_MIN_LETTERS = 40
"""Letters below which a document has no text layer to speak of."""
_LINE_END = re.compile(r"[.؟!:…»”\"]\s*$")
_MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")
_STOP_BEFORE_NUMBER = re.compile(r"(?<=[\u0620-\u064a] )([.،؛؟!»«)(]+)(\d[\d.,:/]*)(?=\s|$)", re.MULTILINE)
"""PDFium takes what stands behind a number at the end of a line for a part of it."""
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_PAGE_NUMBER = re.compile(r"^[\s\-–—|/]*(?:صفحة\s*)?[\d٠-٩]{1,4}[\s\-–—|/]*$")


class PdfError(ValueError):
    """A document from which no text can be taken; the message says why."""


def pdf_article(data: bytes, *, id: str = "") -> Article:
    """The article that a PDF document holds: its pages' text, without headers, footers and page numbers.

    Raises:
        PdfError: it is damaged, locked, or has no text layer.
    """
    pages = [_in_logical_order(page) for page in _page_texts(data)]
    if sum(c.isalpha() for page in pages for c in page) < _MIN_LETTERS:
        raise PdfError("the PDF document has no text layer")
    return plain_article(_paragraphs(_without_running_heads(pages)), id=id)


def _page_texts(data: bytes) -> list[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold()
        raise PdfError(
            "the PDF document is locked" if locked else f"the PDF document is damaged ({error})"
        ) from None
    try:
        if len(document) > MAX_PAGES:
            raise PdfError(f"a PDF document of {len(document):,} pages (at most {MAX_PAGES:,} are read)")
        texts = []
        for number in range(len(document)):
            page = document[number]
            layer = page.get_textpage()
            texts.append(layer.get_text_range(errors="replace"))
            layer.close()
            page.close()
        return texts
    except pypdfium2.PdfiumError as error:
        raise PdfError(f"the PDF document is damaged ({error})") from None
    finally:
        document.close()


def _in_logical_order(text: str) -> str:
    """`text` with plain letters, and brackets that open before they close.

    Fonts show a bracket mirrored in Arabic; some documents name the sign that is seen, not the one that is
    meant, and then all brackets among Arabic words are the wrong way round.
    """
    text = text.replace("\r\n", "\n").replace("\ufffe", "").replace("\u00ad", "")
    text = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]).strip() or form[0], text)
    opening = len(re.findall("(?:^|\\s)[(\\[«](?=[\u0620-\u064a])|(?<=[\u0620-\u064a])[)\\]»]", text, re.M))
    closing = len(
        re.findall("(?:^|\\s)[)\\]»](?=[\u0620-\u064a])|(?<=[\u0620-\u064a])[(\\[«](?=\\W|$)", text, re.M)
    )
    if closing > opening:
        text = text.translate(_MIRRORED)
    return _STOP_BEFORE_NUMBER.sub(lambda found: found[2] + found[1][::-1].translate(_MIRRORED), text)


def _without_running_heads(pages: list[str]) -> list[str]:
    """The lines of all pages, without those that stand at the edge of many pages, and page numbers."""
    edges: Counter[str] = Counter()
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    for lines in split:
        filled = [line for line in lines if line]
        edges.update({re.sub(r"[\d٠-٩]+", "#", line) for line in [*filled[:2], *filled[-2:]]})
    kept = []
    for lines in split:
        for line in lines:
            running = len(pages) > 2 and edges[re.sub(r"[\d٠-٩]+", "#", line)] > len(pages) / 2
            if not running and not _PAGE_NUMBER.match(line):
                kept.append(line)
    return kept


def _paragraphs(lines: list[str]) -> str:
    """Lines joined to paragraphs: a line that is nearly as long as the longest ones, and ends without a stop,
    goes on in the next one."""
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(len(lengths) * 0.9)] * 0.75 if lengths else 0
    parts: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
        elif goes_on and parts:
            parts[-1] += f" {line}"
        else:
            parts.append(line)
        if line:
            goes_on = len(line) >= full and not (_LINE_END.search(line) and len(line) < full * 1.2)
    return "\n".join(parts)
