"""Answers of statistics services: asked for again where that helps, kept until the import is whole, never half.

Each answer is kept in a file beside the data folder as soon as it has come whole. An import that was cut goes on from
there; the file is no source, and is removed when the source is in its place, or when it is too old to go on from.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from knowledge.importers.errors import LibraryMissingError, ServiceError

try:
    import httpx
    from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
    from tenacity.wait import wait_random_exponential
except ImportError as missing:  # only an import needs them
    raise LibraryMissingError(missing.name or "httpx") from missing

ATTEMPTS = 6
_LONGEST_WAIT = 120.0
_TIMEOUT = 60.0
_KEPT_FOR = timedelta(hours=24)
_MODEST = 429
_SERVER = 500
_CUT, _NO_JSON = "the answer was cut", "the answer is no whole JSON"
_AGENT = "Siffersvar (statistics import; +https://github.com)"


class _AgainError(Exception):
    """Worth another attempt; `after` is what the service asked to wait, in seconds."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        """Remember why."""
        super().__init__(reason)
        self.after = after


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: its number, where it was asked for, when, and what came."""

    number: int
    address: str
    retrieved: str
    body: bytes

    def json(self) -> Any:
        """The answer as JSON; numbers with a point are exact."""
        return json.loads(self.body, parse_float=Decimal)


class Fetcher:
    """Asks one service, and keeps its answers in a file until the import is whole."""

    def __init__(
        self,
        base: str,
        kept: Path,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Ask below `base`.

        Args:
            base: the address of the service; nothing outside of it is asked.
            kept: the file in which answers are kept meanwhile.
            now: tells the time.
            sleep: waits so many seconds.
            progress: is told how many answers have come.
        """
        self.base = base.rstrip("/")
        self._now = now
        self._sleep = sleep
        self._progress = progress
        self._path = kept
        self._client = httpx.Client(timeout=_TIMEOUT, headers={"User-Agent": _AGENT}, follow_redirects=False)
        self._paced: Callable[[], None] | None = None
        self.requests: dict[str, Answered] = {}
        """The answers of this import without their bodies, by key, in the order in which they were asked for."""

    def __enter__(self) -> Fetcher:
        """Open the kept answers; those of an import that was cut too long ago are left."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._kept = sqlite3.connect(self._path, isolation_level=None)
        self._kept.execute("CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, retrieved TEXT, body BLOB)")
        oldest = (self._now() - _KEPT_FOR).isoformat()
        self._kept.execute("DELETE FROM answer WHERE retrieved < ?", (oldest,))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close; what was kept stays for the next attempt."""
        self._client.close()
        self._kept.close()

    def discard(self) -> None:
        """Remove the kept answers: the import is whole."""
        self._path.unlink(missing_ok=True)

    def pace(self, calls: int, seconds: float) -> None:
        """Ask no more than so many times in so many seconds, as the service says."""
        times: list[datetime] = []

        def wait() -> None:
            """Wait where the last calls are too near."""
            if len(times) == calls:
                passed = (self._now() - times.pop(0)).total_seconds()
                if passed < seconds:
                    self._sleep(seconds - passed)
            times.append(self._now())

        self._paced = wait if calls > 0 and seconds > 0 else None

    def get(self, path: str, params: Mapping[str, str] | None = None, *, whole: bytes = b"") -> Answered:
        """The answer to a question by address.

        Args:
            path: below the base, or a whole address that begins with it.
            params: of the address.
            whole: how an answer that came whole ends; JSON tells by itself.

        Returns:
            The answer.

        Raises:
            ServiceError: it leads elsewhere, or none came that can be used.
        """  # noqa: DOC502  (raised by what is called)
        return self._answer("GET", self._address(path), params, None, whole)

    def post(self, path: str, params: Mapping[str, str], body: object) -> Answered:
        """The answer to a question that is put as JSON, as `get`."""
        return self._answer("POST", self._address(path), params, json.dumps(body), b"")

    def _address(self, path: str) -> str:
        """A whole address."""
        if path.startswith(("http://", "https://")):
            if not path.startswith(f"{self.base}/"):
                raise ServiceError(path, "the service's next page leads elsewhere", "check the address of the service")
            return path
        return f"{self.base}/{path.lstrip('/')}"

    def _answer(
        self, method: str, url: str, params: Mapping[str, str] | None, body: str | None, whole: bytes
    ) -> Answered:
        """A kept answer, or a new one."""
        request = self._client.build_request(method, url, params=dict(params or {}) or None, content=body)
        if body is not None:
            request.headers["Content-Type"] = "application/json"
        address = str(request.url)
        key = f"{method} {address} {body or ''}".strip()
        number = list(self.requests).index(key) + 1 if key in self.requests else len(self.requests) + 1
        found = self._kept.execute("SELECT retrieved, body FROM answer WHERE key = ?", (key,)).fetchone()
        if found is None:
            content = self._fetch(request, whole)
            retrieved = self._now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            self._kept.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (key, retrieved, content))
        else:
            retrieved, content = cast("tuple[str, bytes]", found)
        self.requests[key] = Answered(number, address, retrieved, b"")
        if self._progress is not None:
            self._progress(len(self.requests))
        return Answered(number, address, retrieved, content)

    def _fetch(self, request: httpx.Request, whole: bytes) -> bytes:
        """What the service answers, asked again after a while where it is busy or the connection was cut."""
        attempts = Retrying(
            retry=retry_if_exception_type(_AgainError),
            stop=stop_after_attempt(ATTEMPTS),
            wait=_wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return attempts(self._once, request, whole)
        except _AgainError as error:
            cure = "try again later; what came is kept, and the import goes on from there"
            raise ServiceError(str(request.url), f"no answer after {ATTEMPTS} attempts ({error})", cure) from error

    def _once(self, request: httpx.Request, whole: bytes) -> bytes:
        """One attempt."""
        if self._paced is not None:
            self._paced()
        try:
            response = self._client.send(request)
        except httpx.TransportError as error:
            raise _AgainError(str(error) or type(error).__name__) from error
        if response.status_code == _MODEST or response.status_code >= _SERVER:
            reason = f"status {response.status_code}"
            raise _AgainError(reason, _retry_after(response, self._now()))
        if response.status_code != httpx.codes.OK:
            reason = f"it answered {response.status_code}: {' '.join(response.text.split())[:200]}"
            raise ServiceError(str(request.url), reason, "check ids, selection and the address of the service")
        content = response.content
        if whole and not content.endswith(whole):
            raise _AgainError(_CUT)
        if not whole:
            try:
                json.loads(content)
            except ValueError as error:
                raise _AgainError(_NO_JSON) from error
        return content


def _wait(state: RetryCallState) -> float:
    """How long to wait: as the service asked, else longer each time."""
    error = state.outcome.exception() if state.outcome is not None else None
    asked = error.after if isinstance(error, _AgainError) else None
    if asked is not None:
        return min(max(asked, 0.0), _LONGEST_WAIT)
    return float(wait_random_exponential(multiplier=1, max=_LONGEST_WAIT)(state))


def _retry_after(response: httpx.Response, now: datetime) -> float | None:
    """The header Retry-After in seconds: a number, or a date."""
    value = response.headers.get("Retry-After", "").strip()
    if not value:
        return None
    try:
        return float(value)
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  (seldom a date)

    try:
        return (parsedate_to_datetime(value) - now).total_seconds()
    except (TypeError, ValueError):
        return None
