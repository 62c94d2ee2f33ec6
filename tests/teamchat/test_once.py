"""A request that comes to two processes so that one replies while the other works: one turn, one reply."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.state.buffered import Buffered
from knowledge.answering import Engine
from knowledge.memory import Memory
from tests.mattermost.posting import ENVIRON, SKANE, slash
from tests.teamchat.serving import replica
from tests.teamchat.test_replicas import turns


@pytest.mark.parametrize("name", ["memory", "mark"])
@pytest.mark.parametrize("before", [True, False])
def test_the_other_replies_meanwhile(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, before: bool
) -> None:
    """Failures 2 and 16: just before or after the conversation, or what is known of the request, is read."""
    replies: list[object] = []
    with replica(engine, tmp_path, ENVIRON) as one, replica(engine, tmp_path, ENVIRON) as two:
        real = getattr(Buffered, name)

        def meanwhile(session: Buffered, key: str) -> Memory | str | None:
            """Read something; the first time, another process replies to the same request just then."""
            first = not replies
            if first and before:
                replies.append("")
                replies.append(slash(two.client, SKANE, trigger_id="t").json())
            found: Memory | str | None = real(session, key)
            if first and not before:
                replies.append("")
                replies.append(slash(two.client, SKANE, trigger_id="t").json())
            return found

        monkeypatch.setattr(Buffered, name, meanwhile)
        assert slash(one.client, SKANE, trigger_id="t").json() == replies[1]
        assert turns(one) == 1
