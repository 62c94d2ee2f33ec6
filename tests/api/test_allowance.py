"""What all processes together may answer, counted in either database."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.channels.api.limits import Allowance, Taken
from bot.state.database import State
from tests.api.conftest import Clock


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state.sqlite"
    return str(request.getfixturevalue("postgresql"))


async def _many(allowances: list[Allowance], count: int) -> list[Taken]:
    """So many answers for one client, of all processes at the same time."""
    return list(await asyncio.gather(*(allowances[at % len(allowances)].take("a") for at in range(count))))


@pytest.mark.parametrize("per_minute", [5, 24, 60])
def test_together_they_give_what_is_allowed(url: str, clock: Clock, per_minute: int) -> None:
    """Three processes at the same time give no more than a minute's worth, and hardly less; then it comes back."""
    states = [State(url, "a key", clock=clock) for _ in range(3)]
    try:
        allowances = [Allowance(state, per_minute) for state in states]
        taken = asyncio.run(_many(allowances, per_minute * 3))
        given = sum(not each.wait for each in taken)
        assert given == per_minute
        clock.now += 30
        more = sum(not each.wait for each in asyncio.run(_many(allowances, per_minute)))
        assert more == per_minute // 2
    finally:
        for state in states:
            state.close()


def test_what_was_fetched_is_used_before_more_is(tmp_path: Path, clock: Clock) -> None:
    """Of 60 a minute five are fetched at once: the database is written once for them."""
    with State(f"sqlite:///{tmp_path}/state.sqlite", "a key", clock=clock) as state:
        written: list[object] = []
        submit = state.submit

        def counted(work: object) -> object:
            written.append(work)
            return submit(work)  # type: ignore[arg-type]

        state.submit = counted  # type: ignore[method-assign,assignment]
        allowance = Allowance(state, 60)
        assert [asyncio.run(allowance.take("a")).left for _ in range(6)] == [59, 58, 57, 56, 55, 54]
        assert len(written) == 2
