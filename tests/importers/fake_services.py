"""A local server that answers in the shapes of Kolada v3, SCB's PxWebApi 2 and OECD's SDMX, and fails when told to.

What is known of the shapes is what their documentation says; none of the services was asked for these tests.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

KPIS: dict[str, dict[str, Any]] = {
    "N60001": {
        "title": "Nöjda patienter i primärvården, andel (%)",
        "description": "Andel nöjda. Källa: Nationell patientenkät.",
        "is_divided_by_gender": 1,
        "operating_area": "Hälso- och sjukvård",
    },
    "N60002": {
        "title": "Kostnad primärvård, kr/inv",
        "description": "Kostnad. Källa: SCB:s räkenskapssammandrag.",
        "is_divided_by_gender": 0,
        "operating_area": "Hälso- och sjukvård",
    },
    "N60003": {"title": "Index för något", "description": "", "is_divided_by_gender": 0, "operating_area": "Annat"},
}
PAGE = 4
"""Rows a page of Kolada's."""
MAX_CELLS = 12
Fault = Callable[["Handler"], bool]
"""Answers instead of the service; false where it does not concern the request."""


def value_of(kpi: str, area: str, year: str, gender: str) -> float | None:
    """A figure by its key; none for Gotland in 2023."""
    if area == "0009" and year == "2023":
        return None
    base = (sum(map(ord, kpi + area)) % 50) + int(year) % 10 + {"T": 0, "K": 0.5, "M": 0.25}[gender]
    return round(base + 0.125, 3)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: FakeServices
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (its name there)
        """Print nothing."""

    def do_GET(self) -> None:
        """Answer a question by address."""
        self._answer(None)

    def do_POST(self) -> None:
        """Answer a question that is put as JSON."""
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        """Fail as told, or answer."""
        split = urlsplit(self.path)
        self.server.asked[f"{self.command} {self.path}"] += 1
        for fault in list(self.server.faults):
            if fault(self):
                return
        parts = [unquote(part) for part in split.path.strip("/").split("/")]
        query = {name: values[0] for name, values in parse_qs(split.query).items()}
        if parts[0] == "v3":
            self.send_json(self._kolada(parts[1:], query))
        elif parts[0] == "px":
            self.send_json(self._pxweb(parts[1:], query, body))
        elif parts[:3] == ["public", "rest", "data"]:
            self.send_bytes(self._sdmx(query).encode(), "text/csv")
        else:
            self.send_json({"title": "Not found"}, 404)

    def send_json(self, content: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Answer JSON."""
        self.send_bytes(json.dumps(content).encode(), "application/json", status, headers)

    def send_bytes(
        self, content: bytes, kind: str, status: int = 200, headers: dict[str, str] | None = None, cut: int = 0
    ) -> None:
        """Answer, or begin to: `cut` bytes fewer than announced, and then nothing."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content[: len(content) - cut] if cut else content)
        if cut:
            self.wfile.flush()
            self.close_connection = True

    # -- Kolada --------------------------------------------------------------------------------------------------------

    def _kolada(self, parts: list[str], query: dict[str, str]) -> Any:
        """Key figures, or their values page by page."""
        if parts[0] == "kpi":
            found = [{"id": kpi, **KPIS[kpi]} for kpi in parts[1].split(",") if kpi in KPIS]
            return {"values": found, "count": len(found), "next_url": None}
        kpis, areas, years = (part.split(",") for part in (parts[2], parts[4], parts[6]))
        assert max(map(len, (kpis, areas, years))) <= 25
        rows = [self._kolada_row(*key) for key in product(kpis, [*areas, "G123"], years)]
        start = int(query.get("page", "1")) * PAGE - PAGE
        following = None
        if start + PAGE < len(rows):
            following = f"{self.server.url}/v3/{'/'.join(parts)}?page={start // PAGE + 2}"
        page = [self.server.spoilt(row) for row in rows[start : start + PAGE]]
        return {"values": page, "count": len(page), "next_url": following}

    @staticmethod
    def _kolada_row(kpi: str, area: str, year: str) -> dict[str, Any]:
        """One row: by sex where the key figure is divided so."""
        values = []
        for gender in ("T", "K", "M") if KPIS[kpi]["is_divided_by_gender"] else ("T",):
            value = value_of(kpi, area, year, gender)
            status = "Missing" if value is None else ""
            values.append({"gender": gender, "count": 1, "status": status, "value": value, "isdeleted": False})
        return {"kpi": kpi, "period": int(year), "municipality": area, "values": values}

    # -- SCB -----------------------------------------------------------------------------------------------------------

    def _pxweb(self, parts: list[str], query: dict[str, str], body: Any) -> Any:
        """The limits, a table's variables, or a part of its figures."""
        if parts == ["config"]:
            return {"apiVersion": "2.0", "maxDataCells": MAX_CELLS, "maxCallsPerTimeWindow": 30, "timeWindow": 10}
        english = query["lang"] == "en"
        variables = {
            "Region": ["00", "01", "09", "12", "0180", "XX"],
            "Kon": ["1", "2"],
            "Alder": ["tot", "0-17"],
            "ContentsCode": ["BE1"],
            "Tid": ["2022", "2023", "2024"],
        }
        if parts[2] == "data":
            variables = {one["variableCode"]: one["valueCodes"] for one in body["selection"]}
        labels = {"BE1": "Population" if english else "Folkmängd", "1": "män", "2": "kvinnor", "tot": "totalt"}
        dimension = {
            code: {
                "label": code.casefold(),
                "category": {
                    "index": {value: at for at, value in enumerate(values)},
                    "label": {value: labels.get(value, value) for value in values},
                    **({"unit": {"BE1": {"base": "antal", "decimals": 0}}} if code == "ContentsCode" else {}),
                },
                "extension": {"elimination": code == "Kon"},
            }
            for code, values in variables.items()
        }
        content: dict[str, Any] = {
            "version": "2.0",
            "class": "dataset",
            "label": "Folkmängd efter region, kön och år",
            "source": "SCB, Registret över totalbefolkningen",
            "updated": "2025-02-21T07:00:00Z",
            "note": ["Avser förhållandena den 31 december."],
            "id": list(variables),
            "size": [len(values) for values in variables.values()],
            "dimension": dimension,
            "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        }
        if parts[2] == "data":
            keys = list(product(*variables.values()))
            assert len(keys) <= MAX_CELLS
            area, year = list(variables).index("Region"), list(variables).index("Tid")
            lacking = [key[area] == "09" and key[year] == "2024" for key in keys]
            values = [None if no else 1000 * at + 7 for at, no in enumerate(lacking)]
            content["value"] = values
            content["status"] = {str(at): ".." for at, no in enumerate(lacking) if no}
        return content

    # -- OECD ----------------------------------------------------------------------------------------------------------

    @staticmethod
    def _sdmx(query: dict[str, str]) -> str:
        """A data flow as CSV with labels, one year or several."""
        header = (
            "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,"
            "Unit of measure,AGE,Age,SEX,Sex,LINKAGE,Linkage,TIME_PERIOD,Time period,OBS_VALUE,Observation value,"
            "OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier"
        )
        lines = [header]
        for year in range(int(query.get("startPeriod", "2021")), int(query.get("endPeriod", "2022")) + 1):
            for area, name in (("SWE", "Sweden"), ("NOR", "Norway"), ("OECD", "OECD"), ("EU27_2020", "EU")):
                for linkage in ("LINKED", "UNLINKED"):
                    value = "" if area == "NOR" and year == 2022 else f"{len(name)}.{year % 100}{len(linkage)}"
                    status = "M,Missing value" if not value else "B,Time series break" if area == "SWE" else "A,Normal"
                    lines.append(
                        f"DATAFLOW,OECD.ELS.HD:DSD_HCQO@DF_AC(1.1),Acute care,I,{area},{name},AMI30,"
                        f"Thirty-day mortality after AMI,PC,Percentage,Y_GE45,45 years or over,_T,Total,{linkage},"
                        f"{linkage.capitalize()} data,{year},,{value},,{status},0,Units"
                    )
        return "\n".join(lines) + "\n"


class FakeServices(ThreadingHTTPServer):
    """The server, on a free port of this machine."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.asked: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.spoilt: Callable[[dict[str, Any]], Any] = lambda row: row
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> FakeServices:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        """Stop."""
        self.shutdown()
        self._thread.join()
        self.server_close()

    def fail(self, times: int, answer: Callable[[Handler], None], where: str = "/data") -> None:
        """Answer otherwise so many times, to requests whose address holds `where`."""
        left = [times]

        def fault(handler: Handler) -> bool:
            """Answer in the service's place."""
            if where not in handler.path or not left[0]:
                return False
            left[0] -= 1
            answer(handler)
            return True

        self.faults.append(fault)
