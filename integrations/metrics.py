"""What Prometheus is told."""

from prometheus_client import CollectorRegistry, Counter, Histogram


class Metrics:
    """Counts of one process, in a registry of its own."""

    def __init__(self) -> None:
        """Start at zero."""
        self.registry = CollectorRegistry()
        self._deliveries = Counter(
            "headway_deliveries", "Deliveries by outcome", ["outcome"], registry=self.registry
        )
        self._ticks = Histogram(
            "headway_tick_seconds", "Length of a pass of the clock", registry=self.registry
        )
        self._failed_ticks = Counter(
            "headway_ticks_failed", "Passes that ended in an error", registry=self.registry
        )
        self._faults = Counter(
            "headway_platform_faults",
            "Calls that a platform refused for a reason on our side",
            ["platform", "method"],
            registry=self.registry,
        )
        self._digests = Counter(
            "headway_writer",
            "Digests by who worded them, and why",
            ["writer", "outcome"],
            registry=self.registry,
        )
        self._sentences = Counter(
            "headway_writer_refused_sentences",
            "Sentences of a model that the records do not bear out",
            ["reason"],
            registry=self.registry,
        )

    def count(self, **outcomes: int) -> None:
        """Add numbers of deliveries by outcome."""
        for outcome, number in outcomes.items():
            self._deliveries.labels(outcome).inc(number)

    def ticked(self, seconds: float) -> None:
        """Note how long a pass took."""
        self._ticks.observe(seconds)

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
