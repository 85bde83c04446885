"""Chains: who passed a statement on, which statement stands inside which, and whom the article credits."""

from __future__ import annotations

import pytest
from said import Case, read, read_by_rules, says

HADDAD = ("سامر حداد", "person")
REUTERS = ("رويترز", "رويترز", "media")

PASSED_ON = {
    "the generic noun is no part of the name": Case(
        "ونقلت وكالة رويترز عن مصدر دبلوماسي قوله إن القمة تأجلت.",
        [
            says(
                "ونقلت",
                "مصدر دبلوماسي",
                "إن القمة تأجلت",
                "مصدر دبلوماسي",
                "anonymous",
                via=("وكالة رويترز", "رويترز", "media"),
            )
        ],
    ),
    "reports from, his saying": Case(
        "ونقلت رويترز عن مصدر دبلوماسي قوله إن القمة تأجلت.",
        [says("ونقلت", "مصدر دبلوماسي", "إن القمة تأجلت", "مصدر دبلوماسي", "anonymous", via=REUTERS)],
    ),
    "reports from a person, his saying, a quotation": Case(
        "ونقلت رويترز عن وزير النقل سامر حداد قوله: «لن نغلق الجسر هذا العام».",
        [
            says(
                "ونقلت",
                "وزير النقل سامر حداد",
                "لن نغلق الجسر هذا العام",
                *HADDAD,
                "direct",
                via=REUTERS,
            )
        ],
    ),
    "reports from, without a noun of saying": Case(
        "ونقلت رويترز عن مصادر محلية أن القرية محاصرة.",
        [says("ونقلت", "مصادر محلية", "أن القرية محاصرة", "مصادر محلية", "anonymous", via=REUTERS)],
    ),
    "reports from, the subject before": Case(
        "وكانت رويترز نقلت عن مصدر دبلوماسي قوله إن القمة تأجلت.",
        [says("نقلت", "مصدر دبلوماسي", "إن القمة تأجلت", "مصدر دبلوماسي", "anonymous", via=REUTERS)],
    ),
    "reports from, the subject implied": Case(
        "وذكرت رويترز أن القمة تأجلت. ونقلت عن مصدر دبلوماسي قوله إن الخلاف كبير.",
        [
            says("وذكرت", "رويترز", "أن القمة تأجلت", "رويترز", "media"),
            says("ونقلت", "مصدر دبلوماسي", "إن الخلاف كبير", "مصدر دبلوماسي", "anonymous", via=REUTERS),
        ],
    ),
    "learned from": Case(
        "علمت «الميناء» من مصادر مطلعة أن الوزير سيستقيل.",
        [
            says(
                "علمت",
                "مصادر مطلعة",
                "أن الوزير سيستقيل",
                "مصادر مطلعة",
                "anonymous",
                via=("الميناء", "الميناء", "media"),
            )
        ],
    ),
    "mentioned, quoting": Case(
        "وذكرت رويترز نقلا عن مصدر أمني أن المعبر مغلق.",
        [says("نقلا عن", "مصدر أمني", "أن المعبر مغلق", "مصدر أمني", "anonymous", via=REUTERS)],
    ),
    "said, quoting, with bi-anna": Case(
        "وأفادت رويترز نقلا عن مصادر طبية بأن الجرحى نقلوا.",
        [says("نقلا عن", "مصادر طبية", "بأن الجرحى نقلوا", "مصادر طبية", "anonymous", via=REUTERS)],
    ),
    "ascribed to": Case(
        "ونسبت رويترز إلى مصدر أمني قوله إن المعبر مغلق.",
        [says("ونسبت", "مصدر أمني", "إن المعبر مغلق", "مصدر أمني", "anonymous", via=REUTERS)],
    ),
    "by the tongue of": Case(
        "أعلنت هيئة الطيران على لسان مديرها سامر حداد أن المطار جاهز.",
        [
            says(
                "أعلنت",
                "هيئة الطيران",
                "أن المطار جاهز",
                "هيئة الطيران",
                "organization",
                via=("مديرها سامر حداد", "سامر حداد", "person"),
            )
        ],
    ),
    "a closing according to": Case(
        "وقال مصدر أمني إن المعبر مغلق، بحسب رويترز.",
        [says("وقال", "مصدر أمني", "إن المعبر مغلق", "مصدر أمني", "anonymous", via=REUTERS)],
    ),
}

INSIDE = {
    "two": Case(
        "قال مصدر دبلوماسي إن وزير النقل سامر حداد أكد أن الجسر آمن.",
        [
            says(
                "قال",
                "مصدر دبلوماسي",
                "إن وزير النقل سامر حداد أكد أن الجسر آمن",
                "مصدر دبلوماسي",
                "anonymous",
            ),
            says("أكد", "وزير النقل سامر حداد", "أن الجسر آمن", *HADDAD, parent=0),
        ],
    ),
    "three": Case(
        "قال مصدر دبلوماسي إن وزير النقل سامر حداد أكد أن وزارة المالية نفت توقف الأشغال.",
        [
            says(
                "قال",
                "مصدر دبلوماسي",
                "إن وزير النقل سامر حداد أكد أن وزارة المالية نفت توقف الأشغال",
                "مصدر دبلوماسي",
                "anonymous",
            ),
            says(
                "أكد",
                "وزير النقل سامر حداد",
                "أن وزارة المالية نفت توقف الأشغال",
                *HADDAD,
                parent=0,
            ),
            says(
                "نفت",
                "وزارة المالية",
                "توقف الأشغال",
                "وزارة المالية",
                "organization",
                act="deny",
                parent=1,
            ),
        ],
    ),
    "passed on, and one inside": Case(
        "ونقلت رويترز عن مصدر دبلوماسي قوله إن وزير النقل سامر حداد أكد أن الجسر «لن يغلق هذا العام».",
        [
            says(
                "ونقلت",
                "مصدر دبلوماسي",
                "إن وزير النقل سامر حداد أكد أن الجسر «لن يغلق هذا العام»",
                "مصدر دبلوماسي",
                "anonymous",
                "mixed",
                via=REUTERS,
            ),
            says(
                "أكد",
                "وزير النقل سامر حداد",
                "أن الجسر «لن يغلق هذا العام»",
                *HADDAD,
                "mixed",
                parent=0,
            ),
        ],
    ),
    "his own attitude is none": Case(
        "قال وزير النقل سامر حداد إنه يأمل أن يفتح الجسر قريبا.",
        [says("قال", "وزير النقل سامر حداد", "إنه يأمل أن يفتح الجسر قريبا", *HADDAD)],
    ),
    "a participle is no child": Case(
        "قال مصدر أمني إن المعبر مغلق، مضيفا أن وزارة الداخلية نفت فتحه.",
        [
            says("قال", "مصدر أمني", "إن المعبر مغلق", "مصدر أمني", "anonymous"),
            says("مضيفا", None, "أن وزارة الداخلية نفت فتحه", "مصدر أمني", "anonymous"),
            says(
                "نفت",
                "وزارة الداخلية",
                "فتحه",
                "وزارة الداخلية",
                "organization",
                act="deny",
                parent=1,
            ),
        ],
    ),
}

CASES = {
    f"{theme}: {name}": case
    for theme, cases in {"passed on": PASSED_ON, "inside": INSIDE}.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_chain(case: Case) -> None:
    assert read(case) == case.said


CREDITS = {
    "dateline with a dash": ("باريس - أ.ف.ب: افتتح المعرض أمس.", ["أ.ف.ب"]),
    "dateline with a long dash": ("جنيف – رويترز: بدأت المحادثات أمس.", ["رويترز"]),
    "dateline in parentheses": ("القاهرة (رويترز) - هبطت الأسهم أمس.", ["رويترز"]),
    "dateline of a German agency": ("برلين - د ب أ: هبطت الأسهم أمس.", ["د ب أ"]),
    "closing source": ("هبطت الأسهم أمس.\nالمصدر: RT", ["RT"]),
    "closing source of an agency": ("هبطت الأسهم أمس.\nالمصدر: د ب أ", ["د ب أ"]),
    "closing agencies": ("هبطت الأسهم أمس.\n(وكالات)", ["وكالات"]),
    "closing agency on the last line": ("هبطت الأسهم أمس. (رويترز)", ["رويترز"]),
    "dateline and closing": ("باريس - أ.ف.ب: افتتح المعرض أمس.\nالمصدر: أ.ف.ب", ["أ.ف.ب", "أ.ف.ب"]),
    "dateline of an agency in no gazetteer": (
        "عمّان (وكالة السنونو) - افتتح المعرض أمس.",
        ["وكالة السنونو"],
    ),
    "closing source in no gazetteer": ("هبطت الأسهم أمس.\nالمصدر: وكالة السنونو", ["وكالة السنونو"]),
    "an agency of another kind": ("أعلنت وكالة الفضاء أن القمر أطلق أمس.", []),
    "no agency": ("باريس: افتتح المعرض أمس.", []),
    "an agency that speaks": ("وذكرت رويترز أن الأسهم هبطت في باريس وفي لندن أمس.", []),
}


@pytest.mark.parametrize(("body", "names"), CREDITS.values(), ids=CREDITS)
def test_credits(body: str, names: list[str]) -> None:
    reading = read_by_rules(body, title="خبر اليوم")
    assert [credit.name for credit in reading.credits] == names
    assert [credit.span.of(reading.text) for credit in reading.credits] == names


def test_the_whole_chain() -> None:
    reading = read_by_rules(
        "باريس - أ.ف.ب: ونقلت رويترز عن مصدر دبلوماسي قوله إن وزير النقل سامر حداد أكد أن الجسر آمن.",
        outlet="الميناء",
    )
    links = [(link.role, link.name) for link in reading.statements[-1].chain()]
    assert links == [
        ("outlet", "الميناء"),
        ("credit", "أ.ف.ب"),
        ("via", "رويترز"),
        ("parent", "مصدر دبلوماسي"),
        ("speaker", "سامر حداد"),
    ]
