"""Bytes in every encoding that Arabic files come in."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.sources.encoding import UndecodableError, decode, decode_chunks, detect_encoding

NEWS = (
    "تعليق الدراسة في ثلاث محافظات\n"
    "أعلن مدير التربية في محافظة الساحل، نزار العلي، تعليق الدراسة غدا بسبب الأمطار، "
    "وقال إن المدارس ستفتح من جديد يوم الأحد على أن تعوض الدروس في نهاية الفصل.\n"
)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859_6"],
)
def test_reads_back_what_was_written(encoding: str) -> None:
    assert decode(NEWS.encode(encoding))[0] == NEWS


def test_mac_arabic_letters() -> None:
    text, encoding = decode(NEWS.replace(".", "").encode("mac_arabic"))
    assert encoding == "mac_arabic"
    assert "أعلن مدير التربية في محافظة الساحل" in text


def test_one_line_in_windows_1256() -> None:
    assert decode("قال الوزير إن الطريق مفتوح".encode("cp1256"))[0] == "قال الوزير إن الطريق مفتوح"


def test_quotation_marks_of_windows_1256() -> None:
    said = "وقالت المديرة: «سنبدأ غدا» و“نعمل ليلا” في الميناء"
    assert decode(said.encode("cp1256"))[0] == said


def test_ascii_preamble_does_not_decide() -> None:
    page = b"<!-- " + b"x" * 100_000 + b" -->" + NEWS.encode("cp1256")
    assert decode(page)[0].endswith(NEWS)


def test_character_cut_off_at_the_end_is_dropped() -> None:
    whole = NEWS.strip().removesuffix(".").encode()
    assert decode(whole[:-1])[0] == NEWS.strip().removesuffix(".")[:-1]


def test_a_bad_byte_does_not_change_the_encoding() -> None:
    data = NEWS.encode()
    text, encoding = decode(data[:60] + b"\xff" + data[60:])
    assert encoding == "utf-8"
    assert "نزار العلي" in text


def test_what_a_page_declares_is_believed_where_it_reads() -> None:
    page = '<meta charset="windows-1256"><p>ندوة عن الخط</p>'
    assert decode(page.encode("cp1256"))[0] == page


def test_a_false_declaration_is_not_believed() -> None:
    page = f'<meta charset="iso-8859-1"><p>{NEWS}</p>'
    assert decode(page.encode("cp1256"))[0] == page


@pytest.mark.parametrize(
    "text", ["Le ministre a démenti l'accusation à Genève.", "Der Minister bestätigte es."]
)
def test_other_languages_are_text(text: str) -> None:
    assert decode(text.encode("cp1252"))[0] == text
    assert decode(text.encode())[0] == text


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\0" * 5000, b"\x00\x01\x02\x03" * 900])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(data)


def test_a_few_nul_characters_are_text() -> None:
    assert decode(NEWS.replace("إن", "إن\0").encode())[0].count("\0") == 1


def test_chunks_cut_inside_characters() -> None:
    data = NEWS.encode("utf-16-le")
    pieces = [data[i : i + 7] for i in range(0, len(data), 7)]
    assert b"".join(decode_chunks(pieces, "utf-16-le")).decode() == NEWS


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except UndecodableError:
        return
    text.encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd"), max_size=200))
def test_utf_8_is_never_taken_for_something_else(text: str) -> None:
    assert decode((NEWS + text).encode())[0] == NEWS + text


def test_random_bytes_are_refused() -> None:
    with pytest.raises(UndecodableError):
        detect_encoding(os.urandom(20_000))
