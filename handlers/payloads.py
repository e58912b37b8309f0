"""What Slack sends, cut down to the facts that a handler needs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.domain.errors import BadInput

T = TypeVar("T")


@dataclass(frozen=True)
class Spot:
    """Where a tapped message is; `ephemeral` ones cannot be edited through the Web API."""

    channel: str
    ts: str
    ephemeral: bool


@dataclass(frozen=True)
class OpenView:
    """The modal (or Home) that was tapped in or submitted, and the modal that lies beneath it."""

    id: str
    kind: str
    callback: str
    metadata: dict[str, str] = field(repr=False)
    values: dict[str, Any] = field(repr=False)
    beneath: str | None = None

    @property
    def is_modal(self) -> bool:
        return self.kind == "modal"

    def value(self, name: str) -> Any:  # noqa: ANN401  text, a list of texts, or None
        """What stands in a field of the form, whichever element it is."""
        element: dict[str, Any] = next(iter(self.values.get(name, {}).values()), {})
        for key in (
            "selected_date", "selected_time", "selected_user", "selected_users", "value",
        ):  # fmt: skip
            if element.get(key) is not None:
                return element[key]
        if element.get("selected_option"):
            return element["selected_option"]["value"]
        if "selected_options" in element:
            return [option["value"] for option in element["selected_options"]]
        return None

    def chosen(self, name: str, among: Iterable[T]) -> T:
        """Which of these stands in a field; BadInput for what no form of ours offers."""
        told = self.value(name)
        for one in among:
            if str(one) == told:
                return one
        raise BadInput(name, "errors.unknown")


@dataclass(frozen=True)
class Visitor:
    """Who acts, and which workspace they are of."""

    worker: str
    team: str | None
    enterprise: str | None


@dataclass(frozen=True)
class Tap:
    """One tap on a button or a choice in a menu; which one it was is hidden from every repr."""

    visitor: Visitor
    action: str = field(repr=False)
    value: str = field(repr=False)
    key: str = field(repr=False)
    trigger: str | None = None
    response_url: str | None = field(default=None, repr=False)
    spot: Spot | None = None
    view: OpenView | None = None

    @property
    def worker(self) -> str:
        return self.visitor.worker

    @property
    def door(self) -> str:
        """The noun and verb of the action id; what comes after them is the choice."""
        return ".".join(self.action.split(".")[:2])

    @property
    def choice(self) -> str:
        return self.action.split(".")[2] if self.action.count(".") > 1 else ""

    @property
    def in_modal(self) -> bool:
        return self.view is not None and self.view.is_modal


@dataclass(frozen=True)
class Submission:
    """A form that was sent."""

    visitor: Visitor
    view: OpenView
    key: str

    @property
    def worker(self) -> str:
        return self.visitor.worker


@dataclass(frozen=True)
class Command:
    """A slash command, or a global shortcut with its callback id as the text."""

    visitor: Visitor
    text: str = field(repr=False)
    trigger: str
    key: str
    response_url: str | None = field(default=None, repr=False)

    @property
    def worker(self) -> str:
        return self.visitor.worker


@dataclass(frozen=True)
class Happened:
    """An event: its type, its own facts, and the key under which it counts once."""

    kind: str
    visitor: Visitor
    facts: dict[str, Any] = field(repr=False)
    key: str

    @property
    def worker(self) -> str:
        return self.visitor.worker


def to_tap(body: dict[str, Any]) -> Tap:
    action = body["actions"][0]
    user = body["user"]["id"]
    stamp, block = action.get("action_ts"), action.get("block_id")
    return Tap(
        visitor=_visitor(body),
        action=action["action_id"],
        value=_value_of(action),
        key=f"tap:{user}:{stamp}:{block}",
        trigger=body.get("trigger_id"),
        response_url=body.get("response_url"),
        spot=_spot(body),
        view=_view(body.get("view")),
    )


def to_submission(body: dict[str, Any]) -> Submission:
    view = _view(body["view"]) or OpenView("", "modal", "", {}, {})
    raw = body["view"]
    return Submission(_visitor(body), view, f"form:{raw['id']}:{raw.get('hash')}")


def to_command(body: dict[str, Any]) -> Command:
    visitor = Visitor(body["user_id"], body.get("team_id"), body.get("enterprise_id"))
    return Command(
        visitor=visitor,
        text=str(body.get("text") or "").strip(),
        trigger=body["trigger_id"],
        key=f"command:{body['trigger_id']}",
        response_url=body.get("response_url"),
    )


def to_shortcut(body: dict[str, Any]) -> Command:
    return Command(
        visitor=_visitor(body),
        text=str(body.get("callback_id")),
        trigger=body["trigger_id"],
        key=f"shortcut:{body['trigger_id']}",
    )


def to_event(body: dict[str, Any]) -> Happened:
    event = body["event"]
    user = event.get("user")
    person = user.get("id", "") if isinstance(user, dict) else str(user or "")
    visitor = Visitor(person, body.get("team_id"), body.get("enterprise_id"))
    return Happened(event["type"], visitor, event, f"event:{body.get('event_id')}")


def _visitor(body: dict[str, Any]) -> Visitor:
    user = body["user"]
    team = user.get("team_id") or (body.get("team") or {}).get("id")
    enterprise = (body.get("enterprise") or {}).get("id")
    return Visitor(user["id"], team, enterprise)


def _value_of(action: dict[str, Any]) -> str:
    chosen = action.get("selected_option") or {}
    return str(chosen.get("value") or action.get("value") or "")


def _spot(body: dict[str, Any]) -> Spot | None:
    place = body.get("container") or {}
    if place.get("type") != "message" or not place.get("channel_id"):
        return None
    return Spot(place["channel_id"], place["message_ts"], bool(place.get("is_ephemeral")))


def _view(raw: dict[str, Any] | None) -> OpenView | None:
    if raw is None:
        return None
    return OpenView(
        id=raw["id"],
        kind=raw.get("type", "modal"),
        callback=raw.get("callback_id") or "",
        metadata=_metadata(raw.get("private_metadata")),
        values=(raw.get("state") or {}).get("values") or {},
        beneath=raw.get("previous_view_id"),
    )


def _metadata(text: str | None) -> dict[str, str]:
    try:
        told = json.loads(text or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
