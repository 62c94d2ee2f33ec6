"""Updates, what is to be done about them, and who is at which chat."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, create_engine, select, text

from bot.state import inbox, leases, outbox, retention, schema
from bot.state.database import State
from bot.state.inbox import Arrived
from bot.state.outbox import Kept
from tests.state.conftest import NOW, Clock, Opening

CHANNEL = "telegram:1"


def arrived(number: int, chat: str = "a", content: str = "{}") -> Arrived:
    """An update."""
    return Arrived(CHANNEL, number, f"{CHANNEL}:{chat}", content, NOW)


def put(state: State, *updates: Arrived) -> None:
    """Keep updates."""
    state.submit(lambda at: inbox.put(at, updates, state.now())).result()


def claim(state: State, me: str, most: int = 10) -> list[str]:
    """Take chats."""
    return state.submit(lambda at: leases.claim(at, CHANNEL, me, state.now(), most)).result()


def numbers(state: State, chat: str = "a") -> list[int]:
    """The open updates of a chat."""
    return [each.number for each in state.read(lambda at: inbox.of_chat(at, f"{CHANNEL}:{chat}", 100))]


def test_an_update_is_kept_once(state: State) -> None:
    """Delivered again, together with others, before and after it is closed: nothing new (failure 2)."""
    put(state, arrived(1), arrived(2), arrived(2))
    put(state, arrived(2, content="other"), arrived(3))
    assert numbers(state) == [1, 2, 3]
    assert state.submit(lambda at: inbox.close(at, CHANNEL, 2, inbox.ANSWERED, NOW)).result()
    put(state, arrived(2))
    assert numbers(state) == [1, 3]


def test_a_closed_update_keeps_its_number_only(state: State) -> None:
    """Content and chat leave at once, the number after 48 hours."""
    put(state, arrived(1, content='{"text": "hemligt"}'))
    state.submit(lambda at: outbox.add(at, f"{CHANNEL}:a", [Kept(CHANNEL, 1, 0, "{}")])).result()
    state.submit(lambda at: inbox.close(at, CHANNEL, 1, inbox.ANSWERED, NOW)).result()
    row = state.read(lambda at: at.execute(select(schema.inbox)).one())
    assert (row.number, row.chat, row.content, row.outcome) == (1, "", "", "answered")
    assert state.read(lambda at: outbox.of_chat(at, f"{CHANNEL}:a")) == []
    for later, left in ((47, 1), (49, 0)):
        state.submit(lambda at, later=later: retention.sweep(at, NOW + later * 3600)).result()  # type: ignore[misc]
        assert len(state.read(lambda at: at.execute(select(schema.inbox)).all())) == left


def test_what_nobody_serves_goes(state: State, clock: Clock) -> None:
    """Words of a channel that was switched off, and what was to be done about them, are not kept for ever."""
    put(state, arrived(1))
    kept = Kept(CHANNEL, 1, 0, "{}")
    state.submit(lambda at: inbox.mark_planned(at, CHANNEL, 1)).result()
    state.submit(lambda at: outbox.add(at, f"{CHANNEL}:a", [kept])).result()
    for hours, left in ((47, 1), (49, 0)):
        clock.now = NOW + hours * 3600
        state.submit(lambda at: retention.sweep(at, clock.now)).result()
        for table in (schema.inbox, schema.outbox):
            assert len(state.read(lambda at, table=table: at.execute(select(table)).all())) == left  # type: ignore[misc]


def test_one_holder_a_chat(opened: Opening, clock: Clock) -> None:
    """Two processes never hold one chat, until a lease that is not renewed runs out (failures 2 and 16)."""
    one, two = opened(), opened()
    put(one, arrived(1), arrived(2, "b"), arrived(3, "c"))
    first = claim(one, "x:1:one", 2)
    assert len(first) == 2
    assert len(claim(two, "x:2:two")) == 1
    assert claim(one, "x:1:one") == claim(two, "x:2:two") == []
    clock.now += leases.LASTS - 1
    one.submit(lambda at: leases.renew(at, "x:1:one", clock.now)).result()
    clock.now += 2
    assert len(claim(one, "x:1:one")) == 1  # the other's, which was not renewed
    assert claim(two, "x:2:two") == []
    clock.now += leases.LASTS
    assert sorted(claim(two, "x:2:two")) == sorted([f"{CHANNEL}:{chat}" for chat in "abc"])
    assert not one.submit(lambda at: leases.held(at, first[0], "x:1:one")).result()


def test_a_chat_is_let_go_when_nothing_is_left(state: State) -> None:
    """And is taken again when something comes."""
    put(state, arrived(1))
    (chat,) = claim(state, "me")
    assert not state.submit(lambda at: leases.release(at, chat, "me")).result()
    state.submit(lambda at: inbox.close(at, CHANNEL, 1, inbox.ANSWERED, NOW)).result()
    assert state.submit(lambda at: leases.release(at, chat, "me")).result()
    assert claim(state, "me") == []
    put(state, arrived(2))
    assert claim(state, "other") == [chat]


def test_leaving_lets_others_go_on_at_once(state: State) -> None:
    """At the end of a process, others need not wait."""
    put(state, arrived(1))
    claim(state, "me")
    state.submit(lambda at: leases.leave(at, "me")).result()
    assert len(claim(state, "other")) == 1


def test_chats_of_a_killed_process_are_free_at_once(state: State) -> None:
    """A holder of this place whose process is gone, or whose number is mine; not one that lives, nor one elsewhere."""
    me = leases.holder()
    here, pid, _ = me.split(":")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lives = [leases.holder(), f"{here}:{os.getppid()}:c", f"elsewhere:{gone.pid}:d"]  # the first is another channel's
    holders = [f"{here}:{gone.pid}:a", f"{here}:{pid}:b", *lives]
    for number, holder in enumerate(holders):
        put(state, arrived(number, str(number)))
        assert len(claim(state, holder)) == 1
    state.submit(lambda at: leases.free_the_dead(at, me, NOW)).result()
    assert sorted(claim(state, me)) == [f"{CHANNEL}:0", f"{CHANNEL}:1"]


def test_actions_are_done_in_order_and_once(state: State) -> None:
    """An action begins once; done it is gone, and the message that it became is known by its question."""
    chat = f"{CHANNEL}:a"
    kept = [Kept(CHANNEL, 1, position, f'"{position}"', "question") for position in (0, 1, 2)]
    state.submit(lambda at: outbox.add(at, chat, kept)).result()
    assert state.submit(lambda at: outbox.begin(at, kept[0])).result()
    assert not state.submit(lambda at: outbox.begin(at, kept[0])).result()
    state.submit(lambda at: outbox.not_begun(at, kept[0])).result()
    assert state.submit(lambda at: outbox.begin(at, kept[0])).result()
    state.submit(lambda at: outbox.done(at, kept[0], 77, NOW)).result()
    state.submit(lambda at: outbox.not_known(at, kept[1])).result()
    left = state.read(lambda at: outbox.of_chat(at, chat))
    assert [(each.position, each.state) for each in left] == [(1, "uncertain"), (2, "waiting")]
    state.submit(lambda at: outbox.done(at, kept[2], 78, NOW)).result()
    assert state.read(lambda at: outbox.answering(at, "question")) == [77, 78]
    state.submit(lambda at: outbox.withdrawn(at, "question", 77)).result()
    assert state.read(lambda at: outbox.answering(at, "question")) == [78]


def test_a_plan_is_kept_once(state: State) -> None:
    """Of two who worked out an answer, one keeps it."""
    put(state, arrived(1))
    assert state.submit(lambda at: inbox.mark_planned(at, CHANNEL, 1)).result()
    assert not state.submit(lambda at: inbox.mark_planned(at, CHANNEL, 1)).result()


def test_what_no_database_takes(state: State) -> None:
    """NUL and halves of surrogate pairs (failure 19)."""
    put(state, arrived(1, content="a\0b\ud800c😀"))
    assert state.read(lambda at: inbox.of_chat(at, f"{CHANNEL}:a", 1))[0].content.startswith("a\ufffdb")
    assert state.read(lambda at: inbox.of_chat(at, f"{CHANNEL}:a", 1))[0].content.endswith("c😀")


def test_many_writers_and_readers(opened: Opening) -> None:
    """Several processes' worth of writers and readers at once: nothing is locked out, nothing lost (failure 19)."""
    states = [opened() for _ in range(3)]

    def work(at: int) -> None:
        for number in range(40):
            put(states[at], arrived(at * 1000 + number, f"{number % 7}"))
            numbers(states[(at + 1) % 3], "0")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    assert sum(len(numbers(states[0], str(chat))) for chat in range(7)) == 120


def test_a_write_that_fails_takes_no_other_with_it(state: State) -> None:
    """Those that stand beside it in the same transaction are written."""

    def fail(connection: Connection) -> None:
        inbox.put(connection, [arrived(50)], NOW)
        raise ArithmeticError

    futures = [
        state.submit(lambda at, number=number: inbox.put(at, [arrived(number)], NOW))  # type: ignore[misc]
        for number in range(20)
    ]
    failing = state.submit(fail)
    futures.append(state.submit(lambda at: inbox.put(at, [arrived(30)], NOW)))
    for future in futures:
        future.result()
    with pytest.raises(ArithmeticError):
        failing.result()
    assert numbers(state) == [*range(20), 30]


def test_open_updates_are_never_left_out(state: State) -> None:
    """A chat with an open update and no lease row gets one."""
    put(state, arrived(1))
    state.submit(lambda at: at.execute(schema.lease.delete())).result()
    assert claim(state, "me") == []
    state.submit(lambda at: retention.sweep(at, NOW + 120)).result()
    assert len(claim(state, "me")) == 1


def test_a_server_that_restarts(postgresql: str) -> None:
    """Connections that the server closed, between writes and in the middle of one, are made anew (failure 19)."""
    with State(postgresql, "key") as state:
        put(state, arrived(1))
        assert numbers(state) == [1]
        server = create_engine(postgresql)
        with server.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        server.dispose()
        put(state, arrived(2))
        assert numbers(state) == [1, 2]
        tries: list[int] = []

        def cut(at: Connection) -> None:
            inbox.put(at, [arrived(3)], NOW)
            tries.append(1)
            if len(tries) == 1:
                at.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        state.submit(cut).result()
        assert len(tries) == 2
        assert numbers(state) == [1, 2, 3]
        reads: list[int] = []

        def read(at: Connection) -> list[int]:
            reads.append(1)
            if len(reads) < 3:
                at.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
            return [each.number for each in inbox.of_chat(at, f"{CHANNEL}:a", 100)]

        assert state.read(read) == [1, 2, 3]


def test_what_was_taken_back_is_not_answered(state: State) -> None:
    """It is closed unless what to do about it is kept already; others stay."""
    put(state, arrived(1), arrived(2), arrived(3))
    state.submit(lambda at: inbox.mark_planned(at, CHANNEL, 2)).result()
    state.submit(lambda at: inbox.withdraw(at, CHANNEL, ["1", "2", "9"], NOW)).result()
    state.submit(lambda at: inbox.withdraw(at, "other", ["3"], NOW)).result()
    left = state.read(lambda at: inbox.of_chat(at, f"{CHANNEL}:a", 9))
    assert [each.number for each in left] == [2, 3]


def test_one_at_a_time_reads_a_platform(state: State, clock: Clock) -> None:
    """Who took it keeps it as long as they say so; then another takes it. It is no chat with something to do."""

    def take(me: str) -> bool:
        return state.submit(lambda at: leases.take(at, f"sync {CHANNEL}", me, clock.now)).result()

    assert take("one")
    assert not take("two")
    clock.now += leases.LASTS - 1
    assert take("one")
    clock.now += leases.LASTS - 1
    assert not take("two")
    clock.now += 1
    assert take("two")
    assert not take("one")
    assert claim(state, "me") == []
    state.submit(lambda at: leases.leave(at, "two")).result()
    assert take("one")


def test_marks(state: State, clock: Clock) -> None:
    """A mark is there until its time, and written anew takes the place of the old; a session sees its own at once."""
    session = state.session()
    session.put_mark("k", "one", 60)
    assert session.mark("k") == "one"
    assert state.session().mark("k") is None
    state.submit(session.write).result()
    later = state.session()
    assert later.mark("k") == "one"
    later.put_mark("k", "two", 120)
    state.submit(later.write).result()
    clock.now += 100
    assert state.session().mark("k") == "two"
    clock.now += 20
    assert state.session().mark("k") is None
    state.submit(lambda at: retention.sweep(at, clock.now)).result()
    assert state.read(lambda at: list(at.execute(select(schema.mark)))) == []
