"""Conjugation, one verb of each class, against forms that a grammar gives."""

from __future__ import annotations

import pytest

from rawi.reading.morphology import Form, stems_in, verb_forms, verb_stems
from rawi.text.letters import fold

VERBS = {
    "sound": ("أعلن", "يعلن", "معلنا", "إعلان|إعلانات"),
    "hollow": ("قال", "يقول", "قائلا", "قول|أقوال"),
    "hollow, form IV": ("أشار", "يشير", "مشيرا", "إشارة|إشارات"),
    "defective in ya": ("نفى", "ينفي", "نافيا", "نفي"),
    "defective in waw": ("دعا", "يدعو", "داعيا", "دعوة|دعوات"),
    "defective in alif": ("تمنى", "يتمنى", "متمنيا", "-"),
    "hamzated and defective": ("رأى", "يرى", "-", "رأي|آراء"),
    "perfect in ya": ("خشي", "يخشى", "-", "خشية"),
    "doubled": ("أصرّ", "يصرّ", "مصرّا", "إصرار"),
    "hamza last": ("هنأ", "يهنئ", "مهنئا", "تهنئة|تهاني"),
    "hamza last, form V": ("تنبأ", "يتنبأ", "متنبئا", "تنبؤ|تنبؤات"),
    "hamza last after alif": ("أساء", "يسيء", "-", "إساءة"),
    "hamza middle": ("تساءل", "يتساءل", "متسائلا", "تساؤل|تساؤلات"),
    "hamza first": ("أمل", "يأمل", "آملا", "أمل|آمال"),
    "last radical t": ("أثبت", "يثبت", "مثبتا", "إثبات"),
}

EXPECTED = {
    "sound": (
        "أعلن أعلنت أعلنا أعلنتا أعلنوا أعلنه أعلنته أعلنوه يعلن تعلن يعلنون يعلنوا يعلنان تعلنان"
        " سيعلن ستعلن سيعلنون"
        " سنعلن أعلنها يعلنه سيعلنه معلنا معلنة معلنين معلنتين المعلنة إعلان الإعلان إعلانا إعلانه"
        " إعلانها إعلانهم"
        " إعلانات إعلاناته"
    ),
    "hollow": (
        "قال قالت قالا قالتا قالوا قلت قلنا قلن قاله قالها قالته قالوه يقول تقول يقولون يقولوا"
        " يقولان يقولا أقول نقول"
        " سيقول يقلن يقوله قائلا قائلة قائلين قائلات القائل قول قوله قولها القول أقوال أقواله"
    ),
    "hollow, form IV": (
        "أشار أشارت أشارا أشاروا أشرت أشرنا يشير تشير يشيرون مشيرا مشيرة مشيرين مشيرتين إشارته"
    ),
    "defective in ya": (
        "نفى نفت نفوا نفيا نفتا نفيت نفينا نفاه نفته نفوه ينفي تنفي ينفون ينفوا ينفيان ينفيه ينفونه"
        " سينفي نافيا ناف"
        " نافية نافين النافي نفي نفيه نفيها النفي نفيا"
    ),
    "defective in waw": (
        "دعا دعت دعوا دعتا دعوت دعونا دعاه دعته دعاهم يدعو تدعو يدعون يدعوا يدعوان يدعوه ندعو داعيا"
        " داع داعية داعين"
        " دعوة دعوته دعوتها الدعوة دعوات دعواته"
    ),
    "defective in alif": "تمنى تمنت تمنوا تمنيا يتمنى يتمنون يتمناه يتمنيان متمنيا متمنية متمنين",
    "hamzated and defective": (
        "رأى رأت رأوا رآه رأته يرى ترى يرون يراه يرونه أرى نرى رأي رأيه آراء آراؤه آرائهم"
    ),
    "perfect in ya": "خشي خشيت خشوا يخشى يخشون تخشى خشية خشيته",
    "doubled": "أصر أصرت أصروا أصررت أصررنا يصر تصر يصرون مصرا مصرة مصرين إصرار إصراره",
    "hamza last": ("هنأ هنأت هنأوا هنؤوا هنأه هنأته يهنئ يهنئون مهنئا مهنئة مهنئين تهنئة تهنئته تهاني"),
    "hamza last, form V": "تنبأ تنبأت تنبأوا تنبؤوا يتنبأ يتنبأون يتنبؤون متنبئا متنبئة تنبؤات",
    "hamza last after alif": "أساء أساءت أساءوا أساؤوا يسيء يسيئون يسيئان إساءته",
    "hamza middle": "تساءل تساءلت تساءلوا يتساءل يتساءلون متسائلا متسائلة تساؤلات تساؤلاته",
    "hamza first": "أمل أملت يأمل تأمل يأملون آمل نأمل آملا آملة آملين آمال",
    "last radical t": "أثبت أثبتت أثبتوا أثبتنا يثبت يثبتون مثبتا",
}

NEVER = {
    "sound": "أعلناا أعلنوااه",
    "hollow": "قالواه يقوللن قالن",
    "hollow, form IV": "أشارن يشيرن",
    "defective in ya": "نفاوا ينفيون نفاته",
    "defective in waw": "دعاوا يدعوون دعوةه دعات",
    "hamzated and defective": "رأاه",
    "doubled": "أصرن",
    "hamza first": "أأمل",
    "last radical t": "أثبتتت",
}


@pytest.mark.parametrize("verb", VERBS)
def test_expected_forms_are_made(verb: str) -> None:
    forms = {f.form for f in verb_forms(*VERBS[verb], attributive=True)}
    assert sorted(w for w in map(fold, EXPECTED[verb].split()) if w not in forms) == []


@pytest.mark.parametrize("verb", NEVER)
def test_misspelled_forms_are_not_made(verb: str) -> None:
    forms = {f.form for f in verb_forms(*VERBS[verb])}
    assert sorted(w for w in map(fold, NEVER[verb].split()) if w in forms) == []


@pytest.mark.parametrize("verb", VERBS)
def test_forms_are_folded_and_made_once(verb: str) -> None:
    forms = list(verb_forms(*VERBS[verb]))
    assert len(forms) == len(set(forms))
    assert all(f.form == fold(f.form) and f.form.endswith(f.pronoun) for f in forms)


@pytest.mark.parametrize(
    ("verb", "word", "form"),
    [
        ("hollow", "قالت", Form("قالت", "perfect", 3, "f", "s", "")),
        ("hollow", "قلت", Form("قلت", "perfect", 1, "", "s", "")),
        ("hollow", "قالوه", Form("قالوه", "perfect", 3, "m", "p", "ه")),
        ("hollow", "سيقول", Form("سيقول", "imperfect", 3, "m", "s", "")),
        ("hollow", "أقوالهم", Form("اقوالهم", "noun", 3, "m", "", "هم")),
        ("sound", "أعلنت", Form("اعلنت", "perfect", 3, "f", "s", "")),
        ("sound", "معلنتين", Form("معلنتين", "participle", 3, "f", "d", "")),
        ("defective in ya", "ينفون", Form("ينفون", "imperfect", 3, "m", "p", "")),
        ("defective in ya", "نفاه", Form("نفاه", "perfect", 3, "m", "s", "ه")),
        ("defective in waw", "دعوته", Form("دعوته", "noun", 3, "f", "s", "ه")),
        ("defective in waw", "دعوات", Form("دعوات", "noun", 3, "f", "p", "")),
    ],
)
def test_features(verb: str, word: str, form: Form) -> None:
    assert form in list(verb_forms(*VERBS[verb]))
    assert form.form == fold(word)


def test_the_likelier_reading_comes_first() -> None:
    readings = [f for f in verb_forms(*VERBS["sound"]) if f.form == "اعلنت"]
    assert [(f.person, f.gender) for f in readings] == [(3, "f"), (1, "")]


def test_attributive_participles_only_where_asked_for() -> None:
    adverbial = {f.form for f in verb_forms("-", "-", "نافيا", "-")}
    attributive = {f.form for f in verb_forms("-", "-", "نافيا", "-", attributive=True)}
    assert {"نافيا", "نافيه", "نافين"} <= adverbial
    assert {"ناف", "النافي", "النافيه", "النافين"} <= attributive - adverbial


def test_missing_parts() -> None:
    assert list(verb_forms("-", "-", "-", "-")) == []
    assert {f.tense for f in verb_forms("-", "-", "-", "تصريح|تصريحات")} == {"noun"}
    assert {f.tense for f in verb_forms("مضى", "يمضي", "-", "-")} == {"perfect", "imperfect"}


def test_vowel_signs_change_nothing_but_the_doubled_radical() -> None:
    assert set(verb_forms("بَيَّنَ", "يُبَيِّن", "مُبَيِّنا", "-")) == set(verb_forms("بين", "يبين", "مبينا", "-"))
    assert {"اصررت", "ظننت"} <= {
        f.form for parts in (("أصرّ", "يصرّ"), ("ظنّ", "يظنّ")) for f in verb_forms(*parts, "-", "-")
    }


@pytest.mark.parametrize("verb", VERBS)
def test_every_form_is_found_by_its_stem(verb: str) -> None:
    stems = verb_stems(*VERBS[verb])
    forms = {form.form for form in verb_forms(*VERBS[verb])}
    assert all(stems & {*stems_in(form)} for form in forms)
    assert len(stems) * 3 < len(forms)
