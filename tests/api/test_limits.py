"""Who may ask, from where, and how much."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.channels.api.limits import Bucket, client_of
from bot.channels.api.settings import ApiSettings
from bot.config import SettingError
from tests.api.conftest import API, KEY, QUESTION, Clock, Serving

ALONE = f"{API}/answers"
OTHER = "another-key-long-enough"
KEYS = {"SIFFERSVAR_API_KEYS": f"{KEY}, {OTHER}"}


def questions(count: int) -> list[str]:
    """As many different questions."""
    return [f"hur mycket fick Skåne i sektorsbidrag {number}" for number in range(count)]


def statuses(client: httpx.Client, count: int, first: int = 0) -> list[int]:
    """What different questions are answered with."""
    return [client.get(ALONE, params={"q": each}).status_code for each in questions(first + count)[first:]]


def test_a_key_must_be_shown(serving: Serving) -> None:
    """Where there are keys: one of them, in either header; else 401 that says how; health is open."""
    client = serving(KEYS)
    for headers in ({"authorization": f"Bearer {KEY}"}, {"authorization": f"bearer {OTHER}"}, {"x-api-key": KEY}):
        for _ in range(2):
            assert client.get(ALONE, params={"q": QUESTION}, headers=headers).status_code == 200
    wrong: list[dict[str, str]] = [
        {},
        {"x-api-key": KEY[:-1]},
        {"x-api-key": f"{KEY}, {OTHER}"},
        {"authorization": f"Basic {KEY}"},
        {"x-api-key": "å"},
    ]
    for headers in wrong:
        for path in (f"{ALONE}?q=hej", f"{API}/areas", f"{API}/nowhere"):
            response = client.get(path, headers={name.encode(): value.encode() for name, value in headers.items()})
            assert response.status_code == 401
            assert response.headers["www-authenticate"].startswith("Bearer")
            assert response.json()["type"] == "urn:siffersvar:problem:unauthorized"
    for path in ("/healthz", "/readyz", f"{API}/openapi.json"):
        assert client.get(path).status_code == 200


def test_what_needs_a_key_is_not_for_shared_caches(serving: Serving) -> None:
    """An answer that was given to a key stays with its client."""
    client = serving(KEYS)
    for _ in range(2):
        response = client.get(ALONE, params={"q": QUESTION}, headers={"x-api-key": KEY})
        assert response.headers["cache-control"].startswith("private")


def test_a_conversation_belongs_to_its_key(serving: Serving) -> None:
    """With keys any id will do, and nobody else's key reaches it."""
    client = serving(KEYS)

    def ask(question: str, key: str) -> str:
        body = {"question": question, "conversation": "1"}
        text: str = client.post(ALONE, json=body, headers={"x-api-key": key}).json()["interpretation"]
        return text

    ask(QUESTION, KEY)
    assert "Sektorsbidrag" not in ask("och Uppsala?", OTHER)
    assert "Sektorsbidrag" in ask("och Uppsala?", KEY)
    client.delete(f"{API}/conversations/1", headers={"x-api-key": OTHER})
    assert "Sektorsbidrag" in ask("och Halland?", KEY)


def test_answers_are_counted_by_all_processes_together(serving: Serving, clock: Clock) -> None:
    """Six a minute are six whoever works them out; then 429 with Retry-After, and after it one more (failure 9)."""
    one, two = (serving({"SIFFERSVAR_API_PER_MINUTE": "6"}) for _ in range(2))
    assert statuses(one, 3) + statuses(two, 3, 3) == [200] * 6
    for client in (one, two):
        response = client.get(ALONE, params={"q": "hur mycket fick Gotland"})
        assert response.status_code == 429
        assert response.headers["retry-after"] == "10"
        assert '"answers";q=6;w=60' in response.headers["ratelimit-policy"]
        assert '"answers";r=0;t=10' in response.headers["ratelimit"]
        assert response.json()["type"] == "urn:siffersvar:problem:too-many"
    clock.now += 10.1
    assert statuses(two, 2, 10) == [200, 429]


def test_what_is_in_memory_does_not_count_as_an_answer(serving: Serving) -> None:
    """The same question again costs nothing but a request, of which there may be ten times as many."""
    client = serving({"SIFFERSVAR_API_PER_MINUTE": "2"})
    answers = [client.get(ALONE, params={"q": QUESTION}).status_code for _ in range(20)]
    assert answers == [200] * 20
    refused = client.get(ALONE, params={"q": QUESTION})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) in range(1, 4)


@pytest.mark.parametrize("per_minute", ["24", "120"])
def test_many_at_once_get_no_more_than_is_allowed(serving: Serving, per_minute: str) -> None:
    """What one process fetches ahead is counted, too: together they never give more."""
    clients = [serving({"SIFFERSVAR_API_PER_MINUTE": per_minute}) for _ in range(2)]

    def ask(number: int) -> int:
        return clients[number % 2].get(ALONE, params={"q": f"hej {number}"}).status_code

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ask, range(150)))
    allowed = int(per_minute)
    assert set(found) == {200, 429}
    assert allowed - (allowed // 12) <= found.count(200) <= allowed


def test_who_tries_keys_is_refused(serving: Serving) -> None:
    """Wrong keys count for the address, which may not try more than it may ask; a right one is not harmed by it."""
    client = serving(KEYS | {"SIFFERSVAR_API_PER_MINUTE": "1"})
    tried = [client.get(f"{API}/areas", headers={"x-api-key": f"wrong-{number}"}).status_code for number in range(12)]
    assert tried == [401] * 10 + [429] * 2
    assert client.get(f"{API}/areas", headers={"x-api-key": KEY}).status_code == 200


def test_the_limit_is_that_of_a_person_unless_it_is_set(serving: Serving) -> None:
    """SIFFERSVAR_QUESTIONS_PER_MINUTE counts here, too."""
    client = serving({"SIFFERSVAR_API_PER_MINUTE": "", "SIFFERSVAR_QUESTIONS_PER_MINUTE": "3"})
    assert statuses(client, 4) == [200, 200, 200, 429]


def test_a_bucket_fills_again() -> None:
    """A minute's worth at once, then one as each comes back; clients do not count for each other."""
    now = [0.0]
    bucket = Bucket(3, lambda: now[0])
    assert [bucket.take("a").wait for _ in range(3)] == [0, 0, 0]
    assert bucket.take("a").wait == pytest.approx(20)
    assert bucket.take("b").wait == 0
    bucket.sweep()
    assert len(bucket) == 2
    now[0] = 20.0
    assert [bucket.take("a").wait > 0 for _ in range(2)] == [False, True]
    now[0] = 200.0
    bucket.sweep()
    assert len(bucket) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
    ],
)
def test_who_is_one_client(one: str, other: str, same: bool) -> None:
    """An address; of IPv6 a network of 64 bits."""
    assert (client_of(one) == client_of(other)) == same


def test_other_origins(serving: Serving) -> None:
    """A page of a named origin may read answers and problems in a browser, and ask before; another may not."""
    client = serving({"SIFFERSVAR_CORS_ORIGINS": "https://tidning.example https://b.example/"})
    origin = {"origin": "https://tidning.example"}
    for path in (f"{ALONE}?q=hej", f"{ALONE}?q=hej", f"{API}/nowhere"):
        response = client.get(path, headers=origin)
        assert response.headers["access-control-allow-origin"] == "https://tidning.example"
        assert "ETag" in response.headers["access-control-expose-headers"]
        assert "Origin" in response.headers["vary"]
        assert "access-control-allow-origin" not in client.get(path, headers={"origin": "https://x.example"}).headers
    before = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    asked = client.options(ALONE, headers=origin | before)
    assert asked.status_code == 200
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert client.options(ALONE, headers={"origin": "https://x.example"} | before).status_code == 400
    assert "access-control-allow-origin" not in serving().get(f"{ALONE}?q=hej", headers=origin).headers


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SIFFERSVAR_API_KEYS", "short"),
        ("SIFFERSVAR_API_KEYS", f"{KEY},åäö-not-ascii-but-long"),
        ("SIFFERSVAR_CORS_ORIGINS", "tidning.example"),
        ("SIFFERSVAR_CORS_ORIGINS", "https://tidning.example/page"),
        ("SIFFERSVAR_API_PER_MINUTE", "many"),
        ("SIFFERSVAR_API_PER_MINUTE", "-1"),
    ],
)
def test_a_wrong_setting_is_refused(variable: str, value: str) -> None:
    """By its name, with what would do, and without a key in the words."""
    with pytest.raises(SettingError) as refused:
        ApiSettings.from_environment({variable: value})
    for words in (str(refused.value), refused.value.words("sv")):
        assert variable in words
        assert variable != "SIFFERSVAR_API_KEYS" or value not in words


def test_no_key_stands_anywhere(serving: Serving, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in the settings' words nor in the log nor among what is counted."""
    assert KEY not in repr(ApiSettings.from_environment(KEYS))
    client = serving(KEYS)
    with caplog.at_level(logging.DEBUG, logger="siffersvar"):
        client.get(ALONE, params={"q": QUESTION}, headers={"x-api-key": KEY})
    assert KEY not in caplog.text
    assert KEY not in client.get("/metrics").text
