"""What Prometheus reads. With several worker processes their counts are added up through files of the library's own.

The folder for those files is named by PROMETHEUS_MULTIPROC_DIR, which must be set before this module is imported.
"""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from kb.types import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class _Build(Collector):
    def __init__(self, built_at: Callable[[], str], refused: Callable[[], str | None]) -> None:
        self._built_at = built_at
        self._refused = refused

    def collect(self) -> Iterable[Metric]:
        """Give the age now, and whether a newer build is refused."""
        age = GaugeMetricFamily("gnlc_build_age_seconds", "Age of the build that answers.")
        age.add_metric([], (datetime.now(UTC) - datetime.fromisoformat(self._built_at())).total_seconds())
        yield age
        refused = GaugeMetricFamily("gnlc_build_refused", "1 where the build that CURRENT names cannot be served.")
        refused.add_metric([], float(self._refused() is not None))
        yield refused


class Metrics:
    """The counts of this process.

    `built_at` tells when the build that answers now was made, `refused` why a newer one does not.
    """

    def __init__(self, built_at: Callable[[], str], refused: Callable[[], str | None] = lambda: None) -> None:
        own = CollectorRegistry()
        self._replies = Counter("gnlc_replies", "Replies to questions.", ("status", "reason", "language"), registry=own)
        self._answering = Histogram("gnlc_answer_seconds", "Time to answer a question.", buckets=_SECONDS, registry=own)
        self._requests = Counter("gnlc_requests", "HTTP requests.", ("method", "route", "status"), registry=own)
        self._shed = Counter("gnlc_refused", "Requests beyond a limit.", ("limit",), registry=own)
        self._lost = Counter("gnlc_records_lost", "Questions that could not be kept.", registry=own)
        self._shown = own
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            self._shown = CollectorRegistry()
            MultiProcessCollector(self._shown)  # type: ignore[no-untyped-call]
        self._shown.register(_Build(built_at, refused))

    def answered(self, answer: Answer, took_ms: float) -> None:
        """Count a reply."""
        self._replies.labels(answer.status, answer.reason or "", answer.question.language).inc()
        self._answering.observe(took_ms / 1000)

    def requested(self, method: str, route: str, status: int) -> None:
        """Count a request; `route` is a template, never an address that was called."""
        self._requests.labels(method, route, str(status)).inc()

    def refused(self, limit: str) -> None:
        """Count a request beyond the limit of this name."""
        self._shed.labels(limit).inc()

    def lost(self, count: int) -> None:
        """Count questions that could not be kept."""
        self._lost.inc(count)

    def text(self) -> bytes:
        """Return all counts as `CONTENT_TYPE`."""
        return generate_latest(self._shown)
