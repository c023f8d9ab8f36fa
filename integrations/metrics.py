"""What Prometheus is told; ``docs/operations/metrics.md`` lists it.

No label holds a person, a partnership or a workspace: of those there is no end.
https://prometheus.io/docs/practices/naming/
"""

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.domain.delivery import DeliveryKind
from bot.ports.figures import Doing

_PROMPTS = (DeliveryKind.CHECK_IN, DeliveryKind.REMINDER)
_QUICK = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10)
"""Seconds; Slack wants an answer within three."""
_LONG = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
_LATE = (1, 5, 15, 30, 60, 120, 300, 900, 3600, 14400)

Waiting = Mapping[str, tuple[int, datetime | None] | None]
"""By platform: how many deliveries are due, and since when the oldest is; None: nobody knows."""


class Metrics:
    """Figures of one process, in a registry of its own: see ``bot.ports.figures.Figures``."""

    def __init__(self) -> None:
        """Start at zero."""
        self.registry = CollectorRegistry()
        self._deliveries = self._counter(
            "deliveries", "Deliveries by outcome, of passes", "outcome"
        )
        self._asked = self._counter("asked", "Check-ins that were handed over", "platform")
        self._answered = self._counter("answered", "Check-ins that were answered")
        self._sent = self._counter("sent", "Messages handed over", "platform", "kind")
        self._failed = self._counter(
            "failed", "Messages that will not be tried again", "platform", "reason"
        )
        self._put_off = self._counter("put_off", "Messages that wait", "platform", "reason")
        self._late = self._times(
            "prompt_lateness", "From due to handed over, of check-ins and reminders", _LATE
        )
        self._waited = self._times("pace_wait", "Waiting for one's moment at the pace", _LONG)
        self._in_flight = Gauge(
            "headway_deliveries_in_flight",
            "Messages being handed over now",
            ["platform"],
            registry=self.registry,
        )
        self._doing = {
            Doing.REQUEST: self._times("ack", "From a request to its answer", _QUICK),
            Doing.DELIVERY: self._times("handover", "Handing one message over", _QUICK),
            Doing.JOB: self._times("job", "One job of a pass", _LONG, "job"),
            Doing.MODEL: self._times("model", "Waiting for a model", _LONG, "asked_for"),
            Doing.WHOLE: self._times("tick", "Length of a pass of the clock", _LONG, None),
        }
        self._failed_ticks = self._counter("ticks_failed", "Passes that ended in an error")
        self._due = Gauge(
            "headway_queue_due", "Deliveries that are due", ["platform"], registry=self.registry
        )
        self._age = Gauge(
            "headway_queue_age_seconds",
            "Since when the oldest due delivery is due",
            ["platform"],
            registry=self.registry,
        )
        self._faults = self._counter(
            "platform_faults", "Calls that a platform refused because of us", "platform", "method"
        )
        self._digests = self._counter(
            "writer", "Digests by who worded them, and why", "writer", "outcome"
        )
        self._sentences = self._counter(
            "writer_refused_sentences", "Sentences that the records do not bear out", "reason"
        )

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"headway_{name}", about, labels, registry=self.registry)

    def _times(
        self, name: str, about: str, buckets: tuple[float, ...], label: str | None = "platform"
    ) -> Histogram:
        labels = [label] if label else []
        return Histogram(
            f"headway_{name}_seconds", about, labels, buckets=buckets, registry=self.registry
        )

    @contextmanager
    def during(self, doing: Doing, name: str) -> Iterator[None]:
        """See ``Figures.during``."""
        in_flight = self._in_flight.labels(name) if doing is Doing.DELIVERY else None
        if in_flight:
            in_flight.inc()
        began = time.perf_counter()
        try:
            yield
        finally:
            times = self._doing[doing]
            (times if doing is Doing.WHOLE else times.labels(name)).observe(
                time.perf_counter() - began
            )
            if in_flight:
                in_flight.dec()

    def sent(self, platform: str, kind: DeliveryKind, *, late: float) -> None:
        """See ``Figures.sent``."""
        self._sent.labels(platform, kind.value).inc()
        if kind is DeliveryKind.CHECK_IN:
            self._asked.labels(platform).inc()
        if kind in _PROMPTS:
            self._late.labels(platform).observe(max(late, 0))

    def failed(self, platform: str, reason: str) -> None:
        """See ``Figures.failed``."""
        self._failed.labels(platform, reason).inc()

    def put_off(self, platform: str, reason: str) -> None:
        """See ``Figures.put_off``."""
        self._put_off.labels(platform, reason).inc()

    def waited(self, platform: str, seconds: float) -> None:
        """See ``Figures.waited``."""
        self._waited.labels(platform).observe(seconds)

    def answered(self) -> None:
        """See ``Figures.answered``."""
        self._answered.inc()

    def waiting(self, waiting: Waiting, now: datetime) -> None:
        """Note what is due; what nobody knows is not a number."""
        for platform, found in waiting.items():
            number, since = found or (math.nan, None)
            age = (now - since).total_seconds() if since else number * 0
            self._due.labels(platform).set(number)
            self._age.labels(platform).set(age)

    async def close(self) -> None:
        """Let go of whatever else is told; here there is nothing."""

    def count(self, **outcomes: int) -> None:
        """Add numbers of deliveries by outcome."""
        for outcome, number in outcomes.items():
            self._deliveries.labels(outcome).inc(number)

    def tick_failed(self) -> None:
        """Note a pass that ended in an error."""
        self._failed_ticks.inc()

    def refused(self, platform: str, method: str) -> None:
        """Note a call that a platform refused because of our settings, permissions or code."""
        self._faults.labels(platform, method).inc()

    def wrote(self, writer: str, outcome: str) -> None:
        """Note a digest that a model was to word; ``outcome`` is "worded", or why it did not."""
        self._digests.labels(writer, outcome).inc()

    def refused_sentence(self, reason: str) -> None:
        """Note a sentence of a model that was refused."""
        self._sentences.labels(reason).inc()
