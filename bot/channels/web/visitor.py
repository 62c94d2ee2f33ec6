"""Who looks at a page: what their cookies say, and what may not come from another site.

There is no cookie before the first question. The one of the conversation holds nothing but a random id and the mark
that we gave it out: one that was made up is none.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import cast
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.state.privacy import Hashed
from knowledge.model import Language

TALK, SPEAKS, LOOKS = "siffersvar", "sprak", "utseende"
"""Names of the cookies: the conversation, the chosen language, the chosen appearance."""
APPEARANCES = ("light", "dark")
"""What can be chosen, besides what the device says."""
_YEAR = 31_536_000
_BYTES = 24
_NETWORK = 64
"""Bits of an IPv6 address that tell one household or office from another."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks for a page.

    Attributes:
        language: that of the page.
        speaks: the language that they chose; None where they chose none.
        looks: the appearance that they chose; empty where they chose none.
        talk: the id of their conversation; empty where they have none.
        address: by which those without a conversation are told apart.
        secure: whether their browser may send cookies over https only.
    """

    language: Language
    speaks: Language | None
    looks: str
    talk: str
    address: str
    secure: bool

    @classmethod
    def of(cls, request: Request, language: Language, hashed: Hashed, *, secure: bool) -> Visitor:
        """The visitor that a request comes from.

        Args:
            request: any.
            language: of the page that is asked for.
            hashed: makes keyed hashes.
            secure: whether the page is reached over https only.

        Returns:
            Them.
        """
        speaks, looks = request.cookies.get(SPEAKS), request.cookies.get(LOOKS, "")
        ident, _, mark = request.cookies.get(TALK, "").partition(".")
        ours = bool(ident) and hmac.compare_digest(mark.encode(), _mark(ident, hashed).encode())
        return cls(
            language,
            cast("Language", speaks) if speaks in ("sv", "en") else None,
            looks if looks in APPEARANCES else "",
            ident if ours else "",
            network_of(request.client.host if request.client else ""),
            secure or request.url.scheme == "https",
        )

    @property
    def paced(self) -> str:
        """By what the number of their questions is counted."""
        return f"talk:{self.talk}" if self.talk else f"from:{self.address}"

    def keep(self, response: Response, name: str, value: str, *, lasting: bool = True) -> None:
        """Set a cookie, for a year or until the browser is closed; an empty value removes it."""
        age = (_YEAR if lasting else None) if value else 0
        response.set_cookie(name, value, max_age=age, path="/", secure=self.secure, httponly=True, samesite="lax")


def new_talk() -> str:
    """The id of a new conversation, which nobody can guess."""
    return secrets.token_urlsafe(_BYTES)


def cookie_of(talk: str, hashed: Hashed) -> str:
    """What the cookie of a conversation holds: its id, and the mark that we gave it out."""
    return f"{talk}.{_mark(talk, hashed)}"


def _mark(talk: str, hashed: Hashed) -> str:
    """What only we can put behind an id."""
    return hashed("web cookie", talk)


def network_of(address: str) -> str:
    """An address, of IPv6 the network: one visitor has many addresses there."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed.packed, _NETWORK), strict=False))


def from_our_page(request: Request, public_url: str | None) -> bool:
    """Whether a request that changes something may come from one of our own pages.

    Browsers say where a request comes from (`Sec-Fetch-Site`, or the older `Origin`), and no page can make them lie.
    What says neither is no browser, and so carries nobody's cookies unless it means to.

    Args:
        request: any.
        public_url: the address at which people reach the page, where it is known.

    Returns:
        False where another site's page sent it.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site in ("same-origin", "none")
    if origin is None:
        return True
    known = {request.headers.get("host", "")} | ({urlsplit(public_url).netloc} if public_url else set())
    return urlsplit(origin).netloc in known
