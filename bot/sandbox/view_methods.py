"""The Web API's views methods: open, push, update, publish."""

from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.backstage import Backstage
from bot.sandbox.kit_blocks import HOME, MODAL, judge_view
from bot.sandbox.refusals import ApiError


def open_view(stage: Backstage, given: Arguments) -> dict[str, Any]:
    judge_view(given["view"], MODAL)
    view = stage.screens.open(_trigger(given), given["view"])
    return {"view": stage.screens.as_payload(view)}


def push_view(stage: Backstage, given: Arguments) -> dict[str, Any]:
    judge_view(given["view"], MODAL)
    view = stage.screens.push(_trigger(given), given["view"])
    return {"view": stage.screens.as_payload(view)}


def _trigger(given: Arguments) -> str:
    if "trigger_id" not in given:
        raise ApiError("invalid_arguments", "[ERROR] missing required field: trigger_id")
    return str(given["trigger_id"])


def update_view(stage: Backstage, given: Arguments) -> dict[str, Any]:
    if "view_id" in given:
        view = stage.screens.find(given["view_id"])
    elif "external_id" in given:
        view = stage.screens.find_external(given["external_id"])
    else:
        raise ApiError("invalid_arguments", "[ERROR] missing required field: view_id")
    if view is None:
        raise ApiError("not_found")
    judge_view(given["view"], view.content["type"])
    stage.screens.update(view, given["view"], given.get("hash"))
    return {"view": stage.screens.as_payload(view)}


def publish_view(stage: Backstage, given: Arguments) -> dict[str, Any]:
    if not stage.world.home_enabled:
        raise ApiError("not_enabled")
    if given["user_id"] not in stage.workspace.people:
        raise ApiError("invalid_arguments", "[ERROR] invalid user_id")
    judge_view(given["view"], HOME)
    view = stage.screens.publish(given["user_id"], given["view"], given.get("hash"))
    return {"view": stage.screens.as_payload(view)}


METHODS = {
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish_view,
}
