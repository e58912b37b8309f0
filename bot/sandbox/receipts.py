"""What became of one attempt to hand something to the app."""

from dataclasses import dataclass
from typing import Any

ACK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Retry:
    num: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """`problem` is empty when the app acknowledged, else Slack's name for what went wrong."""

    status: int
    ack_ms: int
    body: Any = None
    problem: str = ""
    no_retry: bool = False

    @property
    def arrived(self) -> bool:
        return not self.problem

    def as_json(self) -> dict[str, Any]:
        return {"status": self.status, "ack_ms": self.ack_ms, "body": self.body}
