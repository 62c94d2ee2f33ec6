"""What one update reads and writes, in one transaction."""

from __future__ import annotations

import stat
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, text

from bot.state import notes, outbox, retention, schema
from bot.state.buffered import Buffered, answered_key
from bot.state.database import State
from bot.state.errors import StateUrlError, StateVersionError
from bot.state.outbox import Kept
from bot.state.privacy import masked
from bot.state.session import Forgotten, Session
from knowledge.answering import Engine
from knowledge.memory import Memory, Turn
from tests.conftest import TODAY
from tests.state.conftest import NOW, Clock, Opening

DAY = 86_400.0


def commit(state: State, session: Buffered) -> None:
    """Write what a session kept back."""
    state.submit(session.write).result()


def test_a_conversation_goes_on(state: State, engine: Engine) -> None:
    """What the engine remembers comes back digit for digit, so that the next question is understood the same."""
    memory = engine.ask("hur mycket fick skåne", Memory(), TODAY).memory
    session = state.session()
    session.remember("c", memory)
    commit(state, session)
    again = state.session().memory("c")
    assert again == memory
    asked = [engine.ask("och uppsala?", each, date(2026, 1, 1)) for each in (memory, again)]
    assert asked[0] == asked[1]


def test_nothing_is_written_before_the_commit(state: State) -> None:
    """A session sees what it wrote; nobody else does until it is committed, and then all of it."""
    session: Session = state.session()
    token = session.issue("opt", {"question": "skåne"})
    answer = session.keep_answer("p", {"question": "uppsala"})
    session.choose_language("p", "en")
    session.remember("c", Memory((Turn("q", "sv"),)))
    for seen, there in ((session, True), (state.session(), False)):
        assert (seen.redeem(token) is not None) is there
        assert (seen.answer(answer) is not None) is there
        assert (seen.language("p") == "en") is there
        assert bool(seen.memory("c").turns) is there
    assert isinstance(session, Buffered)
    commit(state, session)
    later = state.session()
    found = later.redeem(token)
    assert found is not None
    assert (found.kind, found.payload) == ("opt", {"question": "skåne"})
    assert later.answer(answer) == {"question": "uppsala"}
    assert later.answer(token) is None
    assert later.language("p") == "en"
    assert len(token) <= 20
    assert token.isalnum()


def test_everything_expires(state: State, clock: Clock) -> None:
    """A conversation after its minutes, tokens after a week, notes after 90 days, a language after a year."""
    session = state.session()
    session.remember("c", Memory((Turn("q", "sv"),)))
    token = session.issue("opt", {})
    session.choose_language("p", "sv")
    session.note_unanswered("vad?", "not_covered", "sv")
    commit(state, session)
    clock.now = NOW + 1799
    assert state.session().memory("c").turns
    clock.now = NOW + 1801
    assert not state.session().memory("c").turns
    clock.now = NOW + 7 * DAY + 1
    assert state.session().redeem(token) is None
    state.submit(lambda at: retention.sweep(at, clock.now)).result()
    left = [len(state.read(lambda at, t=t: at.execute(select(t)).all())) for t in (schema.memory, schema.token)]  # type: ignore[misc]
    assert left == [0, 0]
    assert len(state.read(notes.questions)) == 1
    clock.now = NOW + 91 * DAY
    state.submit(lambda at: retention.sweep(at, clock.now)).result()
    assert state.read(notes.questions) == []
    assert state.session().language("p") == "sv"
    clock.now = NOW + 366 * DAY
    assert state.session().language("p") is None


def test_reading_does_not_lengthen(state: State, clock: Clock) -> None:
    """Only a question makes a conversation last longer."""
    session = state.session()
    session.remember("c", Memory((Turn("q", "sv"),)))
    commit(state, session)
    clock.now = NOW + 1000
    reading = state.session()
    reading.memory("c")
    commit(state, reading)
    clock.now = NOW + 1900
    assert not state.session().memory("c").turns


def test_forgetting(state: State) -> None:
    """Turns, kept answers and language are deleted and counted, those of others are not."""
    session = state.session()
    session.remember("c", Memory((Turn("a", "sv"), Turn("b", "sv"))))
    session.remember("other", Memory((Turn("a", "sv"),)))
    mine, theirs = session.keep_answer("p", {}), session.keep_answer("q", {})
    session.choose_language("p", "en")
    commit(state, session)
    session = state.session()
    fresh = session.keep_answer("p", {})
    assert session.forget("c", "p") == Forgotten(2, 2, True)
    assert session.forget("c", "p") == Forgotten()
    commit(state, session)
    after = state.session()
    assert not after.memory("c").turns
    assert after.memory("other").turns
    assert after.answer(mine) is None
    assert after.answer(fresh) is None
    assert after.answer(theirs) == {}
    assert after.language("p") is None


def test_no_memory_where_it_is_switched_off(opened: Opening) -> None:
    """With 0 minutes nothing is kept."""
    state = opened(memory_seconds=0)
    session = state.session()
    session.remember("c", Memory((Turn("q", "sv"),)))
    commit(state, session)
    assert not state.session().memory("c").turns


def test_a_memory_of_another_version_is_forgotten(state: State) -> None:
    """What cannot be read is as if it were not there."""
    for at, content in enumerate(("[{}]", '[{"question": 1, "new": 2, "figures": []}]', "null", "{", '"x"', "[3]")):
        row = {"conversation": f"c{at}", "content": content, "expires": NOW + 60}
        state.submit(lambda db, row=row: schema.keep(db, schema.memory, [row])).result()  # type: ignore[misc]
        assert state.session().memory(f"c{at}") == Memory()


def test_pace(opened: Opening, clock: Clock) -> None:
    """A minute's worth may come at once; then one at a time; a refused question does not count."""
    state = opened(questions_per_minute=6)

    def ask() -> float:
        session = state.session()
        seconds = session.wait("p")
        commit(state, session)
        return seconds

    assert [ask() for _ in range(6)] == [0.0] * 6
    assert ask() == pytest.approx(10)
    clock.now += 4
    assert ask() == pytest.approx(6)
    clock.now += 6
    assert ask() == 0.0
    assert ask() == pytest.approx(10)
    clock.now += 600
    assert [ask() for _ in range(6)] == [0.0] * 6
    assert ask() > 0


def test_what_answered_a_message(state: State) -> None:
    """For an edited question: the messages, known by a hash."""
    question = answered_key(state.hashed, -100, 5)
    state.submit(lambda at: outbox.done(at, Kept("telegram:1", 1, 0, "", question), 9, NOW)).result()
    assert state.session().answered_by(-100, 5) == [9]
    assert state.session().answered_by(-100, 6) == []


def test_notes_for_editors(opened: Opening) -> None:
    """Masked, with a day and no id; none of the questions where that is switched off."""
    state = opened()
    session = state.session()
    answer = session.keep_answer("p", {"question": "vårdplatser skåne"})
    session.note_unanswered("ring 070-123 45 67 om 19121212-1212, a.b@c.se\0", "not_covered", "sv")
    session.note_feedback(answer, "wrong_figure", "perioden")
    commit(state, session)
    (note,) = state.read(notes.questions)
    assert (note.reason, note.language, note.day) == ("not_covered", "sv", "2026-09-21")
    assert not any(digits in note.question for digits in ("123", "1212", "a.b"))
    (verdict,) = state.read(notes.verdicts)
    assert (verdict.question, verdict.verdict, verdict.reason) == ("vårdplatser skåne", "wrong_figure", "perioden")
    off = opened(keep_unanswered=False)
    session = off.session()
    session.note_unanswered("en till", "not_covered", "sv")
    commit(off, session)
    assert len(off.read(notes.questions)) == 1


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("jag heter 850101-1234", "jag heter xxxxxx-xxxx"),
        ("19850101-1234", "xxxxxxxx-xxxx"),
        ("8501611234 eller 850101+1234", "8501611234 eller xxxxxx+xxxx"),
        ("8112189876", "xxxxxxxxxx"),
        ("mejla anna.ek@region.se!", "mejla xxxx.xx@xxxxxx.xx!"),
        ("070-123 45 67", "xxx-xxx xx xx"),
        ("+46 70 123 45 67", "+xx xx xxx xx xx"),
        ("fick Skåne 398262434 kr?", "fick Skåne 398262434 kr?"),
        ("398 262 434 kr och 1 234 567 890 kr", "398 262 434 kr och 1 234 567 890 kr"),
        ("0,5 procent 2024-2025, 0.123456789", "0,5 procent 2024-2025, 0.123456789"),
        ("@siffersvar_bot hej", "@siffersvar_bot hej"),
    ],
)
def test_masking(said: str, kept: str) -> None:
    """Personal numbers, addresses and phone numbers go; amounts and years stay."""
    assert masked(said) == kept


def test_masking_takes_no_time() -> None:
    """Long texts that almost are an address or a number."""
    begun = time.perf_counter()
    for said in ("a" * 100_000 + " @", "a@" + "a." * 50_000 + "1", "0" * 100_000, "+1 " * 30_000, "1-" * 50_000):
        masked(said)
    assert time.perf_counter() - begun < 2


@given(st.text())
def test_masking_keeps_the_length(said: str) -> None:
    """In UTF-16 units, by which Telegram points into a text; and masking again changes nothing."""
    assert len(masked(said).encode("utf-16", "surrogatepass")) == len(said.encode("utf-16", "surrogatepass"))
    assert masked(masked(said)) == masked(said)


def test_a_payload_holds_no_personal_number(state: State) -> None:
    """Neither in a token nor in a conversation."""
    session = state.session()
    token = session.issue("opt", {"actions": [{"question": "jag är 850101-1234"}]})
    session.remember("c", Memory((Turn("jag är 850101-1234", "sv", asked="850101-1234"),)))
    commit(state, session)
    found = state.session().redeem(token)
    assert found is not None
    assert "850101" not in str(found.payload)
    assert "850101" not in str(state.session().memory("c"))


def test_hashes_depend_on_the_key(url: str) -> None:
    """The same key gives the same, another another; an id is not in it."""
    with State(url, "one") as one, State(url, "one") as same, State(url, "two") as two:
        assert one.hashed("person", 12345) == same.hashed("person", 12345) != two.hashed("person", 12345)
        assert "12345" not in one.hashed("person", 12345)
        assert one.hashed("a", 1, 23) != one.hashed("a", 12, 3)


def test_the_files_are_for_this_account_only(tmp_path: Path) -> None:
    """Database and key; a second process finds the same key."""
    url = f"sqlite:///{tmp_path}/new/state.sqlite"
    with State(url) as one, State(url) as two:
        assert one.hashed(1) == two.hashed(1)
    for name in ("state.sqlite", "secret.key"):
        assert stat.S_IMODE((tmp_path / "new" / name).stat().st_mode) == 0o600


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """It is left alone and named."""
    path = tmp_path / "state.sqlite"
    path.write_text("not a database" * 100, "utf-8")
    with pytest.raises(StateUrlError, match=r"state\.sqlite"):
        State(f"sqlite:///{path}", "key")
    assert path.read_text("utf-8").startswith("not a database")


def test_bad_urls(tmp_path: Path) -> None:
    """None, one in memory, one that cannot be reached; no password is shown."""
    for url in ("nothing", "sqlite://", "mysql+nothing://u:hemligt@h/d", "sqlite:////proc/none/x.sqlite"):
        with pytest.raises(StateUrlError) as refused:
            State(url, "key")
        assert "hemligt" not in str(refused.value)
    with pytest.raises(StateUrlError):
        State(f"postgresql+psycopg://u:hemligt@/d?host={tmp_path}", "key")


def test_another_version_is_refused(url: str) -> None:
    """Nothing is written into tables that this version does not know."""
    State(url, "key").close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE state_meta SET value = '99'"))
    engine.dispose()
    with pytest.raises(StateVersionError, match="99"):
        State(url, "key")
