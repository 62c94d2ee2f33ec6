"""Matrix within the service that serves all channels."""

from __future__ import annotations

import asyncio

from bot.channels.matrix.settings import MatrixSettings
from bot.serving.part import Part, Served


def part(served: Served) -> Part | None:
    """Serve people on Matrix where MATRIX_HOMESERVER is set."""
    settings = MatrixSettings.from_environment(served.environ)
    if settings is None:
        return None
    from bot.channels.matrix import app  # noqa: PLC0415  (its library is only there where the extra is)

    async def run(stop: asyncio.Event) -> None:
        """Serve until it is time to stop."""
        await app.serve(served, settings, stop)

    return Part("matrix", tasks=[run], secrets=(settings.token or "", settings.password or ""))
