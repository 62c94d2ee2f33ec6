"""The description of the data set for catalogues, by DCAT-AP-SE 3: https://docs.dataportal.se/dcat/3.0.0/sv/."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from knowledge.exporting.package import TITLE, checksum
from knowledge.store import Store

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "http://www.iana.org/assignments/media-types/"
_FORMATS = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
}
_DESCRIPTION_SV = (
    "Siffror och uppgifter om regionernas hälso- och sjukvård, med enhet, period, källa, plats i källan och den text"
    " där varje siffra står. För siffrorna gäller källornas egna villkor."
)
_DESCRIPTION_EN = (
    "Figures and facts on regional health care in Sweden, with unit, period, source, the place in it and the text in"
    " which each figure stands. The sources' own terms apply to the figures."
)
_TITLE_SV = "Siffersvar: siffror om svensk regional hälso- och sjukvård, med källor"


def write_dcat(store: Store, folder: Path) -> None:
    """Write `dcat.jsonld`. Addresses are relative to where the folder is published.

    Args:
        store: what the files were written from.
        folder: where they are.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix in _FORMATS)
    publisher = {"@id": "#publisher", "@type": "foaf:Organization", "foaf:name": "Siffersvar"}
    dataset = {
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dcterms:title": [_said(_TITLE_SV, "sv"), _said(TITLE, "en")],
        "dcterms:description": [_said(_DESCRIPTION_SV, "sv"), _said(_DESCRIPTION_EN, "en")],
        "dcterms:publisher": {"@id": "#publisher"},
        "dcterms:identifier": f"siffersvar-{store.content_hash[:12]}",
        "dcterms:spatial": {"@id": "http://sws.geonames.org/2661886/"},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/HEAL"},
        "dcat:keyword": [_said(word, "sv") for word in _keywords(store)],
        "dcterms:source": [
            {"@type": "dcterms:BibliographicResource", "dcterms:title": _said(source.title.sv, "sv")}
            for source in store.sources.values()
        ],
        "dcat:distribution": [{"@id": f"#{path.name}"} for path in files],
    }
    catalogue = {
        "@id": "#catalogue",
        "@type": "dcat:Catalog",
        "dcterms:title": [_said(_TITLE_SV, "sv"), _said(TITLE, "en")],
        "dcterms:description": [_said(_DESCRIPTION_SV, "sv"), _said(_DESCRIPTION_EN, "en")],
        "dcterms:publisher": {"@id": "#publisher"},
        "dcat:dataset": {"@id": "#dataset"},
    }
    described = {"@context": _CONTEXT, "@graph": [catalogue, dataset, publisher, *map(_distribution, files)]}
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / "dcat.jsonld").write_text(f"{text}\n", encoding="utf-8")


def _said(text: str, language: str) -> dict[str, str]:
    """A text in a language."""
    return {"@value": text, "@language": language}


def _keywords(store: Store) -> list[str]:
    """What the indicators are about."""
    return sorted({indicator.theme for indicator in store.indicators.values() if indicator.theme})


def _distribution(path: Path) -> dict[str, Any]:
    """One file of the data set."""
    return {
        "@id": f"#{path.name}",
        "@type": "dcat:Distribution",
        "dcterms:title": _said(path.name, "sv"),
        "dcat:accessURL": {"@id": path.name},
        "dcat:downloadURL": {"@id": path.name},
        "dcat:mediaType": {"@id": _MEDIA + _FORMATS[path.suffix]},
        "dcat:byteSize": {"@value": str(path.stat().st_size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": checksum(path), "@type": "xsd:hexBinary"},
        },
    }
