"""The options by which statements are searched, counted and exported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, get_args

import click

from rawi.export.characters import printable_line
from rawi.schema import Act, Kind

_F = TypeVar("_F", bound=Callable[..., object])
_OPTIONS = (
    click.option("--articles", is_flag=True, help="Find articles instead of statements."),
    click.option("--speaker", multiple=True, metavar="NAME", help="Who says it, in Arabic or Latin letters."),
    click.option("--kind", multiple=True, type=click.Choice(get_args(Kind)), help="What the speaker is."),
    click.option("--act", multiple=True, type=click.Choice(get_args(Act)), help="What is done by saying it."),
    click.option("--outlet", multiple=True, metavar="NAME", help="Who printed it."),
    click.option("--via", multiple=True, metavar="NAME", help="Through whom it came."),
    click.option("--to", multiple=True, metavar="NAME", help="To whom it is said."),
    click.option("--place", multiple=True, metavar="NAME", help="A place that is named in what is said."),
    click.option("--since", metavar="DAY", help="From a day, month or year on (2024-05-31, 2024-05, 2024)."),
    click.option("--until", metavar="DAY", help="Up to a day, month or year."),
    click.option("--anonymous", is_flag=True, help="Only what unnamed sources say."),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="X",
        help="Leave out less sure ones.",
    ),
    click.option(
        "--copies/--no-copies",
        default=None,
        help="With or without near-copies of other articles; counts are without, all else is with them.",
    ),
    click.option("--no-stemming", is_flag=True, help="Words only in the form typed."),
    click.option("--no-spelling", is_flag=True, help="Words only as they are typed, hamza and ة included."),
    click.option("--no-latin", is_flag=True, help="Latin letters find no Arabic names."),
)


def filter_options(command: _F) -> _F:
    """Gives a command the options; they come as keyword arguments, which `filters_of` takes."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def filters_of(options: dict[str, Any], *, copies: bool) -> dict[str, Any]:
    """The options as arguments of `Archive.search`.

    Args:
        copies: whether near-copies are in where nothing is said.
    """
    filters = dict(options)
    for expansion in ("stemming", "spelling", "latin"):
        filters[expansion] = not filters.pop(f"no_{expansion}")
    if filters["copies"] is None:
        filters["copies"] = copies
    return filters


@contextmanager
def explained() -> Iterator[None]:
    """Turns what cannot be understood into a message of the command line."""
    from rawi.archive.query import QueryError

    try:
        yield
    except QueryError as error:
        raise click.ClickException(printable_line(str(error))) from None
