"""What looks like a statement and is none; and what is done by saying it."""

from __future__ import annotations

import pytest
from said import Case, read, read_by_rules

from rawi.schema import ACTS

NONE = {
    "the author mentions": "يذكر أن الجسر بني قبل نصف قرن.",
    "the author points out": "يشار إلى أن الجسر قديم.",
    "worth mentioning": "وتجدر الإشارة إلى أن الجسر قديم.",
    "it is known": "ومن المعروف أن الجسر قديم.",
    "expected, by nobody": "ومن المتوقع أن يفتح الجسر غدا.",
    "planned": "ومن المقرر أن يزور الوفد المدينة غدا.",
    "it turned out": "وتبين أن السائق كان مسرعا.",
    "it appeared": "وظهر أن السد متصدع.",
    "a decision": "وقرر المجلس تأجيل الجلسة.",
    "an agreement": "ووافق المجلس على القانون.",
    "an order": "وأمر القاضي بحبس المتهم.",
    "a meeting": "والتقى وزير النقل سامر حداد نظيره في المدينة.",
    "a discussion": "وبحث الجانبان سبل التعاون.",
    "a bare topic": "وتحدث المدير عن تاريخ النادي.",
    "not said": "ولم يوضح وزير النقل سامر حداد أسباب التأخير.",
    "refused to say": "ورفض وزير النقل سامر حداد الإفصاح عن السبب.",
    "no comment": "وامتنع وزير النقل سامر حداد عن التعليق.",
    "an agentless passive": "ويوصف الجسر بأنه الأطول في البلاد.",
    "to be said yet": "ويجب أن يعلن البنك خفض الفائدة.",
    "a verb of saying as a noun": "بعد كشف الخلل بدأ العمل.",
    "between as a preposition": "وجرى اللقاء بين الوزير والمدير.",
    "here as an adverb": "ومن هنا بدأ الطريق إلى البطولة.",
    "a speaker as a name of a place": "ووصل القطار إلى محطة القول صباحا.",
}


@pytest.mark.parametrize("body", NONE.values(), ids=NONE)
def test_no_statement(body: str) -> None:
    assert read(Case(body, [], "خبر اليوم")) == []


ACTS_SHOWN = {
    "assert": "أعلن سامر حداد أن الجسر جاهز.",
    "deny": "نفى سامر حداد إغلاق الجسر.",
    "ask": "وتساءل سامر حداد: «متى ينتهي العمل في الجسر؟».",
    "demand": "طالب سامر حداد بوقف الأشغال.",
    "propose": "اقترح سامر حداد تأجيل الأشغال.",
    "promise": "تعهد سامر حداد بإنجاز الجسر.",
    "threaten": "هدد سامر حداد بالاستقالة.",
    "warn": "حذر سامر حداد من انهيار الجسر.",
    "welcome": "رحب سامر حداد بعودة العمال.",
    "praise": "أشاد سامر حداد بجهود العمال.",
    "condemn": "ندد سامر حداد بالاعتداء على العمال.",
    "accuse": "اتهم سامر حداد الشركة بالتقصير.",
    "describe": "وصف سامر حداد العمل بالممتاز.",
    "estimate": "توقع سامر حداد ارتفاع الكلفة.",
}


def test_every_act_is_shown() -> None:
    assert set(ACTS_SHOWN) == set(ACTS)


@pytest.mark.parametrize(("act", "body"), ACTS_SHOWN.items(), ids=ACTS_SHOWN)
def test_act(act: str, body: str) -> None:
    (statement,) = read_by_rules(body).statements
    assert (statement.act, statement.negated, statement.speaker.name) == (act, False, "سامر حداد")
