"""Whatever is wrong with a request is said as problem details, in the client's language, with what would do."""

from __future__ import annotations

import re
import socket
from typing import Any

import httpx
import pytest

from tests.api.conftest import API, QUESTION

ALONE = f"{API}/answers"
JSON = {"content-type": "application/json"}


def problem(response: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """The problem document of a response, of this status and kind, whole as RFC 9457 has it."""
    assert response.status_code == status, response.text[:500]
    assert response.headers["content-type"] == "application/problem+json"
    data: dict[str, Any] = response.json()
    assert data["type"] == f"urn:siffersvar:problem:{kind}"
    assert data["status"] == status
    assert data["title"]
    assert data["detail"]
    assert data["instance"].endswith(response.headers["x-request-id"])
    return data


def test_an_unknown_address(client: httpx.Client) -> None:
    """404, below the API as at its root, and with a slash too many."""
    for path in (f"{API}/nowhere", f"{API}/", f"{ALONE}/", f"{API}/%00"):
        problem(client.get(path), 404, "not-found")


@pytest.mark.parametrize("path", ["indicators/nowhere", "sources/nowhere"])
def test_an_unknown_item(client: httpx.Client, path: str) -> None:
    """404 that says where the known ones are listed."""
    assert f"{API}/{path.partition('/')[0]}" in problem(client.get(f"{API}/{path}"), 404, "unknown-item")["detail"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE", "PROPFIND"])
def test_an_unknown_method(client: httpx.Client, method: str) -> None:
    """405 that lists the methods of the address, all of them."""
    response = client.request(method, ALONE)
    problem(response, 405, "not-allowed")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert client.request(method, f"{API}/areas").headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(("path", "accept"), [("areas", "text/html"), ("observations", "image/png;q=1, text/csv;q=0")])
def test_a_form_that_there_is_not(client: httpx.Client, path: str, accept: str) -> None:
    """406 that names the forms there are."""
    found = problem(client.get(f"{API}/{path}", headers={"accept": accept}), 406, "not-acceptable")
    assert "application/json" in found["detail"]


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html, */*;q=0.1", "application/json;q=x"])
def test_a_form_that_will_do(client: httpx.Client, accept: str) -> None:
    """Whatever takes JSON gets it, from memory too."""
    for _ in range(2):
        response = client.get(ALONE, params={"q": QUESTION}, headers={"accept": accept})
        assert response.status_code == 200
    refused = client.get(ALONE, params={"q": QUESTION}, headers={"accept": "text/html"})
    problem(refused, 406, "not-acceptable")


def test_a_body_that_is_too_large(client: httpx.Client) -> None:
    """413, whether it says its length or not."""
    large = b'{"question": "' + b"a" * 70_000 + b'"}'
    problem(client.post(ALONE, content=large, headers=JSON), 413, "too-large")
    pieces = (large[at : at + 8192] for at in range(0, len(large), 8192))
    problem(client.post(ALONE, content=pieces, headers=JSON), 413, "too-large")
    assert client.get(ALONE, params={"q": QUESTION}).status_code == 200


@pytest.mark.parametrize("media_type", ["text/plain", "multipart/form-data", "application/jsonx", ""])
def test_a_body_of_another_kind(client: httpx.Client, media_type: str) -> None:
    """415 that says what to send."""
    response = client.post(ALONE, content=b'{"question": "hej"}', headers={"content-type": media_type})
    assert "application/json" in problem(response, 415, "unsupported-type")["detail"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[", b'{"question": "hej"', b"NaN,"])
def test_a_body_that_is_not_json(client: httpx.Client, body: bytes) -> None:
    """4xx that says so."""
    response = client.post(ALONE, content=body, headers=JSON)
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": 5}, "question"),
        ({"question": "z" * 4001}, "question"),
        ({"question": "hej", "language": "de"}, "language"),
        ({"question": "hej", "conversation": 5}, "conversation"),
        ({"question": "hej", "conversation": "z" * 300}, "conversation"),
        ({"question": "hej", "today": "2026-01-01"}, "today"),
        ([], "body"),
        ("hej", "body"),
    ],
)
def test_a_wrong_field(client: httpx.Client, body: object, field: str) -> None:
    """422 that names the field and says what would do, and never repeats what was sent."""
    found = problem(client.post(ALONE, json=body), 422, "invalid")
    assert [(error["field"], error["in"]) for error in found["errors"]] == [(field, "body")]
    assert found["errors"][0]["detail"] in found["detail"]
    assert "zzz" not in str(found)  # no request id, which is hexadecimal, has that


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("answers", "q"),
        ("answers?q=", "q"),
        ("answers?q=hej&lang=de", "lang"),
        ("charts?q=hej&format=gif", "format"),
        ("observations?limit=0", "limit"),
        ("observations?limit=many", "limit"),
        ("observations?limit=1001", "limit"),
        ("observations?offset=-1", "offset"),
        ("observations?area=99", "area"),
        ("observations?indicator=nowhere", "indicator"),
        ("observations?scenario=dream", "scenario"),
        ("observations?source=nowhere", "source"),
    ],
)
def test_a_wrong_parameter(client: httpx.Client, path: str, field: str) -> None:
    """422 that names the parameter."""
    found = problem(client.get(f"{API}/{path}"), 422, "invalid")
    assert [(error["field"], error["in"]) for error in found["errors"]] == [(field, "query")]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "sv"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("de, en;q=0.3, sv;q=0.5", "sv"),
        ("fi", "sv"),
        (";;,", "sv"),
    ],
)
def test_the_language_of_a_problem(client: httpx.Client, header: str | None, language: str) -> None:
    """That which Accept-Language likes best, Swedish where it likes neither."""
    response = client.get(f"{API}/nowhere", headers={} if header is None else {"accept-language": header})
    assert response.headers["content-language"] == language
    assert ("adress" in response.json()["detail"].lower().split("address")[0]) == (language == "sv")


def test_the_request_id(client: httpx.Client) -> None:
    """That of the client where it is a plain one, else one of ours, another each time."""
    assert client.get(ALONE, headers={"x-request-id": "abc-1.2_3"}).headers["x-request-id"] == "abc-1.2_3"
    ours = [
        client.get(ALONE, headers={"x-request-id": ident}).headers["x-request-id"] for ident in ("", "a b", "x" * 65)
    ]
    assert all(re.fullmatch("[0-9a-f]{16}", ident) for ident in ours)
    assert len(set(ours)) == 3


def test_head_and_options(client: httpx.Client) -> None:
    """HEAD is GET without a body, new and from memory; OPTIONS says what an address takes."""
    for path in (f"{ALONE}?q=hur+mycket+fick+Halland", f"{API}/areas", f"{API}/observations?format=csv"):
        for _ in range(2):
            head, got = client.head(path), client.get(path)
            assert (head.status_code, head.content) == (200, b"")
            for name in ("content-length", "content-type", "etag", "cache-control"):
                assert head.headers[name] == got.headers[name]
    options = client.options(ALONE)
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    problem(client.options(f"{API}/nowhere"), 404, "not-found")


def said(client: httpx.Client, raw: str) -> int:
    """The status with which a question is answered that stands in the address as it is."""
    host, port = client.base_url.host, client.base_url.port
    with socket.create_connection((host, port or 80), timeout=20) as line:
        line.sendall(f"GET {ALONE}?q={raw} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".encode())
        return int(line.recv(65536).split(b" ", 2)[1])


TEXTS = {
    "nul": "hur mycket fick\0 Skåne",
    "long": "Skåne " * 660,
    "marks": "\u200fhur mycket fick \u202eSkåne\u202c\u200d i sektorsbidrag",
    "script": "斯科讷得到了多少",
    "emoji": "🏥",
    "blank": " ",
    "breaks": "\r\n\r\nHTTP/1.1 200 OK\r\n",
    "markup": "<script>alert(1)</script> ${jndi:ldap://x} '; DROP TABLE memory; --",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_is_answered(client: httpx.Client, text: str) -> None:
    """Other scripts, right-to-left marks, joiners, NUL, only an emoji: answered, alone and talking (failure 22, 19)."""
    for response in (client.get(ALONE, params={"q": text}), client.post(ALONE, json={"question": text})):
        assert response.status_code == 200
        assert response.json()["question"] == text
        assert response.json()["text"]


def test_what_is_too_long_is_refused(client: httpx.Client) -> None:
    """100,000 characters are 4xx in an address and in a body, and the service goes on (failure 22)."""
    assert said(client, "a" * 100_000) in range(400, 500)
    assert said(client, "%C3%A5" * 5_000) in range(400, 500)
    for text in ("a" * 100_000, "å" * 100_000, "a" * 5_000):
        assert 400 <= client.post(ALONE, json={"question": text}).status_code < 500
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "raw", ["%ED%A0%80", "%FF%FE", "%", "%zz", "a%00b", "%F0%9F", "a&q=b", "a;b", "%E2%80%AE" * 50]
)
def test_any_bytes_in_an_address(client: httpx.Client, raw: str) -> None:
    """Half a surrogate pair, what is no UTF-8, a percent sign alone: answered or 4xx, never 5xx."""
    assert said(client, raw) in range(200, 500)


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff\\ud800", "\\u0000"])
def test_any_escape_in_a_body(client: httpx.Client, escape: str) -> None:
    """Half a surrogate pair is no text and is refused by name; NUL is answered."""
    response = client.post(ALONE, content=f'{{"question": "Skåne {escape}"}}'.encode(), headers=JSON)
    if "d" in escape:
        assert problem(response, 422, "invalid")["errors"][0]["field"] == "question"
    else:
        assert response.status_code == 200
