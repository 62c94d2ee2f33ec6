"""Two processes that share nothing but PostgreSQL: nothing is lost, nothing is doubled, whichever is asked."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from mcp import Client as Assistant

from tests.mcp.talking import data_of, over_http
from tests.serving.asking import REGIONS, Client, areas
from tests.serving.cluster import Cluster
from tests.serving.conftest import Pair
from tests.serving.replica import Replica


def test_a_conversation_hops(client: Client) -> None:
    """Each question to the other process: the thread is kept, over a follow-up, a difference and a source."""
    first = client.ask("hur mycket fick skåne i sektorsbidrag", first=0)
    conversation = first["conversation"]
    assert areas(first) == ["12"]
    for at, (name, code) in enumerate(list(REGIONS.items())[1:]):
        assert areas(client.ask(f"och {name}?", conversation, first=at + 1)) == [code]
    difference = client.ask("hur stor är skillnaden mellan de två", conversation, first=0)
    assert {part["area"] for part in difference["figures"][0]["inputs"]} == {"Värmland", "Kronoberg"}
    assert client.ask("källa?", conversation, first=1)["citations"]


def test_an_assistants_conversation_hops(pair: tuple[Replica, Replica]) -> None:
    """The same over MCP: no session is on either server."""

    async def first(assistant: Assistant) -> str:
        asked = {"question": "hur mycket fick skåne i sektorsbidrag"}
        return str(data_of(await assistant.call_tool("ask", asked))["conversation"])

    conversation = over_http(f"{pair[0].url}/mcp", first)

    async def then(assistant: Assistant) -> list[str]:
        return areas(
            data_of(await assistant.call_tool("ask", {"question": "och uppsala?", "conversation": conversation}))
        )

    assert over_http(f"{pair[1].url}/mcp", then) == ["03"]


def test_two_at_once_lose_no_turn(client: Client) -> None:
    """16: both processes are asked in one conversation at the same moment, again and again: both turns are kept."""
    with ThreadPoolExecutor(2) as pool:
        for (one, _), (two, _) in pairwise(REGIONS.items()):
            conversation = client.ask("hur mycket fick Jönköping i sektorsbidrag")["conversation"]
            met = threading.Barrier(2)

            def ask(name: str, first: int, conversation: str = conversation, met: threading.Barrier = met) -> list[str]:
                met.wait(30)
                return areas(client.ask(f"hur mycket fick {name} i sektorsbidrag", conversation, first))

            asked = [pool.submit(ask, one, 0), pool.submit(ask, two, 1)]
            assert [future.result(60) for future in asked] == [[REGIONS[one]], [REGIONS[two]]]
            difference = client.ask("hur stor är skillnaden mellan de två", conversation)
            assert {part["area"] for part in difference["figures"][0]["inputs"]} == {one, two}


def test_a_killed_process_loses_no_question(pair: tuple[Replica, Replica], client: Client) -> None:
    """1: killed while it answers: a client that then asks the other one gets every answer, and keeps its threads."""
    names, answered = list(REGIONS), list[str]()
    conversations = [client.ask("hur mycket fick Jönköping i sektorsbidrag")["conversation"] for _ in range(8)]

    def ask(number: int) -> list[list[str]]:
        given = []
        for name in names:
            given.append(areas(client.ask(f"och {name}?", conversations[number], first=0)))
            answered.append(name)
        return given

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask, number) for number in range(len(conversations))]
        while len(answered) < len(names):  # an eighth of all
            time.sleep(0.001)
        pair[0].kill()
        assert not all(future.done() for future in asked)
        for future in asked:
            assert future.result(120) == [[code] for code in REGIONS.values()]
    assert areas(client.ask("och Skåne?", conversations[0], first=1)) == ["12"]


@pytest.mark.parametrize("channel", ["api", "mcp"])
def test_limits_add_up_to_one(starting: Pair, channel: str) -> None:
    """9: six a minute are six, however they are spread over both, and however many come at once."""
    pair = starting(SIFFERSVAR_QUESTIONS_PER_MINUTE="6")

    async def call(assistant: Assistant) -> bool:
        return not (await assistant.call_tool("ask", {"question": "hur mycket fick skåne"})).is_error

    with ThreadPoolExecutor(6) as pool:
        if channel == "mcp":
            allowed = sum(pool.map(lambda number: over_http(f"{pair[number % 2].url}/mcp", call), range(18)))
        else:
            with Client(pair[0].url) as one, Client(pair[1].url) as two:
                asked = [pool.submit((one, two)[number % 2].response, f"folkmängd {number}") for number in range(18)]
                responses = [future.result(60) for future in asked]
            assert {response.status_code for response in responses} == {200, 429}
            refused = [response for response in responses if response.status_code == 429]
            assert all(1 <= int(response.headers["retry-after"]) <= 60 for response in refused)
            allowed = len(responses) - len(refused)
    # A process fetches some at once, and what it has left is not the other's: fewer may be given, never more.
    assert 3 <= allowed <= 6


def test_the_database_is_restarted_under_them(pair: tuple[Replica, Replica], client: Client, cluster: Cluster) -> None:
    """19: it ends and comes back while questions run: they are answered, afterwards at the latest; threads are kept."""
    conversation = client.ask("hur mycket fick skåne i sektorsbidrag")["conversation"]
    ending = threading.Event()

    def ask(number: int) -> int:
        done = 0
        while not ending.is_set():
            assert areas(client.ask(f"hur mycket fick {list(REGIONS)[number]} i sektorsbidrag", first=number))
            done += 1
        return done

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, number) for number in range(4)]
        time.sleep(0.5)
        cluster.stop()
        try:
            assert [client.get(f"{replica.url}/healthz").status_code for replica in pair] == [200, 200]
            assert [client.get(f"{replica.url}/readyz").status_code for replica in pair] == [503, 503]
        finally:
            cluster.start()
        until = time.monotonic() + 30
        while [client.get(f"{replica.url}/readyz").status_code for replica in pair] != [200, 200]:
            assert time.monotonic() < until
            time.sleep(0.1)
        time.sleep(0.5)
        ending.set()
        assert all(future.result(60) > 0 for future in asked)
    assert areas(client.ask("och uppsala?", conversation, first=1)) == ["03"]
    for replica in pair:
        assert replica.process is not None
        assert replica.process.poll() is None


def test_one_ends_while_it_is_asked(pair: tuple[Replica, Replica], client: Client) -> None:
    """What it has in hand it answers; then it ends with 0, and the other one is asked."""
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(client.ask, f"hur mycket fick {name} i sektorsbidrag") for name in REGIONS]
        code = pair[0].stop()
        assert [areas(future.result(60)) for future in asked] == [[code] for code in REGIONS.values()]
    assert code == 0
    assert "Traceback" not in pair[0].log
