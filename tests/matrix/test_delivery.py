"""Nothing is lost and nothing is answered twice, whatever happens to the bot, its replicas and the homeserver."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from knowledge.store import Store
from tests.matrix.conftest import account
from tests.matrix.people import Person
from tests.matrix.proxy import Proxy
from tests.matrix.running import Running
from tests.matrix.synapse import Synapse
from tests.matrix.talk import QUESTION, SKANE, body, room_with

REGIONS = ["Skåne", "Uppsala", "Halland", "Gotland", "Kalmar"]


def ask_all(kim: Person, room: str) -> None:
    """Ask for each region."""
    for region in REGIONS:
        kim.say(room, f"hur mycket fick {region} i sektorsbidrag?")


def answered_once(kim: Person, bot: Running, room: str, greetings: int = 1) -> None:
    """Check that each region has one answer, in the order of the questions."""
    said = kim.answers(bot.user, room, greetings + len(REGIONS), 60)
    time.sleep(1.5)
    said = kim.from_(bot.user, room)
    assert [region for each in said[greetings:] for region in REGIONS if f"{region} fick" in body(each)] == REGIONS
    assert len(said) == greetings + len(REGIONS)


POSITION = "SELECT value FROM mark WHERE key LIKE '%position'"


def rows(bot: Running, query: str) -> list[tuple[object, ...]]:
    """What the state database holds."""
    engine = create_engine(bot.environment["SIFFERSVAR_STATE_URL"])
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def quiet(bot: Running) -> list[tuple[object, ...]]:
    """The position, once the bot's own messages and receipts have come back to it and nothing moves any more."""
    position = rows(bot, POSITION)
    while True:
        time.sleep(1.5)
        before, position = position, rows(bot, POSITION)
        if before == position:
            return position


@pytest.fixture
def proxy(synapse: Synapse) -> Iterator[Proxy]:
    """What stands between the bot and the homeserver, and can be told to fail."""
    with Proxy(synapse.url) as running:
        yield running


@pytest.fixture
def behind(proxy: Proxy, own: Running) -> Running:
    """The bot that reaches the homeserver through it, at work."""
    return own.start(MATRIX_HOMESERVER=proxy.url)


def test_what_was_said_while_the_bot_was_away(own: Running, kim: Person, robin: Person) -> None:
    """Stopped and started again, it answers what was asked meanwhile, once, in order (failures 2, 7)."""
    own.start()
    alone, group = room_with(own, kim, direct=True), room_with(own, kim, robin)
    own.stop()
    ask_all(kim, alone)
    for number in range(70):  # more than a response holds
        robin.say(group, f"annat {number}")
        if number == 5:
            kim.mention(group, own.user, QUESTION)
    own.start()
    answered_once(kim, own, alone)
    kim.wait(lambda: any(SKANE in body(each) for each in kim.from_(own.user, group)))
    own.kill()
    own.start()
    time.sleep(1)
    answered_once(kim, own, alone)


def test_killed_before_the_answer(behind: Running, proxy: Proxy, kim: Person) -> None:
    """Killed with the questions kept and nothing sent, it answers them all when it is back (failures 1, 18)."""
    room = room_with(behind, kim, direct=True)
    proxy.hold("PUT", "/send/")
    ask_all(kim, room)
    behind.wait_for(lambda: len(rows(behind, "SELECT 1 FROM inbox WHERE state != 'closed'")) == len(REGIONS))
    behind.kill()
    proxy.free()
    behind.start(MATRIX_HOMESERVER=proxy.url)
    answered_once(kim, behind, room)


def test_killed_before_anything_was_kept(behind: Running, proxy: Proxy, kim: Person) -> None:
    """Killed with the homeserver's response in hand, it asks for the same again: the position had not moved (18)."""
    room = room_with(behind, kim, direct=True)
    before = quiet(behind)
    proxy.hold("GET", "/sync", after=True)
    ask_all(kim, room)
    proxy.wait_for_held()
    behind.kill()
    assert rows(behind, POSITION) == before
    proxy.free()
    behind.start(MATRIX_HOMESERVER=proxy.url)
    answered_once(kim, behind, room)


def test_a_send_whose_answer_is_lost(behind: Running, proxy: Proxy, kim: Person) -> None:
    """A message that came though nobody said so is sent again under its number, and stands there once (failure 3)."""
    room = room_with(behind, kim, direct=True)
    proxy.lose("PUT", "/send/", 3)
    ask_all(kim, room)
    answered_once(kim, behind, room)
    assert proxy.lost == 3


def test_killed_after_sending_and_before_noting_it(behind: Running, proxy: Proxy, kim: Person) -> None:
    """Killed when the message had come and that was not yet noted, it sends the same number again (failure 3)."""
    room = room_with(behind, kim, direct=True)
    proxy.hold("PUT", "/send/", after=True)
    kim.say(room, QUESTION)
    kim.answers(behind.user, room, 2)
    behind.kill()
    proxy.free()
    behind.start(MATRIX_HOMESERVER=proxy.url)
    behind.wait_for(lambda: not rows(behind, "SELECT 1 FROM inbox WHERE state != 'closed'"))
    assert len(kim.from_(behind.user, room)) == 2


def test_asked_for_patience(behind: Running, proxy: Proxy, kim: Person) -> None:
    """Told to wait, by 429 with retry_after_ms, it waits that long and loses nothing (failure 9)."""
    room = room_with(behind, kim, direct=True)
    proxy.limit("PUT", "/send/", 2, 1500)
    begun = time.monotonic()
    ask_all(kim, room)
    answered_once(kim, behind, room)
    assert time.monotonic() - begun >= 3.0
    sent = [at for at, _ in proxy.seen("PUT", "/send/")]
    assert [later - at >= 1.45 for at, later in pairwise(sent[1:4])] == [True, True]


def test_a_homeserver_with_low_limits(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, store: Store, store_url: str
) -> None:
    """Under Synapse's own limit on messages, everything comes, in order (failure 9)."""
    assert store.indicators
    slow = Synapse(tmp_path_factory.mktemp("slow"), messages=2, burst=2).start()
    bot = Running(slow, tmp_path, store_url, account(slow))
    try:
        bot.start()
        people = [Person(slow, f"kim{number}") for number in range(4)]
        rooms = [room_with(bot, person, direct=True) for person in people]
        for person, room in zip(people, rooms, strict=True):
            for region in REGIONS[:2]:
                person.say(room, f"hur mycket fick {region} i sektorsbidrag?")
        for person, room in zip(people, rooms, strict=True):
            said = person.answers(bot.user, room, 3, 60)
            for each, region in zip(said[1:], REGIONS[:2], strict=True):
                assert f"{region} fick" in body(each)
        assert "(429)" in bot.log
    finally:
        bot.end()
        slow.end()


def test_a_homeserver_that_restarts(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, store: Store, store_url: str
) -> None:
    """While it is away the bot waits; then it answers what came before and after (failure 10)."""
    assert store.indicators
    synapse = Synapse(tmp_path_factory.mktemp("restarts")).start()
    bot = Running(synapse, tmp_path, store_url, account(synapse))
    try:
        bot.start()
        kim = Person(synapse, "kim")
        room = room_with(bot, kim, direct=True)
        synapse.stop()
        time.sleep(2)
        synapse.start()
        ask_all(kim, room)
        answered_once(kim, bot, room)
        assert "does not answer" in bot.log
    finally:
        bot.end()
        synapse.end()


def test_two_replicas(own: Running, kim: Person, store_url: str, synapse: Synapse) -> None:
    """Two that share a state answer each question once; when the one that listens is killed, the other does (2, 5)."""
    own.start()
    login = {"user_id": own.user, "access_token": own.environment["MATRIX_ACCESS_TOKEN"]}
    other = Running(synapse, own.folder, store_url, login, "b")
    try:
        other.start()
        room = room_with(own, kim, direct=True)
        ask_all(kim, room)
        answered_once(kim, own, room)
        ask_all(kim, room)
        own.kill()
        ask_all(kim, room)
        said = kim.answers(own.user, room, 1 + 3 * len(REGIONS), 60)
        time.sleep(1.5)
        assert len(kim.from_(own.user, room)) == 1 + 3 * len(REGIONS)
        assert [r for each in said[1:] for r in REGIONS if f"{r} fick" in body(each)] == REGIONS * 3
        assert "httperror" not in other.log.casefold()
    finally:
        other.end()


def test_a_conversation_goes_on_in_another_replica(own: Running, kim: Person, store_url: str, synapse: Synapse) -> None:
    """A follow-up that another process answers is understood."""
    own.start()
    room = room_with(own, kim, direct=True)
    kim.say(room, QUESTION)
    kim.answers(own.user, room, 2)
    own.kill()
    login = {"user_id": own.user, "access_token": own.environment["MATRIX_ACCESS_TOKEN"]}
    other = Running(synapse, own.folder, store_url, login, "b")
    try:
        other.start()
        kim.say(room, "och Uppsala?")
        assert "Uppsala fick" in body(kim.answers(own.user, room, 3)[2])
    finally:
        other.end()


def test_a_token_that_is_not_known(own: Running) -> None:
    """One clear line, without the token, and the service goes on for its other parts (failures 5, 20)."""
    own.start(wait=False, MATRIX_ACCESS_TOKEN="syt_wrong")  # noqa: S106
    own.wait_for(lambda: "MATRIX_ACCESS_TOKEN" in own.log)
    lines = [line for line in own.log.splitlines() if "ERROR" in line]
    assert len(lines) == 1
    assert "Traceback" not in own.log
    assert "syt_" not in own.log
    assert own.process is not None
    assert own.process.poll() is None


def test_a_token_that_ends_while_the_bot_is_at_work(own: Running, synapse: Synapse, kim: Person) -> None:
    """Logged out elsewhere, it says so in one line and stops listening."""
    own.start()
    room_with(own, kim, direct=True)
    login = {"user_id": own.user, "access_token": own.environment["MATRIX_ACCESS_TOKEN"]}
    Person(synapse, made=login).ask("POST", "/logout", {})
    own.wait_for(lambda: "MATRIX_ACCESS_TOKEN" in own.log)
    assert len([line for line in own.log.splitlines() if "ERROR" in line]) == 1


def test_a_login_by_password(own: Running, synapse: Synapse, kim: Person, store_url: str) -> None:
    """It logs in once, as one device, also where there are several processes, and again where the login ended."""
    made = synapse.register("byword", "a long password")
    given = {"MATRIX_ACCESS_TOKEN": "", "MATRIX_USER": made["user_id"], "MATRIX_PASSWORD": "a long password"}
    own.user = made["user_id"]
    other = Running(synapse, own.folder, store_url, made, "b")
    try:
        own.start(wait=True, **given)
        other.start(wait=True, **given)
        admin = Person(synapse, made=made)

        def devices() -> list[str]:
            """The bot's own devices."""
            found = admin.ask("GET", "/devices")["devices"]
            return [each["device_id"] for each in found if each["device_id"].startswith("SIFFERSVAR")]

        assert len(devices()) == 1
        room = room_with(own, kim, direct=True)
        kim.say(room, QUESTION)
        assert SKANE in body(kim.answers(own.user, room, 2)[1])
        held = rows(own, "SELECT value FROM mark WHERE key LIKE 'matrix login%'")
        Person(synapse, made={**made, "access_token": json.loads(str(held[0][0]))["token"]}).ask("POST", "/logout", {})
        kim.say(room, QUESTION)
        assert SKANE in body(kim.answers(own.user, room, 3, 40)[2])
        assert len(devices()) == 1
        assert "a long password" not in own.log + other.log
        assert "ERROR" not in own.log + other.log
    finally:
        other.end()


def test_a_wrong_password(own: Running) -> None:
    """One clear line, without it."""
    given = {"MATRIX_ACCESS_TOKEN": "", "MATRIX_USER": own.user, "MATRIX_PASSWORD": "hemligheten"}
    own.start(wait=False, **given)
    own.wait_for(lambda: "MATRIX_PASSWORD" in own.log)
    assert len([line for line in own.log.splitlines() if "ERROR" in line]) == 1
    assert "hemligheten" not in own.log


def test_invitations_from_elsewhere_are_declined(own: Running, kim: Person, robin: Person) -> None:
    """Only those on the list can invite the bot; a room on it, everybody."""
    listed = robin.room()
    own.start(MATRIX_ALLOWED=f"elsewhere.test, {kim.user} {listed}")
    declined = robin.room(own.user)

    def membership(room: str) -> str:
        return str(robin.ask("GET", f"/rooms/{room}/state/m.room.member/{own.user}")["membership"])

    robin.wait(lambda: membership(declined) == "leave")
    robin.ask("POST", f"/rooms/{listed}/invite", {"user_id": own.user})
    robin.wait(lambda: membership(listed) == "join")
    room_with(own, kim)


def test_too_many_questions(own: Running, kim: Person) -> None:
    """Whoever asks faster than is allowed is told how long to wait."""
    own.start(SIFFERSVAR_QUESTIONS_PER_MINUTE="2")
    room = room_with(own, kim, direct=True)
    for _ in range(4):
        kim.say(room, QUESTION)
    said = [body(each) for each in kim.answers(own.user, room, 5)]
    assert sum(SKANE in each for each in said) == 2
    assert sum("Fråga gärna igen om" in each for each in said) == 2


def test_a_question_that_is_taken_back(behind: Running, proxy: Proxy, kim: Person) -> None:
    """What was taken back before the bot read it is not answered."""
    room = room_with(behind, kim, direct=True)
    behind.stop()
    kim.redact(room, kim.say(room, QUESTION))
    kim.say(room, "hur mycket fick Gotland i sektorsbidrag?")
    behind.start(MATRIX_HOMESERVER=proxy.url)
    said = kim.answers(behind.user, room, 2)
    assert "Gotland fick" in body(said[1])


def test_old_questions_are_left(own: Running, kim: Person) -> None:
    """After an outage, what is older than an hour is not answered any more (failure 8)."""
    own.start()
    room = room_with(own, kim, direct=True)
    own.stop()
    before = rows(own, POSITION)
    kim.say(room, QUESTION)
    ahead = "import time; real = time.time; time.time = lambda: real() + 3700"
    (own.folder / "sitecustomize.py").write_text(ahead, "utf-8")
    own.start(PYTHONPATH=str(own.folder))
    (own.folder / "sitecustomize.py").unlink()
    own.wait_for(lambda: rows(own, POSITION) != before)
    time.sleep(1)
    assert not rows(own, "SELECT 1 FROM inbox WHERE state != 'closed'")
    assert len(kim.from_(own.user, room)) == 1


def test_a_position_that_the_homeserver_does_not_know(own: Running, kim: Person) -> None:
    """Set up anew, it knows none of the old positions: the bot says so and goes on from now."""
    own.start()
    room = room_with(own, kim, direct=True)
    own.stop()
    engine = create_engine(own.environment["SIFFERSVAR_STATE_URL"])
    with engine.begin() as connection:
        connection.execute(text("UPDATE mark SET value = 'of another homeserver' WHERE key LIKE '%position'"))
    engine.dispose()
    own.start()
    own.wait_for(lambda: "does not know where events were read to" in own.log)
    own.wait_for(lambda: rows(own, "SELECT value FROM mark WHERE key LIKE '%position' AND value LIKE 's%'"))
    kim.say(room, QUESTION)
    assert SKANE in body(kim.answers(own.user, room, 2)[1])
    assert "Warning" not in own.log


def test_many_rooms_at_once(own: Running, synapse: Synapse) -> None:
    """Ten people who ask at the same time are all answered, once."""
    own.start()
    people = [Person(synapse, "many") for _ in range(10)]
    rooms = [room_with(own, each, direct=True) for each in people]
    pairs = list(zip(people, rooms, strict=True))
    threads = [threading.Thread(target=person.say, args=(room, QUESTION)) for person, room in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for person, room in pairs:
        assert [SKANE in body(each) for each in person.answers(own.user, room, 2, 40)] == [False, True]
