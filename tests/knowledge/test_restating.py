"""Follow-ups in one or two words that stand for a whole question, and what stands for itself."""

from __future__ import annotations

import pytest

from knowledge.answering import Engine
from knowledge.memory import Memory, Turn
from knowledge.mentions import analyse
from knowledge.restating import Restated, restated

PLACE = Turn("?", "sv", "position", ("indicator:sektorsbidrag",), areas=("13",), asked="vilken plats har halland?")
LAST = Turn("?", "sv", "rank", ("indicator:sektorsbidrag",), areas=("09",), asked="vem fick minst?")
TOLD = Turn("?", "sv", "lookup", ("indicator:sektorsbidrag",), areas=("13",), asked="hur mycket fick halland?")
LIST = Turn("?", "sv", "rank", ("indicator:sektorsbidrag",), areas=("01", "14", "12"), asked="de tre största?")
ASKED = Turn("?", "sv", status="clarify", options=("Folkmängd\tFolkmängd Skåne", "Bidrag\tSektorsbidrag Skåne"))
SECTOR = Turn(
    "?", "sv", "lookup", ("indicator:kommunsektorns_resultat",), asked="hur stort är kommunsektorns resultat?"
)


@pytest.mark.parametrize(
    ("last", "said", "meant"),
    [
        (PLACE, "och 9?", Restated("vem kom på nionde plats")),
        (PLACE, "åtta då?", Restated("vem kom på åttonde plats")),
        (PLACE, "12", Restated("vem kom på plats 12")),
        (LAST, "o 3", Restated("vem fick tredje minst")),
        (LAST, "12?", Restated("vem kom på tionde plats")),
        (TOLD, "och vem fick mer?", Restated("och vem fick mer än Halland")),
        (LIST, "den tredje?", Restated("och Skåne")),
        (LIST, "the last one", Restated("och Skåne")),
        (ASKED, "den andra", Restated("Sektorsbidrag Skåne", alone=True)),
        (SECTOR, "och regionernas?", Restated("hur stort är regionernas resultat?", alone=True)),
        (SECTOR, "men regionerna då?", Restated("hur stort är regionernas resultat?", alone=True)),
    ],
)
def test_it_is_put_in_full(engine: Engine, last: Turn, said: str, meant: Restated) -> None:
    """A place, one of a list, an option and another holder are asked for in full."""
    assert restated(engine.catalogue, analyse(said, engine.catalogue), Memory((last,))) == meant


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (PLACE, "och 99?"),
        (PLACE, "och 9 miljoner?"),
        (TOLD, "vem av dem fick mer?"),
        (LIST, "den fjärde?"),
        (LIST, "den tredje världen"),
        (SECTOR, "och Halland?"),
        (SECTOR, "kommunsektorn igen?"),
    ],
)
def test_it_stands_for_itself(engine: Engine, last: Turn, said: str) -> None:
    """What is no place, is not in the list or names nothing of the kind is left as it is."""
    assert restated(engine.catalogue, analyse(said, engine.catalogue), Memory((last,))) is None


def test_nothing_was_said_before(engine: Engine) -> None:
    """Without a conversation a number is a number."""
    assert restated(engine.catalogue, analyse("9?", engine.catalogue), Memory()) is None
