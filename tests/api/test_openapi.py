"""The OpenAPI document is true: requests made from it are answered as it says, whatever they hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

from tests.api.conftest import API, KEY, Serving


def test_schemathesis_finds_nothing(client: httpx.Client, tmp_path: Path) -> None:
    """All its checks in all its phases: no 5xx; statuses, media types, headers and bodies as the document says.

    Right and wrong requests of all kinds are made from the document: no text is out of the question (failure 22).
    """
    address = f"{client.base_url}{API}/openapi.json"
    options = ["--checks", "all", "--mode", "all", "--max-examples", "12", "--generation-deterministic", "--no-color"]
    line = [str(Path(sys.executable).with_name("schemathesis")), "run", address, *options]
    run = subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert run.returncode == 0, run.stdout[:5000] + run.stderr[:2000]
    assert "12/12" in run.stdout


def test_each_operation_says_what_may_go_wrong(client: httpx.Client) -> None:
    """Whatever is no success is described as a problem document, and nothing refers to what is not there."""
    document = client.get(f"{API}/openapi.json").json()
    assert document["servers"] == [{"url": API}]
    assert "HTTPValidationError" not in str(document)
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert len(operations) >= 12
    for operation in operations:
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"]
        assert operation["description"]
        assert {"429", "500", "503"} <= operation["responses"].keys()


def test_the_key_stands_in_the_document_where_one_is_asked_for(serving: Serving) -> None:
    """The document is open to everybody; it says how to show a key where there are keys, and only there."""
    keyed = serving({"SIFFERSVAR_API_KEYS": KEY}).get(f"{API}/openapi.json").json()
    assert {scheme["type"] for scheme in keyed["components"]["securitySchemes"].values()} == {"http", "apiKey"}
    assert keyed["paths"]["/answers"]["get"]["security"]
    assert "securitySchemes" not in serving().get(f"{API}/openapi.json").json()["components"]
