"""A PostgreSQL server that a test stops and starts under the service, reached by a socket: nothing on the network."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from sqlalchemy import create_engine, text

from tests.conftest import postgresql_programs


class Cluster:
    """The server and its databases."""

    def __init__(self) -> None:
        """Make one, and start it."""
        # A socket's path may hold 107 characters at most, which pytest's own folders come near.
        self._place = tempfile.TemporaryDirectory(prefix="siffersvar-", ignore_cleanup_errors=True)
        place = Path(self._place.name)
        place.chmod(0o755)
        self._programs = postgresql_programs(place)
        self._home = place / "home"
        self._home.mkdir()
        # The server refuses to run as root: then another account does it.
        accounts = {entry.pw_name for entry in pwd.getpwall()}
        self._account = ("postgres" if "postgres" in accounts else "nobody") if os.geteuid() == 0 else None
        if self._account:
            shutil.chown(self._home, self._account)
        self._run("initdb", "--username=siffersvar", "--auth=trust", "--no-sync", "--encoding=UTF8")
        self.start()
        self._made = 0

    def url(self, database: str = "postgres") -> str:
        """Where a database is reached."""
        return f"postgresql+psycopg://siffersvar@/{database}?host={self._home}"

    def new(self) -> str:
        """The URL of a database with nothing in it."""
        self._made += 1
        engine = create_engine(self.url(), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE serving_{self._made}"))
        engine.dispose()
        return self.url(f"serving_{self._made}")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self._home} -c fsync=off"
        self._run("pg_ctl", "--log", f"{self._home}/log", "--options", options, "--wait", "start")

    def stop(self) -> None:
        """End it at once, as a crash would, with every connection."""
        self._run("pg_ctl", "--mode", "immediate", "--wait", "stop")

    def _run(self, program: str, *given: str) -> None:
        """Run one of its programs."""
        command = [str(self._programs / program), "--pgdata", str(self._home / "cluster"), *given]
        subprocess.run(command, cwd=self._home, user=self._account, check=True, stdout=subprocess.DEVNULL, timeout=60)

    def __enter__(self) -> Cluster:
        """It, to be ended at the end of a `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, where a test left it running."""
        if (self._home / "cluster" / "postmaster.pid").exists():
            self.stop()
        self._place.cleanup()
