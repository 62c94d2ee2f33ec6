"""Questions and answers over HTTP: alone and in conversations, as bytes that may be kept."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.channels.api.models import Answer
from bot.config import Settings
from bot.message import Message
from bot.service import Service
from knowledge.answering import Engine
from tests.api.conftest import API, CLAIM, NOW, QUESTION, Clock, Serving
from tests.conftest import TODAY

ALONE = f"{API}/answers"
ID = "0b8f9a7e-5d4c-4f0a-9c5b-1f2e3d4c5b6a"


def ask(client: httpx.Client, question: str, **more: object) -> dict[str, Any]:
    """The answer to a question in a conversation."""
    response = client.post(ALONE, json={"question": question, **more})
    assert response.status_code == 200, response.text
    data: dict[str, Any] = response.json()
    Answer.model_validate(data, strict=True)
    return data


def test_it_is_the_answer_object_of_every_channel(client: httpx.Client, engine: Engine) -> None:
    """What `siffersvar ask --json` prints stands in the API's answer, field by field, and fits the model."""
    data = client.get(ALONE, params={"q": QUESTION}).json()
    Answer.model_validate(data, strict=True)
    reply = Service(engine, Settings()).handle(Message(QUESTION, "", "", today=TODAY))
    assert {**data, "conversation": ""} == {**reply.data, "claim_review": None}
    assert data["figures"][0]["value"] == 398_262_434
    assert data["citations"][0]["evidence"] == "Skåne 398 262 434"


def test_a_follow_up_leans_on_its_conversation(client: httpx.Client) -> None:
    """What "och Uppsala?" asks depends on its own conversation, and on no other."""
    first = ask(client, QUESTION, conversation=ID)
    assert first["conversation"] == ID
    assert ask(client, "och Uppsala?", conversation=ID)["figures"][0]["value"] == 112_285_034
    other = ask(client, "och Uppsala?", conversation=ID.replace("0", "1"))
    assert (other["figures"] or [{}])[0].get("value") != 112_285_034 or other["status"] != "answered"


def test_a_conversation_begins_with_an_id_that_nobody_guesses(client: httpx.Client) -> None:
    """Without an id the answer has a new one, with which it goes on; two conversations never have the same."""
    first, second = ask(client, QUESTION), ask(client, QUESTION)
    assert first["conversation"] != second["conversation"]
    assert len(first["conversation"]) >= 22
    again = ask(client, "och Uppsala?", conversation=first["conversation"])
    assert again["figures"][0]["area_code"] == "03"


def test_an_id_that_can_be_guessed_is_refused(client: httpx.Client) -> None:
    """Without a key a conversation belongs to whoever knows its id, so it may not be "1"."""
    response = client.post(ALONE, json={"question": QUESTION, "conversation": "1"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "conversation"


def test_a_conversation_is_forgotten(client: httpx.Client) -> None:
    """After DELETE nothing of it is remembered; to delete what is not there is no error."""
    ask(client, QUESTION, conversation=ID)
    assert client.delete(f"{API}/conversations/{ID}").status_code == 204
    assert client.delete(f"{API}/conversations/{ID}").status_code == 204
    after = ask(client, "och Uppsala?", conversation=ID)
    assert after["status"] != "answered" or after["figures"][0]["value"] != 112_285_034


def test_two_processes_share_conversations(serving: Serving) -> None:
    """What was asked of one process is known to the other (failure 16)."""
    one, two = serving(), serving()
    ask(one, QUESTION, conversation=ID)
    assert ask(two, "och Uppsala?", conversation=ID)["figures"][0]["value"] == 112_285_034
    assert ask(one, "och Halland?", conversation=ID)["figures"][0]["area_code"] == "13"


def test_no_conversation_leaks_into_an_answer_alone(client: httpx.Client) -> None:
    """GET knows of no conversation, whatever was asked before."""
    ask(client, QUESTION, conversation=ID)
    data = client.get(ALONE, params={"q": "och Uppsala?"}).json()
    assert data["conversation"] is None
    assert data["status"] != "answered" or "sektorsbidrag" not in data["interpretation"].lower()


@pytest.mark.parametrize(("lang", "word"), [("sv", "miljoner kronor"), ("en", "million")])
def test_the_language_is_chosen(client: httpx.Client, lang: str, word: str) -> None:
    """`lang` and `language` decide, whatever the question's language is."""
    assert word in client.get(ALONE, params={"q": QUESTION, "lang": lang}).json()["text"]
    assert word in ask(client, QUESTION, language=lang)["text"]


def test_the_etag_is_strong_and_saves_the_body(serving: Serving) -> None:
    """The same request has the same tag in every process and from memory; who has it gets 304 and no body."""
    one, two = serving(), serving()
    first, kept = (one.get(ALONE, params={"q": QUESTION}) for _ in range(2))
    elsewhere = two.get(ALONE, params={"q": QUESTION})
    assert first.content == kept.content == elsewhere.content
    assert first.headers["etag"] == kept.headers["etag"] == elsewhere.headers["etag"]
    assert first.headers["etag"].startswith('"')
    assert first.headers["cache-control"] == kept.headers["cache-control"] == "public, max-age=60"
    for client in (one, serving()):
        known = client.get(ALONE, params={"q": QUESTION}, headers={"if-none-match": f'"x", {first.headers["etag"]}'})
        assert (known.status_code, known.content) == (304, b"")
        assert known.headers["etag"] == first.headers["etag"]
    assert one.get(ALONE, params={"q": QUESTION}, headers={"if-none-match": '"x"'}).status_code == 200


def test_another_question_has_another_tag(client: httpx.Client) -> None:
    """Neither another question nor another language is answered from memory by mistake."""
    answers = [
        client.get(ALONE, params={"q": question, "lang": lang})
        for _ in range(2)
        for question in (QUESTION, "hur mycket fick Uppsala i sektorsbidrag")
        for lang in ("sv", "en")
    ]
    assert len({answer.headers["etag"] for answer in answers}) == 4
    assert [answer.json()["figures"][0]["area_code"] for answer in answers] == ["12", "12", "03", "03"] * 2


def test_no_answer_outlives_its_day(serving: Serving, clock: Clock) -> None:
    """Shortly before midnight in Sweden it may be kept until then only; after it the answer is worked out again."""
    client = serving()
    clock.now = NOW + 11.99 * 3600  # 23:59:24 in Sweden
    response = client.get(ALONE, params={"q": CLAIM})
    assert 0 < int(response.headers["cache-control"].partition("max-age=")[2]) <= 36
    assert response.json()["claim_review"]["datePublished"] == "2026-11-22"
    clock.now = NOW + 12.01 * 3600
    assert client.get(ALONE, params={"q": CLAIM}).json()["claim_review"]["datePublished"] == "2026-11-23"


def test_a_checked_claim_has_a_review(serving: Serving) -> None:
    """ClaimReview as schema.org has it: the claim, a rating in words and points, who checked it, when, on what."""
    client = serving({"SIFFERSVAR_OPERATOR": "Region Exempel", "SIFFERSVAR_PUBLIC_URL": "https://siffror.example"})
    data = client.get(ALONE, params={"q": CLAIM}).json()
    review = data["claim_review"]
    assert data["verdict"] in {"correct", "approximately_correct"}
    assert (review["@context"], review["@type"], review["claimReviewed"]) == (
        "https://schema.org",
        "ClaimReview",
        CLAIM,
    )
    assert review["reviewRating"]["ratingValue"] >= 4
    assert review["author"]["name"] == "Region Exempel"
    assert review["url"].startswith("https://siffror.example/?q=st%C3%A4mmer")
    assert review["citation"][0]["name"] == data["citations"][0]["title"]
    wrong = client.get(ALONE, params={"q": "stämmer det att Skåne fick 900 miljoner i sektorsbidrag"}).json()
    assert (wrong["verdict"], wrong["claim_review"]["reviewRating"]["ratingValue"]) == ("incorrect", 1)
    assert client.get(ALONE, params={"q": QUESTION}).json()["claim_review"] is None


def test_a_fault_of_the_program_is_a_problem_with_an_id(serving: Serving, engine: Engine) -> None:
    """It is 500 and no answer, in words, and nothing of it is kept."""

    class Broken(Engine):
        """Cannot answer."""

        def ask(self, *_: object, **__: object) -> Any:
            """Fail."""
            raise RuntimeError(QUESTION)

    client = serving(service=Service(Broken(engine.store), replace(Settings(), language="en")))
    for response in (client.get(ALONE, params={"q": QUESTION}), client.post(ALONE, json={"question": QUESTION})):
        assert response.status_code == 500
        assert response.headers["content-type"] == "application/problem+json"
        assert QUESTION not in json.dumps(response.json(), ensure_ascii=False)
    assert client.get(ALONE, params={"q": QUESTION}).status_code == 500
