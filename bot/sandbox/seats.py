"""Lets a test sit down as a person in the sandbox: see, tap, type, wait; over HTTP only."""

import time
from collections.abc import Callable
from typing import Any

from bot.sandbox.elements import TEXT_INPUTS, options_of
from bot.sandbox.outside import Json, Outside
from bot.sandbox.screen_text import Spot, app_messages, screen_text, spots, words


class Town(Outside):
    """The workspace from outside, with a seat for everybody who lives there."""

    def seat(self, who: str) -> "Seat":
        return Seat(self, *self.person(who))

    def joins(self, **person: Any) -> "Seat":  # noqa: ANN401 - the fields of a Person
        self.tell("join", person)
        return self.seat(person["id"])


class Seat:
    def __init__(self, town: Town, person_id: str, name: str) -> None:
        self.town = town
        self.id = person_id
        self.name = name

    def acts(self, do: str, **facts: Any) -> Json | None:  # noqa: ANN401 - as the API
        """What the app answered, or None where it was not asked."""
        answer = self.town.tell("act", {"as": self.id, "do": do, **facts})
        delivery: Json | None = answer["delivery"]
        return delivery

    def opens_home(self) -> Json | None:
        return self.acts("open_home")

    def opens_messages(self) -> Json | None:
        return self.acts("open_messages")

    def types(self, line: str, channel: str | None = None) -> Json | None:
        command, _, text = line.partition(" ")
        return self.acts("command", command=command, text=text, channel=channel)

    def says(self, text: str, channel: str) -> None:
        self.acts("say", text=text, channel=channel)

    def uses_shortcut(self, callback_id: str) -> Json | None:
        return self.acts("shortcut", callback_id=callback_id)

    def taps(
        self,
        label: str,
        *,
        where: str | None = None,
        choose: str | None = None,
        confirmed: bool = False,
    ) -> Json | None:
        """A button by its words; a menu by its words or one of its options, chosen by `choose`."""
        spot = self._spot(label, where, choose)
        facts = {**spot.address, "confirmed": confirmed}
        if spot.element["type"] != "button":
            facts["selected"] = self._value(spot, choose if choose is not None else label)
        return self.acts("tap", **facts)

    def fills(self, inputs: Json) -> None:
        """Each input by its block's label, in the top modal or, without one, in Home."""
        for label, value in inputs.items():
            spot = self._input(label)
            self.acts("fill", **spot.address, selected=self._value(spot, value))

    def submits(self) -> Json | None:
        return self.acts("submit", view=self._top()["id"])

    def closes(self) -> Json | None:
        return self.acts("close", view=self._top()["id"])

    def reacts(self, name: str) -> Json | None:
        return self.acts("react", **self._newest_from_app(), name=name)

    def unreacts(self, name: str) -> Json | None:
        return self.acts("unreact", **self._newest_from_app(), name=name)

    def reloads(self) -> None:
        self.town.tell("reload", {"as": self.id})

    def sees(self, text: str, within: float = 5.0) -> None:
        self.waits_for(lambda seen: text in screen_text(seen), within, f"{text!r}")

    def sees_not(self, text: str) -> None:
        screen = self.screen()
        if text in screen:
            raise AssertionError(f"{self.name} sees {text!r}:\n{screen}")

    def waits_for(
        self, holds: Callable[[Json], bool], within: float = 5.0, what: str = "what was awaited"
    ) -> Json:
        """What the person sees as soon as it holds."""
        until = time.monotonic() + within
        while True:
            seen = self.seen()
            if holds(seen):
                return seen
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(f"{self.name} does not see {what}:\n{screen_text(seen)}")
            self.town.waits_for_change(seen["version"], left)

    def seen(self) -> Json:
        found: Json = self.town.ask("seen", {"as": self.id})
        if "person" not in found:
            raise AssertionError(found.get("error"))
        return found

    def home(self) -> Json | None:
        view: Json | None = self.seen()["home"]
        return view

    def modal(self) -> Json | None:
        modals: list[Json] = self.seen()["modals"]
        return modals[-1] if modals else None

    def messages(self) -> list[Json]:
        return app_messages(self.seen())

    def notifications(self) -> list[Json]:
        found: list[Json] = self.seen()["notifications"]
        return found

    def screen(self) -> str:
        return screen_text(self.seen())

    def _top(self) -> Json:
        modal = self.modal()
        if modal is None:
            raise AssertionError(f"{self.name} has no modal open:\n{self.screen()}")
        return modal

    def _newest_from_app(self) -> Json:
        conversation = next(one for one in self.seen()["conversations"] if one["is_app_dm"])
        theirs = [
            one
            for one in conversation["messages"]
            if one["user"] != self.id and not one["ephemeral"]
        ]
        if not theirs:
            raise AssertionError(f"{self.name} has no message from the app:\n{self.screen()}")
        return {"channel": conversation["channel"], "ts": theirs[-1]["ts"]}

    def _spot(self, label: str, where: str | None, choose: str | None) -> Spot:
        """Exact words on the element itself come first, then labels and options around it."""
        seen = self.seen()
        top_only = where is None and bool(seen["modals"])
        wanted = "modal" if top_only else where
        near = [one for one in spots(seen) if wanted in (None, one.where)]
        fitting = [one for one in near if one.own_label == label]
        fitting += [one for one in near if label in one.labels or self._is_dots(one, label)]
        if choose is not None:
            fitting = [one for one in fitting if self._offers(one, choose)]
        if not fitting:
            place = wanted or "screen"
            raise AssertionError(f"{self.name}'s {place} has no {label!r}:\n{screen_text(seen)}")
        return fitting[0]

    @staticmethod
    def _is_dots(spot: Spot, label: str) -> bool:
        return spot.element["type"] == "overflow" and label == "⋯"

    @staticmethod
    def _offers(spot: Spot, choose: str) -> bool:
        labels = [words(option["text"]) for option in options_of(spot.element)]
        return choose in labels or not labels

    def _input(self, label: str) -> Spot:
        seen = self.seen()
        wanted = "modal" if seen["modals"] else "home"
        for spot in spots(seen):
            if spot.where == wanted and words(spot.block.get("label")) == label:
                return spot
        raise AssertionError(f"{self.name} sees no input {label!r}:\n{screen_text(seen)}")

    def _value(self, spot: Spot, wanted: Any) -> Any:  # noqa: ANN401 - labels, dates, times, ids
        """Option labels become option values, a person's name their id; the rest stays."""
        if isinstance(wanted, list):
            return [self._value(spot, one) for one in wanted]
        for option in options_of(spot.element):
            if words(option["text"]) == wanted:
                return option.get("value")
        if spot.element["type"] in TEXT_INPUTS:
            return wanted
        if spot.element["type"].endswith("users_select"):
            return self.town.person(wanted)[0]
        return wanted
