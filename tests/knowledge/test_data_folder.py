"""The real data folder: it loads, its figures add up, and its fragments stand in the documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.checking import check_documents
from knowledge.data_folders import PACKAGED_DATA
from knowledge.loading import load

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = Path(os.environ.get("SIFFERSVAR_DOCUMENTS") or ROOT.parent / "shared" / "seeds")


def test_the_grants_add_up() -> None:
    """The 21 regions' sector grants are the nation's three billion kronor."""
    content = load(PACKAGED_DATA)
    grants = [figure for figure in content.observations("sektorsbidrag") if figure.published_unit == "kr"]
    regions = [grant for grant in grants if content.areas[grant.area].kind == "region"]
    assert len(regions) == 21
    assert sum(grant.value for grant in regions) == 3_000_000_000
    assert content.checks >= 2


def test_places_are_complete() -> None:
    """21 regions, 290 municipalities, each in its region, and the world's countries."""
    content = load(PACKAGED_DATA)
    kinds = [area.kind for area in content.areas.values()]
    assert (kinds.count("region"), kinds.count("municipality"), kinds.count("nation")) == (21, 290, 1)
    assert kinds.count("country") > 240


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"no documents in {DOCUMENTS} (set SIFFERSVAR_DOCUMENTS)")
def test_fragments_stand_in_their_documents() -> None:
    """Every fragment is in its document, and every document is the one that was read."""
    report = check_documents(PACKAGED_DATA, [DOCUMENTS])
    assert [str(fault) for fault in (*report.faults, *report.missing)] == []
    assert report.documents >= 6
