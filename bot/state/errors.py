"""What can be wrong with the state database, each with its cure."""

from __future__ import annotations

from knowledge.errors import KnowledgeError


class StateError(KnowledgeError):
    """The state database cannot be used."""


class StateUrlError(StateError):
    """The database cannot be reached or is none."""

    def __init__(self, url: str, reason: str) -> None:
        """Say which URL (without its password) and why."""
        super().__init__(
            f"the state database {url} cannot be used: {reason}; "
            "set SIFFERSVAR_STATE_URL to e.g. sqlite:////var/lib/siffersvar/state.sqlite"
        )


class StateVersionError(StateError):
    """The database was made by a later version of the program."""

    def __init__(self, url: str, found: str, wanted: str) -> None:
        """Say which it is."""
        super().__init__(
            f"the state database {url} has tables of version {found}, and this program knows those up to version "
            f"{wanted}; nothing in it was changed. Start the newer program that made it (`pip install --upgrade "
            "siffersvar`), put back a backup from before it, or set SIFFERSVAR_STATE_URL to a new database"
        )


class ChangedError(Exception):
    """A conversation went on elsewhere while an answer to it was worked out; it is to be worked out again."""


class SecretUnreadableError(StateError):
    """The key of the hashes cannot be read or made."""

    def __init__(self, path: str, reason: str) -> None:
        """Say where and why."""
        super().__init__(f"the key {path} cannot be used: {reason}; make it readable, or set SIFFERSVAR_SECRET")
