"""Traces for OpenTelemetry: where the time goes, with no text and nobody's name.

On where ``OTEL_EXPORTER_OTLP_ENDPOINT`` says where a collector listens, and the extra ``tracing``
is installed. https://opentelemetry.io/docs/specs/otel/protocol/exporter/
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.ports.figures import Doing
from integrations.metrics import Metrics

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

log = structlog.get_logger()


class TracingSettings(BaseSettings):
    """``OTEL_…`` variables, also from ``.env``; an empty variable counts as missing."""

    model_config = SettingsConfigDict(
        env_prefix="OTEL_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    exporter_otlp_endpoint: str | None = Field(
        None, pattern=r"^https?://[^/]", description="an address such as http://localhost:4318"
    )


class TracedMetrics(Metrics):
    """Metrics that are told as traces, too: a span for each thing that takes time."""

    def __init__(self, provider: "TracerProvider") -> None:
        """Start at zero, and hand spans to the provider."""
        super().__init__()
        self._provider = provider
        self._tracer = provider.get_tracer("headway")

    @contextmanager
    def during(self, doing: Doing, name: str) -> Iterator[None]:
        """See ``Figures.during``. Of an error a span holds the kind and never the message."""
        with (
            super().during(doing, name),
            self._tracer.start_as_current_span(
                f"{doing.value} {name}", record_exception=False, set_status_on_exception=False
            ) as span,
        ):
            try:
                yield
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                raise

    async def close(self) -> None:
        """See ``Metrics.close``: what was not sent yet is sent now."""
        await asyncio.to_thread(self._provider.shutdown)


def metrics_of(settings: TracingSettings) -> Metrics:
    """Metrics, with traces where these are wanted; a line in the log if a library lacks."""
    if settings.exporter_otlp_endpoint is None:
        return Metrics()
    try:
        return TracedMetrics(_provider(settings.exporter_otlp_endpoint))
    except ImportError:
        log.warning(
            "Traces are off. They need one more library: pip install 'headway-bot[tracing]'.",
            action="tracing_off",
        )
        return Metrics()


def _provider(endpoint: str) -> "TracerProvider":
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "headway"}))
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider
