"""Trains how foreign names in Arabic letters go back to Latin ones: models/foreign_names.json.

    python docs/make_foreign_spelling.py

A noisy channel: which Latin letters an Arabic spelling stands for, learned by expectation maximization
from the foreign parts of latin_names.tsv and people.tsv; and which sequences of letters foreign names
have, counted in those tables and in the names that Faker (MIT licence) has of forty countries.
"""

from __future__ import annotations

import importlib
import json
import math
import pkgutil
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import faker.providers.person as person

from rawi.entities.foreign import ORDER, spelled
from rawi.entities.keys import is_foreign
from rawi.reading.lexicon import read_table
from rawi.text.letters import fold

MODEL = Path(__file__).parents[1] / "src" / "rawi" / "models" / "foreign_names.json"
# fmt: off
LOCALES = [
    "cs_CZ", "da_DK", "de_AT", "de_CH", "de_DE", "el_GR", "en_GB", "en_IE", "en_IN", "en_KE",
    "en_NG", "en_NZ", "en_US", "es_AR", "es_CL", "es_CO", "es_ES", "es_MX", "et_EE", "fi_FI",
    "fr_BE", "fr_CA", "fr_CH", "fr_FR", "he_IL", "hr_HR", "hu_HU", "id_ID", "it_IT", "lt_LT",
    "lv_LV", "nl_BE", "nl_NL", "no_NO", "pl_PL", "pt_BR", "pt_PT", "ro_RO", "ru_RU", "sk_SK",
    "sl_SI", "sv_SE", "tr_TR", "uk_UA", "zu_ZA",
]
# fmt: on
OWN_WEIGHT = 8
"""How often a name of the tables counts beside one of Faker's."""
LONGEST_LATIN, LONGEST_ARABIC = 4, 2
ROUNDS = 10
RARE = 3.0
"""Added to the count of Latin letters, so that those seen once or twice are not sure of their spelling."""
LONG_CHUNK, LETTER = 0.3, 0.3
"""What a longer Latin chunk costs, and what each letter is worth beside the cost of being foretold."""
CHOICES, SILENT, WORST = 12, 6, 5.0
"""Latin chunks kept for an Arabic one and for none, and how much less likely than the best one may be."""
CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфыэіґ", "abvgdeziyklmnoprstufyeig", strict=True)),
    "ё": "yo",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ї": "yi",
    "є": "ye",
}
WITHOUT_DECOMPOSITION = str.maketrans("øłıđ", "olid", "") | {ord("ß"): "ss", ord("æ"): "ae"}


def pairs() -> Iterator[tuple[str, str]]:
    """(Arabic, Latin) of the foreign parts of names in the tables, folded and in small letters."""
    for name, latin, origin, _ in read_table("latin_names"):
        if origin == "foreign" and " " not in name + latin:
            yield spelled(name), plain(latin)
    for name, variants, english, *_ in read_table("people"):
        for form in (name, *variants.split("|")):
            words, latin_words = form.replace("-", " ").split(), english.replace("-", " ").split()
            if len(words) == len(latin_words):
                for word, latin in zip(words, latin_words, strict=True):
                    if is_foreign(fold(word)) and len(word) > 2:
                        yield spelled(word), plain(latin)


def plain(latin: str) -> str:
    """Small letters a to z only, as the English press writes foreign names."""
    latin = latin.lower().translate(WITHOUT_DECOMPOSITION)
    latin = "".join(CYRILLIC.get(letter, letter) for letter in latin)
    return "".join(c for c in unicodedata.normalize("NFKD", latin) if "a" <= c <= "z")


def faker_names() -> Iterator[str]:
    """The given names and surnames that Faker has of the locales."""
    wanted = [module.name for module in pkgutil.iter_modules(person.__path__) if module.name in LOCALES]
    for locale in wanted:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in ("first_names", "last_names", "first_names_male", "first_names_female"):
            names = getattr(provider, attribute, ())
            for name in names if isinstance(names, Iterable) else ():
                for word in str(name).replace("-", " ").split():
                    latin = plain(word)
                    if len(latin) > 2:
                        yield latin


def learn_channel(examples: list[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Latin chunk → Arabic chunk → its probability, by expectation maximization over all alignments."""
    channel: dict[str, dict[str, float]] = {}
    for turn in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for arabic, latin in examples:
            _expect(arabic, latin, channel, counts)
        channel = {
            chunk: {
                to: n / (sum(row.values()) + RARE) for to, n in row.items() if n / sum(row.values()) > 0.002
            }
            for chunk, row in counts.items()
            if sum(row.values()) > (0.0 if turn < 3 else 0.5)
        }
    return channel


def reading_direction(channel: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Arabic chunk → the Latin chunks that it is likeliest to stand for, with their weights."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for latin, row in channel.items():
        for arabic, p in row.items():
            weights[arabic][latin] = math.log(p) - LONG_CHUNK * (len(latin) - 1) + LETTER * len(latin)
    best: dict[str, dict[str, float]] = {}
    for arabic in sorted(weights):
        likeliest = sorted(weights[arabic].items(), key=lambda item: (-item[1], item[0]))[
            : CHOICES if arabic else SILENT
        ]
        best[arabic] = {
            latin: round(weight, 2) for latin, weight in likeliest if weight > likeliest[0][1] - WORST
        }
    return best


def _probability(channel: dict[str, dict[str, float]], latin: str, arabic: str) -> float:
    if not channel:  # at first, alike lengths are likelier
        return math.exp(-1.5 * abs(len(latin) - len(arabic)) - 1.2 * (len(latin) + len(arabic)))
    return channel.get(latin, {}).get(arabic, 0.0) * math.exp(-0.6 * (len(latin) - 1))


def _expect(
    arabic: str, latin: str, channel: dict[str, dict[str, float]], counts: dict[str, dict[str, float]]
) -> None:
    n, m = len(latin), len(arabic)
    steps = [
        (i, j, a, b, p)
        for i in range(n + 1)
        for j in range(m + 1)
        for a in range(1, LONGEST_LATIN + 1)
        for b in range(a > 1, LONGEST_ARABIC + 1)  # only single letters are silent
        if i + a <= n and j + b <= m and (p := _probability(channel, latin[i : i + a], arabic[j : j + b]))
    ]
    forward: defaultdict[tuple[int, int], float] = defaultdict(float, {(0, 0): 1.0})
    for i, j, a, b, p in steps:
        forward[i + a, j + b] += forward[i, j] * p
    backward: defaultdict[tuple[int, int], float] = defaultdict(float, {(n, m): 1.0})
    for i, j, a, b, p in reversed(steps):
        backward[i, j] += backward[i + a, j + b] * p
    total = forward[n, m]
    if total > 0:
        for i, j, a, b, p in steps:
            share = forward[i, j] * p * backward[i + a, j + b] / total
            if share > 1e-4:
                counts[latin[i : i + a]][arabic[j : j + b]] += share


def count_letters(names: Iterable[str]) -> dict[str, int]:
    """Sequences of up to ORDER letters of the names, between ^ and $, that occur more than once."""
    counts: Counter[str] = Counter()
    for name in names:
        padded = "^" * (ORDER - 1) + name + "$"
        for end in range(ORDER - 1, len(padded)):
            counts.update(padded[start : end + 1] for start in range(end - ORDER + 1, end + 1))
            counts.update("<" + padded[start:end] for start in range(end - ORDER + 1, end + 1))
    return {sequence: n for sequence, n in sorted(counts.items()) if n > 1}


def main() -> None:
    """Trains and writes the model."""
    own = sorted(set(pairs()))
    channel = learn_channel(own)
    names = sorted(set(faker_names())) + [latin for _, latin in own] * OWN_WEIGHT
    known = Counter(names)
    model = {
        "channel": reading_direction(channel),
        "letters": count_letters(names),
        "names": sorted(known),
    }
    MODEL.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(own)} pairs, {len(known)} names, {MODEL.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
