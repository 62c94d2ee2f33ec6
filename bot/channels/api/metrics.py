"""What is counted for Prometheus: numbers, and words that are ours. No question, no id, no address."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.message import Message, Reply

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_OWN = frozenset({"", "own", "again", "file"})
"""Channels of questions that the bot asks itself."""
_METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS"})
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.registry = CollectorRegistry()
        self.questions = Counter(
            "siffersvar_questions",
            "Questions answered, by channel, status and reason",
            ("channel", "status", "reason"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "siffersvar_answer_seconds",
            "Seconds in which an answer was worked out",
            ("channel",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.errors = Counter(
            "siffersvar_errors", "Questions that failed by a fault of the program", ("channel",), registry=self.registry
        )
        self.requests = Counter(
            "siffersvar_http_requests",
            "Requests to the HTTP API, by route, method and status",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self.hits = Counter("siffersvar_cache_hits", "Answers given from memory", registry=self.registry)
        self.misses = Counter("siffersvar_cache_misses", "Answers not in memory", registry=self.registry)
        self.failed = Gauge(
            "siffersvar_part_failed", "Channels that could not go on", ("part",), registry=self.registry
        )

    def answered(self, message: Message, reply: Reply, seconds: float) -> None:
        """Count a question that was worked out."""
        if message.channel in _OWN:
            return
        self.questions.labels(message.channel, reply.data["status"], reply.data["reason"] or "").inc()
        self.seconds.labels(message.channel).observe(seconds)
        if reply.answer is None:
            self.errors.labels(message.channel).inc()

    def requested(self, route: str, method: str, status: int) -> None:
        """Count a request."""
        self.requests.labels(route, method if method in _METHODS else "other", str(status)).inc()

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)
