"""Answers as pictures and tables."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import httpx
import pytest

from tests.api.conftest import API, QUESTION

ALL = "sektorsbidrag alla regioner"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("accept", "form", "media_type"),
    [
        ("*/*", "png", "image/png"),
        ("image/svg+xml", None, "image/svg+xml"),
        ("image/avif,image/*;q=0.8", None, "image/png"),
        ("text/html", "svg", "image/svg+xml"),
    ],
)
def test_charts(client: httpx.Client, accept: str, form: str | None, media_type: str) -> None:
    """PNG or SVG by address or Accept, with an ETag; what is opened by itself runs nothing."""
    params = {"q": ALL} | ({"format": form} if form else {})
    response = client.get(f"{API}/charts", params=params, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    assert "default-src 'none'" in response.headers["content-security-policy"]
    if media_type == "image/png":
        assert response.content.startswith(b"\x89PNG")
    else:
        assert "Stockholm: 633,5" in "".join(ET.fromstring(response.content).itertext())  # noqa: S314  (we drew it)
    known = {"accept": accept, "if-none-match": response.headers["etag"]}
    assert client.get(f"{API}/charts", params=params, headers=known).status_code == 304


def test_a_chart_in_english(client: httpx.Client) -> None:
    """`lang` is the picture's language."""
    assert 'lang="en"' in client.get(f"{API}/charts", params={"q": ALL, "lang": "en", "format": "svg"}).text


@pytest.mark.parametrize("path", ["charts", "tables"])
@pytest.mark.parametrize("question", ["hej", "hur mycket fick Norge"])
def test_nothing_to_show(client: httpx.Client, path: str, question: str) -> None:
    """404 with the answer in words: never a picture of something else."""
    response = client.get(f"{API}/{path}", params={"q": question})
    assert response.status_code == 404
    assert response.json()["type"] == f"urn:siffersvar:problem:no-{path.removesuffix('s')}"
    answer = client.get(f"{API}/answers", params={"q": question}).json()["text"]
    assert answer.splitlines()[0] in response.json()["detail"]


def test_tables(client: httpx.Client) -> None:
    """CSV with the exact figure and its fragment; a workbook where it is asked for; 406 for anything else."""
    csv = client.get(f"{API}/tables", params={"q": QUESTION})
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert "398262434" in csv.text
    assert "Skåne 398 262 434" in csv.text
    for form, accept in (({"format": "xlsx"}, "*/*"), ({}, XLSX)):
        book = client.get(f"{API}/tables", params={"q": QUESTION} | form, headers={"accept": accept})
        assert book.headers["content-type"] == XLSX
        assert 'filename="siffersvar.xlsx"' in book.headers["content-disposition"]
        assert b"398262434" in zipfile.ZipFile(io.BytesIO(book.content)).read("xl/worksheets/sheet1.xml")
    assert client.get(f"{API}/tables", params={"q": QUESTION}, headers={"accept": "text/html"}).status_code == 406
