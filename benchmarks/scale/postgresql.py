"""A PostgreSQL server of its own in a temporary folder, reached by a socket, for as long as it is measured."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = "/usr/lib/postgresql"


@contextmanager
def server() -> Iterator[str | None]:
    """The URL of an empty database; None where PostgreSQL is not installed."""
    debian = (str(path) for path in sorted(Path(_DEBIAN).glob("*/bin"), reverse=True))
    path = os.pathsep.join([os.environ.get("PATH", ""), *debian])
    initdb, pg_ctl = shutil.which("initdb", path=path), shutil.which("pg_ctl", path=path)
    if initdb is None or pg_ctl is None:
        yield None
        return
    account = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    with tempfile.TemporaryDirectory(prefix="scale-", dir="/tmp", ignore_cleanup_errors=True) as place:
        if account:
            shutil.chown(place, account)

        def run(*command: str) -> None:
            subprocess.run(command, cwd=place, user=account, check=True, stdout=subprocess.DEVNULL, timeout=120)

        cluster = f"{place}/cluster"
        run(initdb, "--pgdata", cluster, "--username=siffersvar", "--auth=trust", "--no-sync", "--encoding=UTF8")
        options = f"-c listen_addresses= -c unix_socket_directories={place} -c fsync=off -c max_wal_size=4GB"
        run(pg_ctl, "--pgdata", cluster, "--log", f"{place}/log", "--options", options, "--wait", "start")
        try:
            yield f"postgresql+psycopg://siffersvar@/postgres?host={place}"
        finally:
            run(pg_ctl, "--pgdata", cluster, "--mode", "immediate", "--wait", "stop")
