"""Figures that were retrieved again: both editions are kept, the newest answers and says what it revised."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.config import Settings
from bot.message import Message
from bot.service import Service
from knowledge.answering import Engine
from knowledge.difference import difference
from knowledge.loading import load
from knowledge.store import open_store

Edit = Callable[[str, str, str], None]
FIRST, SECOND = date(2025, 1, 10), date(2026, 2, 1)


@pytest.fixture
def editions(folder: Path) -> Path:
    """The decision of January 2025 and, of February 2026, one that says 150 for Nord and nothing of the rest."""
    old, new = folder / "sources" / "beslut", folder / "sources" / "beslut-2026"
    shutil.copytree(old, new)
    for name in ("facts.yaml", "gaps.yaml", "checks.yaml"):
        (new / name).unlink()
    source = (old / "source.yaml").read_text("utf-8")
    (old / "source.yaml").write_text(f"{source}series: beslutet\nretrieved: {FIRST}T08:00:00Z\n", "utf-8")
    newer = source.replace("id: beslut\n", "id: beslut-2026\n").split("aliases:")[0]
    (new / "source.yaml").write_text(f"{newer}series: beslutet\nretrieved: {SECOND}T08:00:00Z\n", "utf-8")
    header, _, nord, *_ = (old / "observations.csv").read_text("utf-8").splitlines()
    (new / "observations.csv").write_text(f"{header}\n{nord.replace('100', '150')}\n", "utf-8")
    return folder


def ask(folder: Path, url: str, question: str, as_of: date | None = None) -> dict[str, object]:
    """The answer object of a question."""
    with open_store(url, folder, as_of) as store:
        service = Service(Engine(store), Settings())
        return service.handle(Message(question, "1", "test")).data


def test_the_newest_answers_and_says_what_it_revised(editions: Path, url: str) -> None:
    """The figure is the new one, cited from its own source; the old one and both days are told."""
    answer = ask(editions, url, "hur stort bidrag fick Nord 2024?")
    assert [figure["value"] for figure in answer["figures"]] == [150]  # type: ignore[attr-defined]
    assert {each["source"] for each in answer["citations"]} == {"beslut-2026"}  # type: ignore[attr-defined]
    assert "Reviderad 1 februari 2026. Enligt uppgiften 10 januari 2025 var siffran 100" in str(answer["text"])


def test_what_the_newer_edition_does_not_name_stays(editions: Path, url: str) -> None:
    """A figure that was not retrieved again is given as before, without a word of revision."""
    answer = ask(editions, url, "hur stort bidrag fick Syd 2024?")
    assert [figure["value"] for figure in answer["figures"]] == [200]  # type: ignore[attr-defined]
    assert "Reviderad" not in str(answer["text"])


def test_as_it_was(editions: Path, url: str) -> None:
    """On a day before the newer edition was retrieved, the older one answers; before both, nobody does."""
    then = ask(editions, url, "hur stort bidrag fick Nord 2024?", date(2025, 6, 1))
    assert [figure["value"] for figure in then["figures"]] == [100]  # type: ignore[attr-defined]
    assert "Reviderad" not in str(then["text"])
    assert ask(editions, url, "hur stort bidrag fick Nord 2024?", date(2024, 6, 1))["figures"] == []


def test_a_figure_that_is_withdrawn(editions: Path, url: str) -> None:
    """Where the newer edition marks a figure as missing, the older one is not given in its place."""
    new = editions / "sources" / "beslut-2026"
    (new / "observations.csv").unlink()
    header = "indicator,area,period,scenario,breakdown,mark,place,evidence,reason_sv,reason_en"
    row = 'bidrag,01,2024,grant,,..,"Tabell 1, rad Nord",Nord ..,Uppgift saknas.,Not available.'
    (new / "missing.csv").write_text(f"{header}\n{row}\n", "utf-8")
    with open_store(url, editions) as store:
        assert {figure.area for figure in store.observations("bidrag")} == {"00", "02"}
        assert [missing.mark for missing in store.missing("bidrag")] == [".."]
    assert ask(editions, url, "hur stort bidrag fick Nord 2024?")["figures"] == []


def test_both_are_kept_and_their_difference_is_told(editions: Path, url: str) -> None:
    """One figure changed, the others are not in the newer edition."""
    with open_store(url, editions) as store:
        found = difference(store, "beslut", "beslut-2026")
        assert [(int(c.old.value), int(c.new.value)) for c in found.changed if c.old and c.new] == [(100, 150)]
        assert (len(found.added), found.same) == (0, 0)
        assert len(found.removed) == len(load(editions).all_observations) - 2
        assert len(store.editions_of("bidrag")) == len(store.observations("bidrag")) + 1


def test_the_folder_says_the_same_as_the_store(editions: Path, url: str) -> None:
    """What is read from the folder is what the store gives, so that checks are made of what answers."""
    content = load(editions)
    with open_store(url, editions) as store:
        for indicator in store.indicators:
            assert store.observations(indicator) == content.observations(indicator)
