"""What Prometheus is told."""

from prometheus_client import generate_latest

from bot.ports.figures import Doing
from integrations.metrics import Metrics


def _told(metrics: Metrics) -> str:
    return generate_latest(metrics.registry).decode()


def test_deliveries_are_counted_by_outcome() -> None:
    metrics = Metrics()
    metrics.count(queued=7, sent=6)
    metrics.count(sent=1)
    assert 'headway_deliveries_total{outcome="queued"} 7.0' in _told(metrics)
    assert 'headway_deliveries_total{outcome="sent"} 7.0' in _told(metrics)


def test_passes_and_their_failures_are_counted() -> None:
    metrics = Metrics()
    with metrics.during(Doing.WHOLE, "pass"):
        metrics.tick_failed()
    assert "headway_tick_seconds_count 1.0" in _told(metrics)
    assert "headway_ticks_failed_total 1.0" in _told(metrics)


def test_digests_are_counted_by_who_worded_them_and_refused_sentences_by_why() -> None:
    metrics = Metrics()
    metrics.wrote("template", "timeout")
    metrics.refused_sentence("number")
    told = _told(metrics)
    assert 'headway_writer_total{outcome="timeout",writer="template"} 1.0' in told
    assert 'headway_writer_refused_sentences_total{reason="number"} 1.0' in told


def test_each_bot_counts_for_itself() -> None:
    Metrics().tick_failed()
    assert "headway_ticks_failed_total 0.0" in _told(Metrics())
