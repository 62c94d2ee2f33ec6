"""A client of the API as a proxy or an app has one: it asks the other address where one does not answer."""

from __future__ import annotations

import time
from typing import Any

import httpx

REGIONS = {
    "Skåne": "12", "Uppsala": "03", "Halland": "13", "Gotland": "09", "Kalmar": "08", "Blekinge": "10",
    "Dalarna": "20", "Örebro": "18", "Värmland": "17", "Kronoberg": "07",
}  # fmt: skip
GONE = (502, 503)


class Client:
    """Asks questions; safe to use from several threads."""

    def __init__(self, *urls: str) -> None:
        """Know the addresses."""
        self._urls = urls
        self._http = httpx.Client(trust_env=False, timeout=30, limits=httpx.Limits(max_keepalive_connections=0))

    def ask(self, question: str, conversation: str | None = None, first: int = 0) -> dict[str, Any]:
        """The answer to a question; `first` is which address is asked first."""
        return dict(self.response(question, conversation, first).raise_for_status().json())

    def response(self, question: str, conversation: str | None = None, first: int = 0) -> httpx.Response:
        """The response, of whichever address answers; of the first where none does."""
        body = {"question": question, **({"conversation": conversation} if conversation else {})}
        end = time.monotonic() + 30
        while True:
            for at in range(len(self._urls)):
                url = self._urls[(first + at) % len(self._urls)]
                try:
                    response = self._http.post(f"{url}/api/v1/answers", json=body)
                except httpx.TransportError:
                    continue
                if response.status_code not in GONE:
                    return response
            assert time.monotonic() < end, "no address answers"
            time.sleep(0.1)

    def get(self, url: str) -> httpx.Response:
        """A plain request."""
        return self._http.get(url)

    def __enter__(self) -> Client:
        """It, to be closed at the end of a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self._http.close()


def areas(answer: dict[str, Any]) -> list[str]:
    """The codes of the areas that an answer's figures are of."""
    return [figure["area_code"] for figure in answer["figures"]]
