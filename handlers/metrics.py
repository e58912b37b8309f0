"""What monitors may count: how many, how late, how long; never who, and nothing that an answer changes.

Rule 1 binds this page too. So of letters the questions are counted, and of the others those that did not
arrive; and requests by the door alone: what was tapped in a modal, and how long that took, would tell of
the answer. Calls to Slack are not counted by method, since which views are drawn depends on what was said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.domain.letters import OTHER, QUESTION, LetterState, Moved, told_of
from bot.use_cases.audit import Audit

# They would tell when the first letter of a kind came to its end.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library leaves it untyped

ENDS = (
    LetterState.SENT,
    LetterState.FAILED,
    LetterState.UNCERTAIN,
    LetterState.EXPIRED,
    LetterState.CANCELLED,
    LetterState.ABANDONED,
)
KINDS = (QUESTION, OTHER)
LATENESS = (1, 5, 15, 60, 300, 900, 3600, 7200)  # seconds; after two hours a check-in expires
REFUSALS = ("ratelimited", "rate_limited", "message_limit_exceeded")
DOORS = {
    "slack": ("taken", "refused", "failed"),
    "signals": ("taken", "refused", "failed"),
    "socket": ("heard",),
}


@dataclass(frozen=True)
class Vitals:
    """What is looked up when the page is asked for; `audit` is None while the database is away."""

    audit: Audit | None = None
    tick_ages: Mapping[str, float] = field(default_factory=dict)
    processes: Mapping[str, int] = field(default_factory=dict)


class Metrics:
    """The counts of one process; monitors add up those of several."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._registry = CollectorRegistry()
        self._vitals = _Looked()
        self._registry.register(self._vitals)
        self._letters = self._counter("letters", "Letters by how they ended.", "kind", "end")
        self._limited = self._counter("rate_limited", "Sendings that Slack put off with a 429.")
        self._ticks = self._counter("ticks", "Ticks by job and outcome.", "job", "outcome")
        self._knocks = self._counter("requests", "What came in, by door.", "door", "outcome")
        self._lateness = Histogram(
            "aftershift_letter_lateness_seconds",
            "From when a letter was due to when Slack had it.",
            ["kind"],
            buckets=LATENESS,
            registry=self._registry,
        )
        self._begin_at_nothing()

    def moved(self, moved: Sequence[Moved]) -> None:
        """Letters changed their state."""
        for one in moved:
            kind = told_of(one.kind, one.state)
            if kind is not None and one.state in ENDS:
                self._letters.labels(kind, one.state.value).inc()
            if kind is not None and one.state is LetterState.SENT:
                late = (self._clock.now() - one.first_due_at).total_seconds()
                self._lateness.labels(kind).observe(max(late, 0.0))
            if any(word in (one.error or "") for word in REFUSALS):
                self._limited.inc()

    def ticked(self, job: str, outcome: str) -> None:
        self._ticks.labels(job, outcome).inc()

    def knocked(self, door: str, outcome: str) -> None:
        self._knocks.labels(door, outcome).inc()

    def page(self, vitals: Vitals) -> bytes:
        """In the text format that Prometheus reads."""
        self._vitals.latest = vitals
        return generate_latest(self._registry)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"aftershift_{name}", told, labels, registry=self._registry)

    def _begin_at_nothing(self) -> None:
        """Every line is there from the start, so that none tells by appearing."""
        self._lateness.labels(QUESTION)
        for kind in KINDS:
            for end in ENDS:
                self._letters.labels(kind, end.value)
        for door, outcomes in DOORS.items():
            for outcome in outcomes:
                self._knocks.labels(door, outcome)


class _Looked(Collector):
    """Gauges made at the moment of asking; what could not be looked up is left out, never guessed."""

    latest = Vitals()

    def collect(self) -> Iterator[Metric]:
        vitals, audit = self.latest, self.latest.audit
        yield _gauge(
            "database_up", "Whether the database can be read.", {"": int(audit is not None)}
        )
        yield _gauge(
            "tick_age_seconds", "Since the last tick of each job.", vitals.tick_ages, label="job"
        )
        if audit is None:
            return
        queue = {"waiting": audit.waiting, "sending": audit.sending, "uncertain": audit.uncertain}
        yield _gauge("queue_letters", "Letters that are due and not at an end.", queue, "state")
        yield _gauge(
            "queue_oldest_seconds",
            "Since when the oldest waiting letter is due.",
            {"": audit.oldest.total_seconds()},
        )
        yield _gauge("overdue", "What waits longer than it may.", audit.overdue, "what")
        yield _gauge("processes", "Processes that are alive.", vitals.processes, "role")


def _gauge(name: str, told: str, values: Mapping[str, float], label: str = "") -> Metric:
    family = GaugeMetricFamily(f"aftershift_{name}", told, labels=[label] if label else [])
    for key, value in values.items():
        family.add_metric([key] if label else [], value)
    return family
