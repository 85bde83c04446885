"""Contents: where what is said begins and ends, and in which mode; what it is said to, in and for."""

from __future__ import annotations

import pytest
from said import Case, read, says

HADDAD = ("وزير النقل سامر حداد", "سامر حداد", "person")


def haddad(cue: str, content: str, mode: str = "indirect", **more: str) -> Case:
    """One sentence of the minister, whose statement has this content."""
    body = f"{cue} وزير النقل سامر حداد {more.pop('written', content)}."
    source, name, kind = HADDAD
    return Case(body, [says(cue, source, content, name, kind, mode, **more)])  # type: ignore[arg-type]


BEGINNINGS = {
    "an": haddad("أعلن", "أن الجسر جاهز"),
    "inna": haddad("وقال", "إن الجسر جاهز"),
    "bi-anna": haddad("أفاد", "بأن الجسر جاهز"),
    "anna with a pronoun": haddad("أكد", "أنه سيستقيل قريبا"),
    "inna with a pronoun of the first person": haddad("قال", "إننا نعمل بلا توقف"),
    "bi-anna with a pronoun": haddad("صرح", "بأنها ستفتح غدا"),
    "ila anna": haddad("أشار", "أن الجسر جاهز", written="إلى أن الجسر جاهز"),
    "ala anna, with a pronoun": haddad("شدد", "أنهم أنجزوا العمل", written="على أنهم أنجزوا العمل"),
    "an with the imperfect": haddad("تمنى", "أن ينتهي العمل قبل الصيف", act="demand"),
    "a verbal noun": haddad("أعلن", "إطلاق خط جديد للقطارات"),
    "a verbal noun with a pronoun": haddad("أكد", "حرصه على سلامة الركاب"),
    "necessity": haddad("أكد", "ضرورة إصلاح السكة"),
    "a denied existence": haddad("نفى", "وجود أي خلل في الجسر", act="deny"),
    "after an": haddad("كشف", "خطة جديدة للنقل", written="عن خطة جديدة للنقل"),
    "after min": haddad("حذر", "خطورة الطريق الجبلي", act="warn", written="من خطورة الطريق الجبلي"),
    "after ala": haddad("شدد", "أهمية الصيانة الدورية", written="على أهمية الصيانة الدورية"),
    "hope": haddad("أعرب", "أمله في إنجاز الجسر", written="عن أمله في إنجاز الجسر"),
    "a clitic preposition stays": haddad("طالب", "بوقف الأشغال فورا", act="demand"),
    "praise": haddad("أشاد", "بجهود العمال", act="praise"),
    "welcome": haddad("رحب", "بعودة المهندسين", act="welcome"),
    "object and phrase": haddad("وصف", "القرار بالخطأ الكبير", act="describe"),
    "two objects": haddad("اعتبر", "القرار خطوة متأخرة", act="describe"),
    "an accusation": haddad("اتهم", "الشركة بالتقصير", act="accuse"),
    "blame": haddad("وحمّل", "الشركة مسؤولية التأخير", act="accuse"),
    "a call with an addressee": Case(
        "دعا وزير النقل سامر حداد السائقين إلى ضبط النفس.",
        [
            says(
                "دعا",
                HADDAD[0],
                "ضبط النفس",
                *HADDAD[1:],
                act="demand",
                to="السائقين",
            )
        ],
    ),
    "urging with an addressee": Case(
        "وحث وزير النقل سامر حداد السائقين على التمهل.",
        [says("وحث", HADDAD[0], "التمهل", *HADDAD[1:], act="demand", to="السائقين")],
    ),
    "a promise": haddad("تعهد", "بإنجاز الجسر قبل الصيف", act="promise"),
    "a condemned act": haddad("أدان", "الاعتداء على العمال", act="condemn"),
    "a threat": haddad("هدد", "بسحب الرخصة من الشركة", act="threaten"),
    "a proposal": haddad("اقترح", "تأجيل الأشغال أسبوعا", act="propose"),
    "an estimate": haddad("توقع", "ارتفاع عدد المسافرين", act="estimate"),
}

ENDS = {
    "before the author's fima": Case(
        "قالت وزارة الموارد إن المياه ارتفعت، فيما واصل الأهالي إخلاء بيوتهم.",
        [says("قالت", "وزارة الموارد", "إن المياه ارتفعت", "وزارة الموارد", "organization")],
    ),
    "before fi hin": Case(
        "قالت وزارة الموارد إن المياه ارتفعت، في حين بقيت المدارس مغلقة.",
        [says("قالت", "وزارة الموارد", "إن المياه ارتفعت", "وزارة الموارد", "organization")],
    ),
    "before baynama": Case(
        "قالت وزارة الموارد إن المياه ارتفعت، بينما بقيت المدارس مغلقة.",
        [says("قالت", "وزارة الموارد", "إن المياه ارتفعت", "وزارة الموارد", "organization")],
    ),
    "before ilman": Case(
        "قالت وزارة الموارد إن المياه ارتفعت، علما أن السد قديم.",
        [says("قالت", "وزارة الموارد", "إن المياه ارتفعت", "وزارة الموارد", "organization")],
    ),
    "before a cue without a comma": Case(
        "قال وزير النقل سامر حداد إن العمل بدأ وأضاف أن التسليم قريب.",
        [
            says("قال", HADDAD[0], "إن العمل بدأ", *HADDAD[1:]),
            says("وأضاف", None, "أن التسليم قريب", *HADDAD[1:]),
        ],
    ),
    "before another speaker's cue": Case(
        "قال وزير النقل سامر حداد إن العمل بدأ، وأكدت وزارة الموارد أن المياه ارتفعت.",
        [
            says("قال", HADDAD[0], "إن العمل بدأ", *HADDAD[1:]),
            says("وأكدت", "وزارة الموارد", "أن المياه ارتفعت", "وزارة الموارد", "organization"),
        ],
    ),
    "not before a reason": haddad("قال", "إن السوق ضعيفة لأن الطلب تراجع"),
    "not before a second anna": haddad("قال", "إن العمل بدأ وإن التسليم قريب"),
    "not before a relative clause": haddad("قال", "إن الجسر الذي انهار قديم، وإن بديله جاهز"),
    "at the stop, before the author": Case(
        "قال وزير النقل سامر حداد إن العمل بدأ. ويقع الجسر شمالي المدينة.",
        [says("قال", HADDAD[0], "إن العمل بدأ", *HADDAD[1:])],
    ),
    "not at a number's stop": haddad("قال", "إن الكلفة بلغت 3.5 ملايين دينار"),
    "a quotation over sentences": haddad(
        "وقال",
        "تأخرنا كثيرا. لكننا سننجز العمل. الطريق طويل",
        "direct",
        written=": «تأخرنا كثيرا. لكننا سننجز العمل. الطريق طويل»",
    ),
    "a quotation over paragraphs": Case(
        "وقال وزير النقل سامر حداد: «تأخرنا كثيرا.\nلكننا سننجز العمل في موعده».\nويقع الجسر شمالي المدينة.",
        [says("وقال", HADDAD[0], "تأخرنا كثيرا.\nلكننا سننجز العمل في موعده", *HADDAD[1:], "direct")],
    ),
    "two quotations of one speaker": Case(
        "وقال وزير النقل سامر حداد: «تأخرنا كثيرا». وأضاف: «سننجز العمل في موعده».",
        [
            says("وقال", HADDAD[0], "تأخرنا كثيرا", *HADDAD[1:], "direct"),
            says("وأضاف", None, "سننجز العمل في موعده", *HADDAD[1:], "direct"),
        ],
    ),
}

MODES = {
    "direct": haddad("وقال", "سننجز العمل في موعده", "direct", written=": «سننجز العمل في موعده»"),
    "verbatim after a colon": haddad(
        "وقال", "سننجز العمل في موعده", "direct", written=": سننجز العمل في موعده"
    ),
    "a colon before inna": haddad("وقال", "إن العمل بدأ", written=": إن العمل بدأ"),
    "quoted words in indirect speech": haddad("أكد", "أن الجسر «لن يغلق أبدا هذا العام» أمام الناس", "mixed"),
    "quoted to the end": Case(
        "أكد وزير النقل سامر حداد أن الجسر «لن يغلق أبوابه هذا العام».",
        [says("أكد", HADDAD[0], "أن الجسر «لن يغلق أبوابه هذا العام»", *HADDAD[1:], "mixed")],
    ),
    "anna before the marks": Case(
        "أكد وزير النقل سامر حداد أن «الجسر لن يغلق هذا العام».",
        [says("أكد", HADDAD[0], "أن «الجسر لن يغلق هذا العام»", *HADDAD[1:], "mixed")],
    ),
    "anna inside the marks": Case(
        "أكد وزير النقل سامر حداد «أن الجسر لن يغلق هذا العام».",
        [says("أكد", HADDAD[0], "أن الجسر لن يغلق هذا العام", *HADDAD[1:], "direct")],
    ),
    "without a colon": Case(
        "وقال وزير النقل سامر حداد «سننجز العمل في موعده».",
        [says("وقال", HADDAD[0], "سننجز العمل في موعده", *HADDAD[1:], "direct")],
    ),
}

TO_AND_IN = {
    "told to journalists": Case(
        "وقال وزير النقل سامر حداد للصحافيين إن الجسر جاهز.",
        [says("وقال", HADDAD[0], "إن الجسر جاهز", *HADDAD[1:], to="للصحافيين")],
    ),
    "told to a paper in marks": Case(
        "وقال وزير النقل سامر حداد لـ«الميناء» إن الجسر جاهز.",
        [says("وقال", HADDAD[0], "إن الجسر جاهز", *HADDAD[1:], to="الميناء")],
    ),
    "informed": Case(
        "وأبلغ وزير النقل سامر حداد المجلس أن الجسر جاهز.",
        [says("وأبلغ", HADDAD[0], "أن الجسر جاهز", *HADDAD[1:], to="المجلس")],
    ),
    "in a communique": Case(
        "وقالت وزارة الموارد في بيان إن المياه ارتفعت.",
        [
            says(
                "وقالت",
                "وزارة الموارد",
                "إن المياه ارتفعت",
                "وزارة الموارد",
                "organization",
                medium="بيان",
            )
        ],
    ),
    "in a communique between commas": Case(
        "وأكدت وزارة الموارد، في بيان لها، أن المياه ارتفعت.",
        [
            says(
                "وأكدت",
                "وزارة الموارد",
                "أن المياه ارتفعت",
                "وزارة الموارد",
                "organization",
                medium="بيان لها",
            )
        ],
    ),
    "in a declaration to an agency": Case(
        "وقال وزير النقل سامر حداد في تصريح لرويترز إن الجسر جاهز.",
        [says("وقال", HADDAD[0], "إن الجسر جاهز", *HADDAD[1:], medium="تصريح لرويترز")],
    ),
    "at a press conference": Case(
        "وأوضح وزير النقل سامر حداد خلال مؤتمر صحفي أن الجسر جاهز.",
        [says("وأوضح", HADDAD[0], "أن الجسر جاهز", *HADDAD[1:], medium="مؤتمر صحفي")],
    ),
    "by a channel": Case(
        "وكتب وزير النقل سامر حداد عبر تويتر: «الجسر جاهز للعبور».",
        [says("وكتب", HADDAD[0], "الجسر جاهز للعبور", *HADDAD[1:], "direct", medium="تويتر")],
    ),
    "before the verb": Case(
        "وفي مؤتمر صحفي، قال وزير النقل سامر حداد إن الجسر جاهز.",
        [says("قال", HADDAD[0], "إن الجسر جاهز", *HADDAD[1:], medium="مؤتمر صحفي")],
    ),
}

CASES = {
    f"{theme}: {name}": case
    for theme, cases in {
        "begins": BEGINNINGS,
        "ends": ENDS,
        "mode": MODES,
        "to, in": TO_AND_IN,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_content(case: Case) -> None:
    assert read(case) == case.said
