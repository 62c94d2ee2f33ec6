"""`siffersvar knowledge import kolada`, `scb` and `oecd`: what a statistics service answers becomes a source folder."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from bot.cli import FAILED, OK, UsageError
from bot.commands.importing import Import
from knowledge.folder.reading import Folder, load
from knowledge.importers.fetching import Fetcher
from knowledge.importers.items import slug
from knowledge.importers.kolada import Kolada
from knowledge.importers.oecd import Oecd
from knowledge.importers.scb import Scb
from knowledge.importers.services import Service, area_codes, preview, write_service, years_of


class ServiceImport(Import):
    """One question to one of the services."""

    def run(self) -> int:
        """Ask for the first rows, show them, ask for a yes, and fetch the rest.

        Returns:
            The exit code.
        """
        content = load(self.folders)
        source = self.options.source or self._source()
        with self.progress("import_fetching") as progress:
            kept = self.target / f".downloading-{source}.sqlite"
            base = self.options.service_url or getattr(self.settings, f"{self.options.kind}_url")
            with Fetcher(base, kept, now=_now, sleep=time.sleep, progress=progress) as fetcher:
                service = self._service(fetcher, content)
                first = preview(service)
        self.show(first)
        if not self.goes_on():
            return OK if self.options.dry_run else FAILED
        with (
            self.progress("import_fetching") as progress,
            Fetcher(base, kept, now=_now, sleep=time.sleep, progress=progress) as fetcher,
        ):
            service = self._service(fetcher, content)
            replacing = self.options.replace
            written = write_service(service, fetcher, source, self.target, content, replacing=replacing)
        self.done(written)
        return OK

    def _source(self) -> str:
        """The id of a source that is asked for today: a later one is another source, and both are kept."""
        options = self.options
        asked = {"kolada": "kpi", "scb": "table", "oecd": "flow"}[options.kind]
        what = slug(str(getattr(options, asked)).rpartition("@")[2]).replace("_", "-")[:40].rstrip("-")
        return f"{options.kind}-{what}-{_now().date().isoformat()}"

    def _service(self, fetcher: Fetcher, content: Folder) -> Service:
        """The question that was typed."""
        options, areas = self.options, content.areas
        units = dict(options.unit)
        try:
            years = years_of(options.years) if options.years else ()
        except ValueError as error:
            raise UsageError("import_bad_years", value=options.years) from error
        if options.kind == "oecd":
            names = dict(options.name)
            return Oecd(
                fetcher, options.flow, options.key, years, areas, units=units, names=names, license_=options.license
            )
        codes = area_codes(options.areas, areas)
        unknown = [code for code in codes if code not in areas]
        if unknown or not codes:
            raise UsageError("import_bad_areas", value=options.areas)
        if options.kind == "kolada":
            kpis = [kpi.strip() for kpi in options.kpi.split(",") if kpi.strip()]
            return Kolada(fetcher, kpis, codes, years, areas, units, options.license)
        return Scb(
            fetcher,
            options.table,
            codes,
            areas,
            selection=dict(options.select),
            years=years,
            breakdown=options.breakdown,
            units=units,
            license_=options.license,
        )


def _now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)
