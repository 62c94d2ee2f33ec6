"""A checked claim as schema.org ClaimReview, which search engines and fact checkers read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from bot.config import Settings
from bot.texts import say
from knowledge.model import Language

NAME = "Siffersvar"
_RATING = {"correct": 5, "approximately_correct": 4, "incorrect": 1}
"""Verdict -> points of 1 to 5; a claim on which nothing is held has none."""


def claim_review(data: Mapping[str, Any], day: date, settings: Settings) -> dict[str, Any] | None:
    """The review of the claim in an answer object.

    Args:
        data: the answer object.
        day: on which it was checked.
        settings: who runs the bot, and where people reach it.

    Returns:
        JSON-LD; None where no claim was checked.
    """
    verdict = data["verdict"]
    if verdict is None:
        return None
    language: Language = data["language"]
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": say(language, f"verdict.{verdict}").rstrip("."),
        "bestRating": 5,
        "worstRating": 1,
    }
    if verdict in _RATING:
        rating["ratingValue"] = _RATING[verdict]
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": data["question"],
        "itemReviewed": {"@type": "Claim", "text": data["question"]},
        "reviewRating": rating,
        "reviewBody": data["text"],
        "author": {"@type": "Organization", "name": settings.operator or NAME},
        "datePublished": day.isoformat(),
        "inLanguage": language,
        "citation": [_work(citation) for citation in data["citations"]],
    }
    if settings.public_url:
        review["url"] = f"{settings.public_url}/?q={quote(data['question'], safe='', errors='replace')}"
    return review


def _work(citation: Mapping[str, Any]) -> dict[str, Any]:
    """A document that the verdict rests on, and where in it."""
    work = {
        "@type": "CreativeWork",
        "name": citation["title"],
        "description": citation["place"],
        "text": citation["evidence"],
    }
    if citation["publisher"]:
        work["publisher"] = {"@type": "Organization", "name": citation["publisher"]}
    if citation["published"]:
        work["datePublished"] = citation["published"]
    if citation["url"]:
        work["url"] = citation["url"]
    return work
