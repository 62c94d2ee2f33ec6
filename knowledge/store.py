"""The store: reads only. It is built when it is missing or its data folder has changed, and then never written.

The catalogue (all but the figures) is read whole when the store is opened; the figures of an indicator are read when
they are first asked for. Neither pandas nor YAML is imported, except when the store must be built.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from threading import RLock
from types import TracebackType
from typing import Any

from sqlalchemy import URL, Connection, Engine, Select, Table, bindparam, create_engine, select
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool

from knowledge import compiled, schema
from knowledge.data_folders import DataFolders, data_folders, listed
from knowledge.database import default_url, displayed, parsed, sqlite_path
from knowledge.editions import Editions, known_on
from knowledge.errors import (
    StoreCorruptError,
    StoreNotWritableError,
    StoreReplacedError,
    StoreUrlError,
    StoreVersionError,
)
from knowledge.hashing import catalogue_code, content_hash
from knowledge.holdings import Holdings, held, read_holdings
from knowledge.model import MissingFigure, Observation, Text

URL_VARIABLE = "SIFFERSVAR_KNOWLEDGE_URL"

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
_LAST = ("scenario", "breakdown")
_AT_A_TIME = 5_000
_OBSERVATIONS = select(*(schema.observation.c[name] for name in _COLUMNS)).where(
    schema.observation.c.indicator == bindparam("indicator")
)
_MISSING_COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "mark", "place", "evidence", "source"),
    *("reason_sv", "reason_en"),
)
_TEXTS = 2
_MISSING = select(*(schema.missing.c[name] for name in _MISSING_COLUMNS)).where(
    schema.missing.c.indicator == bindparam("indicator")
)


def _narrowed(statement: Select[Any], table: Table) -> dict[tuple[bool, bool], Select[Any]]:
    """Whether areas are given, and periods -> the statement."""
    of_areas = table.c.area.in_(bindparam("areas", expanding=True))
    of_periods = table.c.period.in_(bindparam("periods", expanding=True))
    return {
        (False, False): statement,
        (True, False): statement.where(of_areas),
        (False, True): statement.where(of_periods),
        (True, True): statement.where(of_areas, of_periods),
    }


_SOME = _narrowed(_OBSERVATIONS, schema.observation)


class Store:
    """An open store. Its attributes are the catalogue, in the order of the data folder.

    `folder` is that folder, and `folders` are it and those laid over it.
    """

    def __init__(self, engine: Engine, url: URL, folder: DataFolders, as_of: date | None = None) -> None:
        """Read the catalogue.

        Args:
            engine: a database that holds a store.
            url: its URL.
            folder: the data folder the store was built from, or the first and those laid over it.
            as_of: leave out sources that were retrieved or published later.

        Raises:
            StoreCorruptError: the catalogue cannot be read.
        """
        self.folders = listed(folder)
        self.folder = self.folders[0]
        self.url = displayed(url)
        self._engine = engine
        self._lock = RLock()
        self._single = isinstance(engine.pool, StaticPool)
        try:
            with self._lock, engine.connect() as connection:
                self.content_hash, _, code = read_meta(connection)
                content: dict[str, str] = {row.name: row.content for row in connection.execute(_DOCUMENTS)}
            self.sources = known_on(compiled.keyed(compiled.sources(content["sources"])), as_of)
            self.editions = Editions.of(self.sources.values())
            self.areas = compiled.keyed(compiled.areas(content["areas"]), "code")
            self._regions = frozenset(code for code, area in self.areas.items() if area.kind == "region")
            self.groups = tuple(compiled.groups(content["groups"]))
            self.indicators = compiled.keyed(compiled.indicators(content["indicators"]))
            self.tables = compiled.keyed(compiled.tables(content["tables"]))
            facts = compiled.keyed(compiled.facts(content["facts"]))
            gaps = compiled.keyed(compiled.gaps(content["gaps"]))
            self.facts = {ident: fact for ident, fact in facts.items() if fact.source in self.sources}
            self.gaps = {ident: gap for ident, gap in gaps.items() if gap.source in self.sources}
            self.lexicon = compiled.lexicon(content["lexicon"])
            self.synonyms = compiled.synonyms(content["synonyms"])
            self._lists_holdings = as_of is None and "holdings" in content
            self._listed_holdings = read_holdings(content["holdings"]) if self._lists_holdings else {}
            compiled_here = as_of is None and code and code == catalogue_code()
            self.compiled_catalogue = content.get("catalogue") if compiled_here else None
            """The catalogue's index as the store holds it; None where it was made by other code, or not at all."""
        except (DatabaseError, KeyError, TypeError, ValueError) as error:
            raise StoreCorruptError(self.url, _reason(error)) from error
        self._few = lru_cache(maxsize=_CACHED)(self._read)
        self._whole = lru_cache(maxsize=_CACHED_WHOLE)(self._read)
        self._some = lru_cache(maxsize=_CACHED)(self._read)
        self._missing = lru_cache(maxsize=_CACHED)(self._read_missing)
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
        return self._all(indicator)

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
        if (areas or periods) and self._has_many(indicator):
            if not self._regions.issuperset(areas):
                return self._some(indicator, tuple(areas), tuple(periods))
            # a region's place among the regions is asked for next: one way to the database for both
            around = self._some(indicator, tuple(sorted(self._regions)) if areas else (), tuple(periods))
            return tuple(figure for figure in around if figure.area in areas) if areas else around
        return tuple(
            figure
            for figure in self.observations(indicator)
            if (not areas or figure.area in areas) and (not periods or figure.period in periods)
        )

    def every_observation(self) -> Iterator[Observation]:
        """All figures by indicator, source, period, area, scenario and breakdown, a few thousand at a time in memory.

        Yields:
            Each figure.

        Raises:
            StoreCorruptError: the figures cannot be read.
            StoreReplacedError: the database was meanwhile rebuilt from other data.
        """
        order = (schema.observation.c[name] for name in ("indicator", "source", "period", "area", *_LAST))
        statement = select(*(schema.observation.c[name] for name in _COLUMNS)).order_by(*order)
        try:
            with self._lock, self._engine.connect() as connection:
                if not self._single and read_meta(connection)[0] != self.content_hash:
                    raise StoreReplacedError(self.url)
                for row in connection.execution_options(yield_per=_AT_A_TIME).execute(statement):
                    yield Observation(*(*row[:_OWN], Text(*row[_OWN:])))
        except DatabaseError as error:
            raise StoreCorruptError(self.url, _reason(error)) from error

    def holdings(self, indicator: str) -> Holdings:
        """Which areas, periods, scenarios and breakdowns an indicator has figures for; all empty for an unknown one."""
        return self._holdings(indicator)

    def missing(self, indicator: str) -> tuple[MissingFigure, ...]:
        """The figures of an indicator that its sources name and do not give, in the order of `observations`."""
        return self._missing(indicator)

    def _all(self, indicator: str) -> tuple[Observation, ...]:
        """All figures of an indicator; of those with many figures two are kept at most."""
        return self._whole(indicator) if self._has_many(indicator) else self._few(indicator)

    def _has_many(self, indicator: str) -> bool:
        """Whether an indicator has so many figures that only those are read that are asked for."""
        return indicator in self._listed_holdings and self.holdings(indicator).count > _FEW

    def ping(self) -> None:
        """See whether the database answers, and is still the one that was opened.

        Raises:
            StoreReplacedError: it was meanwhile rebuilt from other data.
            DBAPIError: it does not answer.
        """  # noqa: DOC502  (raised by what is called)
        with self._lock, self._engine.connect() as connection:
            if read_meta(connection)[0] != self.content_hash:
                raise StoreReplacedError(self.url)

    def _rows_of(
        self,
        indicator: str,
        statements: Mapping[tuple[bool, bool], Select[Any]],
        areas: Sequence[str],
        periods: Sequence[str],
    ) -> list[tuple[Any, ...]]:
        """What the statement for these areas and periods selects of an indicator."""
        wanted: dict[str, object] = {"indicator": indicator}
        wanted |= {"areas": areas} if areas else {}
        wanted |= {"periods": periods} if periods else {}
        try:
            with self._lock, self._engine.connect() as connection:
                if not self._single and read_meta(connection)[0] != self.content_hash:
                    raise StoreReplacedError(self.url)
                found = connection.execute(statements[bool(areas), bool(periods)], wanted)
                return [tuple(row) for row in found]
        except DatabaseError as error:
            if not self._single and isinstance(error, OperationalError):
                raise StoreUrlError(self.url, _reason(error)) from error
            raise StoreCorruptError(self.url, _reason(error)) from error

    def editions_of(self, indicator: str) -> tuple[Observation, ...]:
        """The figures of an indicator in all their editions, in the order of `observations`."""
        return tuple(sorted(self._figures(indicator), key=_place))

    def _read(
        self, indicator: str, areas: tuple[str, ...] = (), periods: tuple[str, ...] = ()
    ) -> tuple[Observation, ...]:
        """Read figures of an indicator, each in its newest edition."""
        figures = self._figures(indicator, areas, periods)
        if self.editions.places:
            figures, _ = self.editions.newest(figures, self._lacking(indicator))
        return tuple(sorted(figures, key=_place))

    def _read_missing(self, indicator: str) -> tuple[MissingFigure, ...]:
        """Read the figures of an indicator that are missing in the newest edition that names them."""
        missing = self._lacking(indicator)
        if missing and self.editions.places:
            _, missing = self.editions.newest(self._figures(indicator), missing)
        return tuple(sorted(missing, key=_place))

    def _lacking(self, indicator: str) -> list[MissingFigure]:
        """Read the missing figures of an indicator from the sources that are known."""
        rows = self._rows_of(indicator, {(False, False): _MISSING}, (), ())
        lacking = [MissingFigure(*(*row[:-_TEXTS], Text(*row[-_TEXTS:]))) for row in rows]
        return [missing for missing in lacking if missing.source in self.sources]

    def _figures(self, indicator: str, areas: Sequence[str] = (), periods: Sequence[str] = ()) -> list[Observation]:
        """Read figures of an indicator from the sources that are known."""
        rows = self._rows_of(indicator, _SOME, areas, periods)
        figures = [Observation(*(*row[:_OWN], Text(*row[_OWN:]))) for row in rows]
        return [figure for figure in figures if figure.source in self.sources]

    def _read_holdings(self, indicator: str) -> Holdings:
        """The slot values of an indicator's figures, gathered from them where the store does not list them."""
        listed = self._listed_holdings.get(indicator)
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


def open_store(url: str | None = None, folder: DataFolders | None = None, as_of: date | None = None) -> Store:
    """Open the store, building it first where it is missing, spoilt or older than its data folder.

    Args:
        url: an SQLAlchemy URL; SIFFERSVAR_KNOWLEDGE_URL or a file in the user's cache folder where it is None.
        folder: the data folder, or the first and those laid over it; those of `data_folders` where it is None.
        as_of: leave out sources that were retrieved or published later.

    Returns:
        The open store.

    Raises:
        FolderMissingError: there is no such folder.
        FolderRefusedError: the store must be built and something in the folder is wrong.
        StoreUrlError: the database cannot be used.
        StoreNotWritableError: the store must be built and cannot be written.
        NotAStoreError: the database holds something else, which is left alone.
        StoreVersionError: a database other than an SQLite file holds a store of a later version, or of an earlier one
            that cannot be built anew.
        StoreCorruptError: the store was just built and cannot be read.
    """  # noqa: DOC502  (raised by what is called)
    data = data_folders(folder)
    written = url or os.environ.get(URL_VARIABLE) or default_url()
    target = parsed(written)
    wanted = (content_hash(data), schema.SCHEMA_VERSION, catalogue_code())
    engine = _engine(target)
    state = _state(engine, target)
    if state == wanted:
        try:
            return Store(engine, target, data, as_of)
        except StoreCorruptError:
            pass
    engine.dispose()
    older, newer = _age(state)
    if newer and sqlite_path(target) is None:
        raise StoreVersionError(displayed(target), newer, schema.SCHEMA_VERSION)
    from knowledge.loading import build  # noqa: PLC0415  (pandas, YAML and Babel come with it)

    try:
        build(data, written)
    except StoreNotWritableError:
        if state is None or state[:2] != wanted[:2]:
            raise
        # the data are the same: the catalogue is computed by the code of today
    except StoreUrlError as error:
        if not older:
            raise
        raise StoreVersionError(error.url, older, schema.SCHEMA_VERSION, error.reason) from error
    return Store(_engine(target), target, data, as_of)


def _age(state: tuple[str, str, str] | None) -> tuple[str, str]:
    """The version of a store that is there, in the first place where it is an earlier one, in the second a later."""
    found = state[1] if state is not None else ""
    if not found.isdecimal() or found == schema.SCHEMA_VERSION:
        return "", ""
    return (found, "") if int(found) < int(schema.SCHEMA_VERSION) else ("", found)


def _place(figure: Observation | MissingFigure) -> tuple[str, ...]:
    """By what figures are in order."""
    return figure.source, figure.period, figure.area, figure.scenario, figure.breakdown


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
