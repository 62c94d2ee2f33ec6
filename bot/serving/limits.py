"""No request may be larger than anything that people or platforms send."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 1 << 20
"""Bytes of a request's body at most; the largest events of the platforms are some tens of thousands."""


class TooLargeError(Exception):
    """A body over the limit."""


class SizeLimit:
    """Refuses larger bodies (413), whether they say their length or not."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST) -> None:
        """Stand before an app."""
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
        if said.isdigit() and int(said) > self._largest:
            await self._refuse(scope, receive, send)
            return
        size, begun = 0, False

        async def counted() -> Message:
            """One message of the request, if it is not too large by now."""
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._largest:
                raise TooLargeError
            return message

        async def sent(message: Message) -> None:
            """One message of the response."""
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, counted, sent)
        except TooLargeError:
            if begun:
                raise
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say what is too large, and close the connection: the rest of the body is not read."""
        words = f"The request is larger than {self._largest} bytes.\n"
        await PlainTextResponse(words, 413, {"connection": "close"})(scope, receive, send)
