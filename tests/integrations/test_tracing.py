"""Traces reach a collector where one is named, and hold no text."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from structlog.testing import capture_logs

from bot.ports.figures import Doing
from bot.settings import read_settings
from integrations.metrics import Metrics
from integrations.tracing import TracedMetrics, TracingSettings, metrics_of
from tests.fakes import Office


class Collector(ThreadingHTTPServer):
    """Listens on loopback, and keeps the spans that come."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Keeping)
        self.spans: list[Span] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Keeping(BaseHTTPRequestHandler):
    """What the collector does with a request."""

    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scope in resource.scope_spans:
                self.server.spans += scope.spans
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[Collector]:
    with Collector() as collector:
        thread = Thread(target=collector.serve_forever)
        thread.start()
        try:
            yield collector
        finally:
            collector.shutdown()
            thread.join()


async def test_a_pass_its_jobs_and_its_deliveries_are_spans_without_texts(office: Office) -> None:
    with listening() as collector:
        metrics = metrics_of(TracingSettings(exporter_otlp_endpoint=collector.url))
        office.desk = replace(office.desk, tools=replace(office.tools, figures=metrics))
        with metrics.during(Doing.WHOLE, "pass"):
            sent = (await office.tick()).sent
        await metrics.close()
    names = [span.name for span in collector.spans]
    assert {"whole pass", "job ask", "job deliver"} <= set(names)
    assert names.count("delivery slack") == sent
    assert "boyd" not in str(collector.spans).lower()


async def test_a_span_that_failed_tells_the_kind_of_error_and_not_its_message() -> None:
    with listening() as collector:
        metrics = metrics_of(TracingSettings(exporter_otlp_endpoint=collector.url))
        with pytest.raises(ValueError, match="Kestrel"), metrics.during(Doing.JOB, "ask"):
            raise ValueError("Kestrel")
        await metrics.close()
    (span,) = collector.spans
    assert [(each.key, each.value.string_value) for each in span.attributes] == [
        ("error.type", "ValueError")
    ]
    assert "Kestrel" not in str(span)


def test_without_an_address_nothing_is_traced() -> None:
    assert not isinstance(metrics_of(TracingSettings()), TracedMetrics)


def test_without_the_library_a_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with capture_logs() as logs:
        metrics = metrics_of(TracingSettings(exporter_otlp_endpoint="http://127.0.0.1:9"))
    assert type(metrics) is Metrics
    assert [line["action"] for line in logs] == ["tracing_off"]


def test_the_address_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    assert read_settings(TracingSettings).exporter_otlp_endpoint == "http://127.0.0.1:4318"
