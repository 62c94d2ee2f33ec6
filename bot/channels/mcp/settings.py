"""The settings of the MCP endpoint of `siffersvar serve`, from the environment. Over stdio none of them counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.config import SWITCH, SettingError

VARIABLES = {"on": "SIFFERSVAR_MCP", "keys": "SIFFERSVAR_MCP_KEYS", "hosts": "SIFFERSVAR_MCP_HOSTS"}
"""What is set -> environment variable."""

_KEY = re.compile(r"[A-Za-z0-9._~+/=-]{16,256}")
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class McpSettings:
    """How the endpoint is set up, where it is switched on.

    Attributes:
        keys: SIFFERSVAR_MCP_KEYS, the keys with which assistants show that they may ask; everybody may where it is
            empty.
        hosts: SIFFERSVAR_MCP_HOSTS, further names under which the endpoint is reached, such as `siffror.region.se`:
            requests that name another host, or come from another page, are refused.
    """

    keys: frozenset[str] = field(default=frozenset(), repr=False)
    hosts: tuple[str, ...] = ()


def from_environment(environ: Mapping[str, str]) -> McpSettings | None:
    """The settings that an environment holds.

    Args:
        environ: variables and their values, such as `os.environ`.

    Returns:
        The settings; None where SIFFERSVAR_MCP does not switch the endpoint on.

    Raises:
        SettingError: a value cannot be used.
    """
    written = environ.get(VARIABLES["on"], "")
    word = written.strip().lower()
    if word and word not in SWITCH:
        raise SettingError(VARIABLES["on"], written, "bad_switch_setting")
    if not word or not SWITCH[word]:
        return None
    keys = _words(environ.get(VARIABLES["keys"], ""))
    if not all(_KEY.fullmatch(key) for key in keys):
        raise SettingError(VARIABLES["keys"], "…", "bad_mcp_keys_setting")
    hosts = _words(environ.get(VARIABLES["hosts"], ""))
    if wrong := [host for host in hosts if not _HOST.fullmatch(host)]:
        raise SettingError(VARIABLES["hosts"], wrong[0], "bad_mcp_hosts_setting")
    return McpSettings(frozenset(keys), tuple(hosts))


def _words(value: str) -> list[str]:
    """What stands between commas and spaces."""
    return value.replace(",", " ").split()
