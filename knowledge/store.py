"""The store: reads only. It is built when it is missing or its data folder has changed, and then never written.

The catalogue (all but the figures) is read whole when the store is opened; the figures of an indicator are read when
they are first asked for. Neither pandas nor YAML is imported, except when the store must be built.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any

from sqlalchemy import URL, Connection, Engine, Select, bindparam, create_engine, select
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool

from knowledge import compiled, schema
from knowledge.database import default_url, displayed, parsed, sqlite_path
from knowledge.errors import StoreCorruptError, StoreNotWritableError, StoreReplacedError, StoreUrlError
from knowledge.hashing import catalogue_code, content_hash
from knowledge.holdings import Holdings, held, read_holdings
from knowledge.model import Observation, Text

URL_VARIABLE = "SIFFERSVAR_KNOWLEDGE_URL"
DATA_VARIABLE = "SIFFERSVAR_DATA"
PACKAGED_DATA = Path(__file__).resolve().parent / "data"

_CACHED = 512
_FEW = 200
"""Up to so many figures of an indicator are read at once and kept; of more, those are read that are asked for."""
_CACHED_WHOLE = 2
"""How many indicators with more figures are kept whole: a hundred bytes a word, thousands of figures each."""
_META = select(schema.meta.c.key, schema.meta.c.value)
_DOCUMENTS = select(schema.document.c.name, schema.document.c.content)
_COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "value", "upper", "unit", "published"),
    *("published_upper", "published_unit", "approximate", "place", "evidence", "source", "note_sv", "note_en"),
)
_OWN = len(_COLUMNS) - 2
_OBSERVATIONS = select(*(schema.observation.c[name] for name in _COLUMNS)).where(
    schema.observation.c.indicator == bindparam("indicator")
)
_OF_AREAS = schema.observation.c.area.in_(bindparam("areas", expanding=True))
_OF_PERIODS = schema.observation.c.period.in_(bindparam("periods", expanding=True))
_SOME: dict[tuple[bool, bool], Select[Any]] = {
    (False, False): _OBSERVATIONS,
    (True, False): _OBSERVATIONS.where(_OF_AREAS),
    (False, True): _OBSERVATIONS.where(_OF_PERIODS),
    (True, True): _OBSERVATIONS.where(_OF_AREAS, _OF_PERIODS),
}
"""Whether areas are given, and periods -> the statement."""


class Store:
    """An open store. Its attributes are the catalogue, in the order of the data folder; `folder` is that folder."""

    def __init__(self, engine: Engine, url: URL, folder: Path) -> None:
        """Read the catalogue.

        Args:
            engine: a database that holds a store.
            url: its URL.
            folder: the data folder the store was built from.

        Raises:
            StoreCorruptError: the catalogue cannot be read.
        """
        self.folder = folder
        self.url = displayed(url)
        self._engine = engine
        self._lock = RLock()
        self._single = isinstance(engine.pool, StaticPool)
        try:
            with self._lock, engine.connect() as connection:
                self.content_hash, _, code = read_meta(connection)
                content: dict[str, str] = {row.name: row.content for row in connection.execute(_DOCUMENTS)}
            self.sources = compiled.keyed(compiled.sources(content["sources"]))
            self.areas = compiled.keyed(compiled.areas(content["areas"]), "code")
            self.groups = tuple(compiled.groups(content["groups"]))
            self.indicators = compiled.keyed(compiled.indicators(content["indicators"]))
            self.tables = compiled.keyed(compiled.tables(content["tables"]))
            self.facts = compiled.keyed(compiled.facts(content["facts"]))
            self.gaps = compiled.keyed(compiled.gaps(content["gaps"]))
            self.lexicon = compiled.lexicon(content["lexicon"])
            self.synonyms = compiled.synonyms(content["synonyms"])
            self._lists_holdings = "holdings" in content
            self._compiled_holdings = read_holdings(content["holdings"]) if self._lists_holdings else {}
            self.compiled_catalogue = content.get("catalogue") if code and code == catalogue_code() else None
            """The catalogue's index as the store holds it; None where it was made by other code, or not at all."""
        except (DatabaseError, KeyError, TypeError, ValueError) as error:
            raise StoreCorruptError(self.url, _reason(error)) from error
        self._observations = lru_cache(maxsize=_CACHED)(self._read_observations)
        self._whole = lru_cache(maxsize=_CACHED_WHOLE)(self._read_observations)
        self._some = lru_cache(maxsize=_CACHED)(self._read_some)
        self._holdings = lru_cache(maxsize=None)(self._read_holdings)

    def observations(self, indicator: str) -> tuple[Observation, ...]:
        """The figures of an indicator, in a fixed order.

        Returns:
            The figures by source, period, area, scenario and breakdown; none for an unknown indicator.

        Raises:
            StoreCorruptError: the figures cannot be read.
            StoreUrlError: the database (other than an SQLite file) cannot be reached.
            StoreReplacedError: the database was meanwhile rebuilt from other data.
        """  # noqa: DOC502  (raised by what is called)
        if indicator in self._compiled_holdings and self.holdings(indicator).count > _FEW:
            return self._whole(indicator)
        return self._observations(indicator)

    def figures(
        self, indicator: str, areas: Sequence[str] = (), periods: Sequence[str] = ()
    ) -> tuple[Observation, ...]:
        """The figures of an indicator for some areas and periods, in the order of `observations`.

        Args:
            indicator: its id.
            areas: codes; all areas where none is given.
            periods: as they are stored; all periods where none is given.

        Returns:
            The figures; none for an unknown indicator.

        Raises:
            StoreCorruptError: the figures cannot be read.
            StoreUrlError: the database (other than an SQLite file) cannot be reached.
            StoreReplacedError: the database was meanwhile rebuilt from other data.
        """  # noqa: DOC502  (raised by what is called)
        if (areas or periods) and indicator in self._compiled_holdings and self.holdings(indicator).count > _FEW:
            return self._some(indicator, tuple(areas), tuple(periods))
        return tuple(
            figure
            for figure in self.observations(indicator)
            if (not areas or figure.area in areas) and (not periods or figure.period in periods)
        )

    def holdings(self, indicator: str) -> Holdings:
        """Which areas, periods, scenarios and breakdowns an indicator has figures for; all empty for an unknown one."""
        return self._holdings(indicator)

    def _read_observations(self, indicator: str) -> tuple[Observation, ...]:
        """Read the figures of an indicator from the database."""
        return self._read_some(indicator, (), ())

    def _read_some(self, indicator: str, areas: tuple[str, ...], periods: tuple[str, ...]) -> tuple[Observation, ...]:
        """Read some of the figures of an indicator from the database."""
        wanted: dict[str, object] = {"indicator": indicator}
        wanted |= {"areas": areas} if areas else {}
        wanted |= {"periods": periods} if periods else {}
        try:
            with self._lock, self._engine.connect() as connection:
                if not self._single and read_meta(connection)[0] != self.content_hash:
                    raise StoreReplacedError(self.url)
                found = connection.execute(_SOME[bool(areas), bool(periods)], wanted)
                rows: list[tuple[Any, ...]] = [tuple(row) for row in found]
        except DatabaseError as error:
            if not self._single and isinstance(error, OperationalError):
                raise StoreUrlError(self.url, _reason(error)) from error
            raise StoreCorruptError(self.url, _reason(error)) from error
        figures = [Observation(*(*row[:_OWN], Text(*row[_OWN:]))) for row in rows]
        return tuple(sorted(figures, key=lambda o: (o.source, o.period, o.area, o.scenario, o.breakdown)))

    def _read_holdings(self, indicator: str) -> Holdings:
        """The slot values of an indicator's figures, gathered from them where the store does not list them."""
        listed = self._compiled_holdings.get(indicator)
        if listed is not None:
            return listed
        if self._lists_holdings:
            return Holdings((), (), (), ())
        known = self.indicators.get(indicator)
        return held(self.observations(indicator), [kind.id for kind in known.breakdowns] if known else [])

    def close(self) -> None:
        """Close the database; what was read stays."""
        with self._lock:
            self._engine.dispose()

    def __enter__(self) -> Store:
        """The store itself, to be closed at the end of a `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()


def open_store(url: str | None = None, folder: Path | None = None) -> Store:
    """Open the store, building it first where it is missing, spoilt or older than its data folder.

    Args:
        url: an SQLAlchemy URL; SIFFERSVAR_KNOWLEDGE_URL or a file in the user's cache folder where it is None.
        folder: the data folder; SIFFERSVAR_DATA or the one that came with the package where it is None.

    Returns:
        The open store.

    Raises:
        FolderMissingError: there is no such folder.
        FolderRefusedError: the store must be built and something in the folder is wrong.
        StoreUrlError: the database cannot be used.
        StoreNotWritableError: the store must be built and cannot be written.
        NotAStoreError: the database holds something else, which is left alone.
        StoreCorruptError: the store was just built and cannot be read.
    """  # noqa: DOC502  (raised by what is called)
    data = folder or Path(os.environ.get(DATA_VARIABLE) or PACKAGED_DATA)
    written = url or os.environ.get(URL_VARIABLE) or default_url()
    target = parsed(written)
    wanted = (content_hash(data), schema.SCHEMA_VERSION, catalogue_code())
    engine = _engine(target)
    state = _state(engine, target)
    if state == wanted:
        try:
            return Store(engine, target, data)
        except StoreCorruptError:
            pass
    engine.dispose()
    from knowledge.loading import build  # noqa: PLC0415  (pandas, YAML and Babel come with it)

    try:
        build(data, written)
    except StoreNotWritableError:
        if state is None or state[:2] != wanted[:2]:
            raise
        # the data are the same: the catalogue is computed by the code of today
    return Store(_engine(target), target, data)


def read_meta(connection: Connection) -> tuple[str, str, str]:
    """A store's content hash, schema version and code hash (of the catalogue's index); empty where it does not say."""
    found = {row.key: row.value for row in connection.execute(_META)}
    return found.get("content_hash", ""), found.get("schema_version", ""), found.get("catalogue_code", "")


def _engine(url: URL) -> Engine:
    """The database for reading: an SQLite file read-only, by one connection that keeps it when it is replaced."""
    path = sqlite_path(url)
    if path is None:
        return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")

    def connect() -> sqlite3.Connection:
        """Open the file read-only."""
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=StaticPool)


def _state(engine: Engine, url: URL) -> tuple[str, str, str] | None:
    """What a database says of its store.

    Returns:
        The content hash, schema version and code hash, None where there is no store that can be read.

    Raises:
        StoreUrlError: the database (other than an SQLite file) cannot be reached.
    """
    path = sqlite_path(url)
    if path is not None and not path.exists():
        return None
    try:
        connection = engine.connect()
    except DBAPIError as error:
        if path is not None:
            return None
        raise StoreUrlError(displayed(url), _reason(error)) from error
    with connection:
        try:
            return read_meta(connection)
        except DatabaseError:
            return None


def _reason(error: Exception) -> str:
    """What went wrong, on one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
