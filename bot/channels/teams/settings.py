"""How the channel of Microsoft Teams is set up."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.config import SettingError

VARIABLES = {
    "app_id": "TEAMS_APP_ID",
    "app_password": "TEAMS_APP_PASSWORD",
    "tenant": "TEAMS_TENANT_ID",
    "service_urls": "TEAMS_SERVICE_URLS",
    "openid_url": "TEAMS_OPENID_URL",
    "login_url": "TEAMS_LOGIN_URL",
    "webhook_secrets": "TEAMS_WEBHOOK_SECRETS",
}
"""Field -> environment variable."""

SERVICES = (
    "https://smba.trafficmanager.net",
    "https://smba.infra.gcc.teams.microsoft.com",
    "https://smba.infra.gov.teams.microsoft.us",
    "https://smba.infra.dod.teams.microsoft.us",
)
"""Where Microsoft's connector is; nobody else gets the bot's token."""
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com"
TENANT = "botframework.com"
"""The tenant of all bots that are registered for several tenants."""
_IDENT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_TENANT = re.compile(r"[0-9a-fA-F-]{36}|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_KEY = 16
"""Bytes of a webhook's secret at least; Teams makes 32."""


@dataclass(frozen=True, slots=True)
class TeamsSettings:
    """How the channel is set up.

    Attributes:
        app_id: TEAMS_APP_ID, the id of the bot's registration; None where only the outgoing webhook is used.
        app_password: TEAMS_APP_PASSWORD, its client secret.
        tenant: TEAMS_TENANT_ID, the tenant in which it is registered; that of all multi-tenant bots where it is not
            set.
        service_urls: TEAMS_SERVICE_URLS, the origins to which answers are sent; Microsoft's where it is not set.
        openid_url: TEAMS_OPENID_URL, where it stands which keys Microsoft's connector signs with.
        login_url: TEAMS_LOGIN_URL, where the bot gets its token.
        webhook_secrets: TEAMS_WEBHOOK_SECRETS, the keys of the outgoing webhooks that are answered.
    """

    app_id: str | None = None
    app_password: str | None = field(default=None, repr=False)
    tenant: str = TENANT
    service_urls: tuple[str, ...] = SERVICES
    openid_url: str = OPENID
    login_url: str = LOGIN
    webhook_secrets: tuple[bytes, ...] = field(default=(), repr=False)

    def serves(self, service_url: str) -> bool:
        """Whether answers may be sent to an address, and the token with them."""
        return origin(service_url) in self.service_urls


def origin(address: str) -> str:
    """Scheme, host and port of an address; empty where it is none, or names a user."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or "\\" in address:
        return ""
    return f"{parts.scheme}://{parts.hostname}{f':{port}' if port else ''}"


def from_environment(environ: Mapping[str, str]) -> TeamsSettings | None:
    """The settings that an environment holds.

    Args:
        environ: variables and their values.

    Returns:
        The settings; None where neither a bot nor a webhook is set up.

    Raises:
        SettingError: a value cannot be used, or one of id and password is missing. No secret is shown.
    """
    app_id, password = (environ.get(VARIABLES[name], "").strip() for name in ("app_id", "app_password"))
    secrets = _secrets(environ)
    if not (app_id or password or secrets):
        return None
    if app_id and not _IDENT.fullmatch(app_id):
        raise SettingError(VARIABLES["app_id"], app_id, "bad_guid_setting")
    if bool(app_id) != bool(password):
        raise SettingError(VARIABLES["app_password" if app_id else "app_id"], "", "teams_half_set")
    tenant = environ.get(VARIABLES["tenant"], "").strip()
    if tenant and not _TENANT.fullmatch(tenant):
        raise SettingError(VARIABLES["tenant"], tenant, "bad_guid_setting")
    urls = environ.get(VARIABLES["service_urls"], "").replace(",", " ").split()
    origins = tuple(origin(url) for url in urls)
    if not all(origins):
        raise SettingError(VARIABLES["service_urls"], " ".join(urls), "bad_address_setting")
    return TeamsSettings(
        app_id or None,
        password or None,
        tenant or TENANT,
        origins or SERVICES,
        _address(environ, "openid_url") or OPENID,
        _address(environ, "login_url") or LOGIN,
        secrets,
    )


def _address(environ: Mapping[str, str], name: str) -> str | None:
    """An address without the slash at its end."""
    value = environ.get(VARIABLES[name], "").strip()
    if value and not _ADDRESS.fullmatch(value):
        raise SettingError(VARIABLES[name], value, "bad_address_setting")
    return value.rstrip("/") or None


def _secrets(environ: Mapping[str, str]) -> tuple[bytes, ...]:
    """The keys of webhooks, which Teams shows in base64."""
    name = VARIABLES["webhook_secrets"]
    try:
        keys = tuple(base64.b64decode(each, validate=True) for each in environ.get(name, "").replace(",", " ").split())
    except (binascii.Error, ValueError):
        keys = (b"",)
    if any(len(key) < _KEY for key in keys):
        raise SettingError(name, "…", "bad_webhook_secret_setting")
    return keys
