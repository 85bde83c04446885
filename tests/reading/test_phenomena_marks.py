"""Quotation marks: evidence, never trusted; and what stands in them without being said."""

from __future__ import annotations

import pytest
from said import Case, read, says

PAIRS = ["«»", "“”", '""', "‘’", "„“", "‹›", "{}", ("((", "))")]
REVERSED = ["»«", "”“", "””", "““", "’‘", "»»"]
HADDAD = ("سامر حداد", "person")


def direct(opening: str, closing: str, *, gap: str = "", colon: str = ": ") -> Case:
    """One sentence in marks."""
    quoted = f"{opening}{gap}لن نغلق الجسر هذا العام{gap}{closing}"
    return Case(
        f"وقال وزير النقل سامر حداد{colon}{quoted}.",
        [says("وقال", "وزير النقل سامر حداد", "لن نغلق الجسر هذا العام", *HADDAD, "direct")],
    )


def mixed(opening: str, closing: str) -> Case:
    """A few words in marks at the end of indirect speech, and in the middle of it."""
    first, second = (f"{opening}{words}{closing}" for words in ("لن يغلق هذا العام", "من غير أي تأخير"))
    return Case(
        f"وأكد وزير النقل سامر حداد أن الجسر {first}. وأضاف أن العمل سينتهي {second} قبل الصيف.",
        [
            says("وأكد", "وزير النقل سامر حداد", f"أن الجسر {first}", *HADDAD, "mixed"),
            says("وأضاف", None, f"أن العمل سينتهي {second} قبل الصيف", *HADDAD, "mixed"),
        ],
    )


STYLES = {
    **{f"pair {p[0]} {p[1]}": direct(p[0], p[1]) for p in PAIRS},
    **{f"reversed {p[0]} {p[1]}": direct(p[0], p[1]) for p in REVERSED},
    **{f"mixed speech {p[0]} {p[1]}": mixed(p[0], p[1]) for p in [*PAIRS, *REVERSED]},
    **{f"spaces inside {p[0]} {p[1]}": direct(p[0], p[1], gap=" ") for p in ["«»", "“”", '""', "”“"]},
    **{f"glued to the colon {p[0]} {p[1]}": direct(p[0], p[1], colon=":") for p in ["«»", "“”", '""', "””"]},
    **{f"glued to the name {p[0]} {p[1]}": direct(p[0], p[1], colon="") for p in ["«»", "“”", '""', "””"]},
}

DAMAGED = {
    "no closing mark": Case(
        "وقال وزير النقل سامر حداد: «لن نغلق الجسر هذا العام.\nويقع الجسر شمالي المدينة.",
        [says("وقال", "وزير النقل سامر حداد", "لن نغلق الجسر هذا العام", *HADDAD, "direct")],
    ),
    "no opening mark": Case(
        "وقال وزير النقل سامر حداد: لن نغلق الجسر هذا العام».",
        [says("وقال", "وزير النقل سامر حداد", "لن نغلق الجسر هذا العام", *HADDAD, "direct")],
    ),
    "a stray mark before": Case(
        "» وقال وزير النقل سامر حداد إن الجسر آمن.",
        [says("وقال", "وزير النقل سامر حداد", "إن الجسر آمن", *HADDAD)],
    ),
    "an article that begins with a stray closing mark": Case(
        "”افتتح الجسر أمس. وقال وزير النقل سامر حداد: “لن نغلق الجسر هذا العام”.",
        [says("وقال", "وزير النقل سامر حداد", "لن نغلق الجسر هذا العام", *HADDAD, "direct")],
    ),
    "two styles for one pair": Case(
        'وقال وزير النقل سامر حداد: “لن نغلق الجسر هذا العام".',
        [says("وقال", "وزير النقل سامر حداد", "لن نغلق الجسر هذا العام", *HADDAD, "direct")],
    ),
    "the stop inside": Case(
        "وقال وزير النقل سامر حداد: «لن نغلق الجسر هذا العام.»",
        [says("وقال", "وزير النقل سامر حداد", "لن نغلق الجسر هذا العام", *HADDAD, "direct")],
    ),
    "an unclosed title does not swallow what follows": Case(
        "عرض المسرح «ليل طويل. وقال المخرج نبيل مراد إن العمل جديد.",
        [says("وقال", "المخرج نبيل مراد", "إن العمل جديد", "نبيل مراد", "person")],
    ),
}

NESTED = {
    "another style inside": Case(
        'وقال المدرب وليد حمدان: «كتبوا على الجدار "لن ننساك أبدا" ثم رحلوا».',
        [
            says(
                "وقال",
                "المدرب وليد حمدان",
                'كتبوا على الجدار "لن ننساك أبدا" ثم رحلوا',
                "وليد حمدان",
                "person",
                "direct",
            )
        ],
    ),
    "the same style inside": Case(
        "وقال المدرب وليد حمدان: «قرأت رواية «ظل البحر» ثلاث مرات».",
        [
            says(
                "وقال",
                "المدرب وليد حمدان",
                "قرأت رواية «ظل البحر» ثلاث مرات",
                "وليد حمدان",
                "person",
                "direct",
            )
        ],
    ),
    "parentheses inside": Case(
        "وقال المدرب وليد حمدان: «لعبنا (بروح الفريق الواحد) طوال الموسم».",
        [
            says(
                "وقال",
                "المدرب وليد حمدان",
                "لعبنا (بروح الفريق الواحد) طوال الموسم",
                "وليد حمدان",
                "person",
                "direct",
            )
        ],
    ),
    "straight marks one after another": Case(
        'وأكد المدرب وليد حمدان أن الفريق "جاهز للموسم الجديد" وأن الجمهور "سند لا غنى عنه".',
        [
            says(
                "وأكد",
                "المدرب وليد حمدان",
                'أن الفريق "جاهز للموسم الجديد" وأن الجمهور "سند لا غنى عنه"',
                "وليد حمدان",
                "person",
                "mixed",
            )
        ],
    ),
    "a name in marks before a quotation": Case(
        "وقال رئيس نادي «النسور» وليد حمدان: «نحن جاهزون للموسم».",
        [
            says(
                "وقال",
                "رئيس نادي «النسور» وليد حمدان",
                "نحن جاهزون للموسم",
                "وليد حمدان",
                "person",
                "direct",
            )
        ],
    ),
    "a preposition glued to the marks": Case(
        "وأشاد وزير النقل سامر حداد بـ«سرعة إنجاز العمل».",
        [says("وأشاد", "وزير النقل سامر حداد", "بـ«سرعة إنجاز العمل»", *HADDAD, "mixed", act="praise")],
    ),
}

NOT_SAID = {
    "a title of a work": Case("عرضت القاعة فيلم «رحلة الليل الطويل» أمس.", []),
    "a title of a work with a verb of saying": Case("فازت رواية «قال البحر كلمته الأخيرة» بالجائزة.", []),
    "an ironic word": Case("دخل «البطل» القاعة وحده ثم خرج.", []),
    "a campaign": Case("أطلقت البلدية حملة «مدينتنا أجمل معا» صباح أمس.", []),
    "a title beside a real statement": Case(
        "وقال المخرج نبيل مراد إن فيلم «رحلة الليل» جاهز.",
        [
            says(
                "وقال",
                "المخرج نبيل مراد",
                "إن فيلم «رحلة الليل» جاهز",
                "نبيل مراد",
                "person",
                "indirect",
            )
        ],
    ),
}

CASES = {
    f"{theme}: {name}": case
    for theme, cases in {
        "style": STYLES,
        "damaged": DAMAGED,
        "nested": NESTED,
        "not said": NOT_SAID,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_marks(case: Case) -> None:
    assert read(case) == case.said
