"""What keeps people unknown: keyed hashes in place of ids, and crosses in place of personal numbers and addresses."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.state.errors import SecretUnreadableError

Hashed = Callable[..., str]
"""Makes the keyed hash of the parts of an id: 32 hexadecimal digits."""

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_IDENTITY = re.compile(r"(?<!\d)(?:\d{2})?\d{2}(\d{2})(\d{2})([-+–]| ?)\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\w.,])(?:\+\d{1,3}[\s/-]?(?:\(0\)\s?)?|0(?=[1-9]))(?:\d[\s/–-]{0,2}){6,11}\d(?!\d)")


def hasher(secret: str) -> Hashed:
    """The function that makes hashes under a key.

    Args:
        secret: the key.

    Returns:
        The function.
    """
    key = secret.encode()

    def hashed(*parts: object) -> str:
        """The hash of an id's parts."""
        return hmac.digest(key, "\x1f".join(map(str, parts)).encode("utf-8", "replace"), "sha256").hex()[:32]

    return hashed


def secret_beside(folder: Path) -> str:
    """The key that is kept in a folder, made where there is none, and readable by this account only.

    Args:
        folder: where it is kept.

    Returns:
        The key.

    Raises:
        SecretUnreadableError: it cannot be read or made.
    """
    path = folder / "secret.key"
    try:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):  # another process was faster: its key counts
                os.link(made, path)
            made.unlink()
        secret = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretUnreadableError(str(path), type(error).__name__) from error
    if not secret:
        raise SecretUnreadableError(str(path), "it is empty")
    return secret


def masked(text: str) -> str:
    """A text with an x for each letter and digit of personal numbers, e-mail addresses and phone numbers.

    Its length in UTF-16 units is kept, so that what points into it still does. Amounts of money stay: a number in one
    piece is a personal number only if its date and its check digit are right, and no amount begins with 0.

    Args:
        text: what somebody wrote.

    Returns:
        The text to keep.
    """
    if "@" in text:
        text = _EMAIL.sub(_crosses, text)
    if any(char.isdigit() for char in text):
        text = _IDENTITY.sub(_identity, text)
        text = _PHONE.sub(_crosses, text)
    return text


def masked_within(value: Any, names: frozenset[str]) -> Any:
    """JSON's terms with the texts under some names masked, however deep they stand."""
    if isinstance(value, dict):
        return {
            name: masked(inner) if name in names and isinstance(inner, str) else masked_within(inner, names)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [masked_within(inner, names) for inner in value]
    return value


def _crosses(found: re.Match[str]) -> str:
    """An x for each UTF-16 unit of a letter or digit."""
    return "".join(("x" if ord(char) < 0x10000 else "xx") if char.isalnum() else char for char in found[0])


def _identity(found: re.Match[str]) -> str:
    """Crosses, where the digits can be a personal or coordination number."""
    month, day, sign = int(found[1]), int(found[2]), found[3]
    possible = 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
    return _crosses(found) if possible and (sign.strip() or _checked(found[0])) else found[0]


def _checked(number: str) -> bool:
    """Whether the last of ten digits is the check digit of the others (Luhn's rule)."""
    digits = [int(char) for char in number if char.isdigit()][-10:]
    doubled = [digit * (2 if at % 2 == 0 else 1) for at, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
