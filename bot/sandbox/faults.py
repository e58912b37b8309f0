"""Switchable misfortunes of the Web API: limits, outages, hangs and dropped connections."""

from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.refusals import CannotError

KINDS = ("429", "500", "hang", "refuse", "accept_then_drop", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    method: str
    kind: str
    times: int | None = None
    error: str = "internal_error"
    retry_after: int = 1
    seconds: float = 5.0
    person: str | None = None

    def concerns(self, method: str, people: set[str]) -> bool:
        wanted = self.method in (method, "*")
        return wanted and (self.person is None or self.person in people)


class Faults:
    def __init__(self) -> None:
        self.active: list[Fault] = []

    def add(self, wish: dict[str, Any]) -> Fault:
        kind = str(wish.get("fault"))
        if kind not in KINDS:
            raise CannotError(f"There is no fault {kind!r}; there are {', '.join(KINDS)}.")
        names = {"times", "error", "retry_after", "seconds"}
        further = {name: wish[name] for name in names & wish.keys()}
        fault = Fault(
            method=str(wish.get("method", "*")), kind=kind, person=wish.get("as"), **further
        )
        self.active.append(fault)
        return fault

    def clear(self) -> None:
        self.active.clear()

    def strike(self, method: str, people: set[str]) -> Fault | None:
        """The first fault that concerns this call; it has one strike less afterwards."""
        for place, fault in enumerate(self.active):
            if fault.concerns(method, people):
                self._use_up(place, fault)
                return fault
        return None

    def _use_up(self, place: int, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times <= 1:
            del self.active[place]
        else:
            self.active[place] = replace(fault, times=fault.times - 1)
