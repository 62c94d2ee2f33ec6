"""An open-loop client: requests go out at their times, whether earlier ones were answered or not.

The time of a request counts from when it was due. A client that waits for the answer before it asks again would hide
how long all others would have waited meanwhile (coordinated omission).
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_CONNECTIONS = 64
_LATE = 30.0


@dataclass(slots=True)
class Paced:
    """What came of it: seconds of each request that was answered, and how many were not, or not with 200."""

    waits: list[float] = field(default_factory=list)
    failed: int = 0

    def within(self, share: float) -> float:
        """Milliseconds within which a share of the requests was answered."""
        found = sorted(self.waits)
        return 1000 * found[min(len(found) - 1, int(share * len(found)))] if found else float("nan")


class _Line(asyncio.Protocol):
    """One connection: a request at a time."""

    def __init__(self, run: _Run) -> None:
        """Belong to a run."""
        self._run = run
        self._transport: asyncio.Transport | None = None
        self._got = b""
        self._due = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be free."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
        self._run.free.append(self)

    def ask(self, request: bytes, due: float) -> None:
        """Send a request that was due at a time."""
        self._got, self._due = b"", due
        if self._transport is not None:
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Take some of the answer; when it is whole, be free again."""
        self._got += data
        head, found, body = self._got.partition(b"\r\n\r\n")
        length = _LENGTH.search(head) if found else None
        if length is None or len(body) < int(length[1]):
            return
        self._run.done(self, self._due, ok=b" 200 " in head[:20])

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Count what was not answered."""
        self._run.lost()


class _Run:
    """Requests at their times over some connections."""

    def __init__(self, requests: Sequence[bytes], count: int, rate: float) -> None:
        """Send `count` of the requests in turn, at a rate a second."""
        self.free: deque[_Line] = deque()
        self.result = Paced()
        self._requests = requests
        self._count = count
        self._rate = rate
        self._due: deque[tuple[bytes, float]] = deque()
        self._over = asyncio.Event()
        self._closing = False

    async def run(self, host: str, port: int) -> Paced:
        """Do it."""
        loop = asyncio.get_running_loop()
        lines = [await loop.create_connection(lambda: _Line(self), host, port) for _ in range(_CONNECTIONS)]
        begun = loop.time()
        for number in range(self._count):
            due = begun + number / self._rate
            if (wait := due - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._due.append((self._requests[number % len(self._requests)], due))
            self._send()
        try:
            async with asyncio.timeout(_LATE):
                await self._over.wait()
        except TimeoutError:
            self.result.failed += self._count - len(self.result.waits) - self.result.failed
        self._closing = True
        for transport, _ in lines:
            transport.close()
        return self.result

    def done(self, line: _Line, due: float, *, ok: bool) -> None:
        """Count an answer."""
        self.result.waits.append(asyncio.get_running_loop().time() - due)
        self.result.failed += not ok
        self.free.append(line)
        self._send()
        if len(self.result.waits) >= self._count:
            self._over.set()

    def lost(self) -> None:
        """Count a connection that the server closed."""
        if not self._closing:
            self.result.failed += 1

    def _send(self) -> None:
        """Send what is due over the connections that are free."""
        while self._due and self.free:
            self.free.popleft().ask(*self._due.popleft())


def paced(host: str, port: int, paths: Sequence[str], rate: float, seconds: float) -> Paced:
    """Ask for paths in turn at a pace.

    Args:
        host: of the server.
        port: of the server.
        paths: what to ask for, percent-encoded.
        rate: requests a second.
        seconds: for how long.

    Returns:
        How long each took.
    """
    requests = [f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() for path in paths]
    return asyncio.run(_Run(requests, int(rate * seconds), rate).run(host, port))
