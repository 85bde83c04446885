"""What is written down beside a model: with what it was made."""

from __future__ import annotations

import platform
from importlib.metadata import version

from rawi.training.errors import NEEDED


def versions() -> dict[str, str]:
    """Of Rawi, Python and the libraries of training."""
    from rawi import __version__

    return {"rawi": __version__, "python": platform.python_version(), **{n: version(n) for n in NEEDED}}
