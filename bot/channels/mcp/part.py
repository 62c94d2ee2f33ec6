"""AI assistants over HTTP within the service that serves all channels."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.routing import Route

from bot.channels.mcp.settings import from_environment
from bot.serving.part import Part, Served

_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104  (compared with, not listened at)


def part(served: Served) -> Part | None:
    """Serve assistants at /mcp where SIFFERSVAR_MCP is on."""
    settings = from_environment(served.environ)
    if settings is None:
        return None
    from bot.channels.mcp.asking import Shared  # noqa: PLC0415  (its library is only there where the extra is)
    from bot.channels.mcp.endpoint import PATH, Endpoint, asker  # noqa: PLC0415  (the same)
    from bot.channels.mcp.server import server  # noqa: PLC0415  (the same)

    host, _ = served.settings.listen
    public = urlsplit(served.settings.public_url or "").netloc
    hosts = [each for each in (host, public) if each not in _EVERYWHERE]
    made = server(Shared(served), asker, served.settings.language or "en")
    endpoint = Endpoint(made, settings, hosts)
    return Part("mcp", [Route(PATH, endpoint)], [endpoint.run], tuple(settings.keys))
