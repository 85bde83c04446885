"""`python -m rawi.demo`: puts the bundled corpus into an archive and shows searches worth seeing.

It calls the command line, so what is printed after `$` is what can be typed.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from rawi.cli import main as rawi

ARCHIVE = "demo.db"
FOLDER = Path(__file__).parent
TOUR: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What is in it: ten invented publishers, three weeks", ("stats",)),
    (
        "A dam breaks. How many died, in the order of the days? Numbers travel, change and are denied",
        ("search", "قتلى OR ضحايا OR ضحية", "--no-copies", "--order", "oldest", "--limit", "6"),
    ),
    (
        "The deficit of the budget: every form of the words is found; which ones, the result says",
        ("search", "عجز الموازنة"),
    ),
    (
        "Who speaks of the dam? Reprints count once",
        ("search", "السد", "--count-by", "speaker", "--limit", "6"),
    ),
    (
        "What do sources without a name say of the cholera?",
        ("search", "كوليرا", "--anonymous", "--limit", "3"),
    ),
    (
        "A place typed in Latin letters: what was said of the talks in Amman",
        ("search", "Amman", "--limit", "3"),
    ),
    ("Somebody's page: when, where, through whom", ("who", "الزهراوي")),
)
NEXT: tuple[tuple[str, ...], ...] = (
    ("search", "السد", "--act", "deny"),
    ("search", '"خطأ بشري"', "--articles"),
    ("search", "--via", "النورس"),
    ("who", "Lundgren"),
    ("export", "--act", "deny", "-o", "denials.csv"),
    ("add", "your-articles/"),
)


@click.command()
@click.option(
    "--archive", default=ARCHIVE, show_default=True, metavar="FILE", help="Where the archive is made."
)
@click.option("--rules-only", is_flag=True, help="Read by rules alone, without the networks.")
def demo(archive: str, rules_only: bool) -> None:
    """Put the bundled corpus into an archive and show searches worth seeing."""
    corpus = sorted(str(path) for path in (FOLDER / "corpus").glob("*.jsonl"))
    click.secho(f"Reading 75 articles into {archive} …", bold=True)
    _run(["add", *corpus, "--archive", archive, "--quiet", *(["--rules-only"] if rules_only else [])])
    for caption, call in TOUR:
        click.secho(f"\n{caption}", bold=True)
        click.echo(f"$ {_typed(call, archive)}\n")
        _run([*call, "--archive", archive])
    click.secho("\nNow type:", bold=True)
    for call in NEXT:
        click.echo(f"$ {_typed(call, archive)}")


def _typed(call: tuple[str, ...], archive: str) -> str:
    """A call of the command line as a shell takes it, Arabic words without needless quotation marks."""
    words = [word if word.replace("-", "").isalnum() else shlex.quote(word) for word in call]
    return " ".join(["rawi", *words, "--archive", archive])


def _run(arguments: list[str]) -> None:
    try:
        rawi(arguments)
    except SystemExit as end:
        if end.code:
            raise


if __name__ == "__main__":
    demo()
