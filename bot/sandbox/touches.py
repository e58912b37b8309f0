"""What fingers do to what the app has drawn: tap, fill, submit, close."""

from typing import Any

from bot.sandbox import payloads, whats_answered
from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import action_of, chosen, find_element, is_empty
from bot.sandbox.hands import Act, InMessage, InView, place_of, values_at, view_seen
from bot.sandbox.payloads import INTERACTIVE, Parcel
from bot.sandbox.receipts import Receipt
from bot.sandbox.refusals import CannotError
from bot.sandbox.world import Person

SELF_SENDING = ("button", "overflow")


async def tap(stage: Backstage, person: Person, act: Act) -> Receipt:
    place = place_of(stage, person, act)
    block, element = find_element(place.blocks, str(act.get("block_id")), str(act.get("action_id")))
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise CannotError("This input sends nothing by itself: fill it and submit.")
    _ask_to_confirm(element, act)
    held = chosen(element, act.get("selected", act.get("text")))
    if element["type"] not in SELF_SENDING:
        values = values_at(stage, person, place)
        values[block["block_id"]][element["action_id"]] = held
        stage.changes.announce()
    action = action_of(block, element, held, stage.workspace.stamps.next())
    body = _tapped(stage, person, place) | {"actions": [action]}
    receipt = await stage.delivery.bring(Parcel(INTERACTIVE, element["action_id"], body))
    if not receipt.arrived:
        label = element.get("text", {}).get("text", element["type"])
        stage.workspace.warn(
            person.id, f"\N{WARNING SIGN} {label} did not work ({receipt.problem})."
        )
    return receipt


def _ask_to_confirm(element: dict[str, Any], act: Act) -> None:
    confirm = element.get("confirm")
    if confirm and act.get("confirmed") is not True:
        words = " / ".join(confirm[part]["text"] for part in ("title", "text", "confirm", "deny"))
        raise CannotError(f"Slack asks first: {words}")


def _tapped(stage: Backstage, person: Person, place: InMessage | InView) -> dict[str, Any]:
    if isinstance(place, InView):
        view = stage.screens.as_payload(place.view)
        body = payloads.block_actions_in_view(stage.world, person, view)
        return body | {"trigger_id": stage.screens.new_trigger(person.id, place.view.id)}
    conversation = place.conversation
    path = stage.response_urls.new_path(person.id, conversation.id, place.message)
    body = payloads.block_actions_in_message(stage.world, person, place.message, conversation)
    return body | {
        "state": {"values": values_at(stage, person, place)},
        "response_url": stage.base_url + path,
        "trigger_id": stage.screens.new_trigger(person.id),
    }


async def fill(stage: Backstage, person: Person, act: Act) -> None:
    """Sets what an input holds; nothing is sent."""
    place = place_of(stage, person, act)
    block, element = find_element(place.blocks, str(act.get("block_id")), str(act.get("action_id")))
    if element["type"] in SELF_SENDING:
        raise CannotError("That is a button: tap it.")
    values = values_at(stage, person, place)
    held = chosen(element, act.get("selected", act.get("text")))
    values[block["block_id"]][element["action_id"]] = held
    stage.changes.announce()


async def submit(stage: Backstage, person: Person, act: Act) -> Receipt:
    place = view_seen(stage, person, str(act.get("view")))
    view = place.view
    if "submit" not in view.content:
        raise CannotError("This modal has no submit button.")
    if view.content.get("submit_disabled"):
        raise CannotError("The submit button is greyed out.")
    for block_id, inputs in act.get("values", {}).items():
        for action_id, selected in inputs.items():
            _, element = find_element(place.blocks, block_id, action_id)
            view.values[block_id][action_id] = chosen(element, selected)
    view.errors = _missing(place)
    stage.changes.announce()
    if view.errors:
        raise CannotError(f"Slack sends nothing yet: {view.errors}")
    payload, trigger_id = (
        stage.screens.as_payload(view),
        stage.screens.new_trigger(person.id, view.id),
    )
    body = payloads.view_submission(stage.world, person, payload, trigger_id)
    receipt = await stage.delivery.bring(Parcel(INTERACTIVE, payload["callback_id"], body))
    whats_answered.to_submission(stage, person, view, receipt)
    return receipt


def _missing(place: InView) -> dict[str, str]:
    errors = {}
    for block in place.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = place.view.values[block["block_id"]][element["action_id"]]
        if is_empty(held) and not block.get("optional"):
            errors[block["block_id"]] = "Please complete this required field."
        elif len(str(held.get("value") or "")) < element.get("min_length", 0):
            errors[block["block_id"]] = f"At least {element['min_length']} characters, please."
    return errors


async def close(stage: Backstage, person: Person, act: Act) -> Receipt | None:
    view = view_seen(stage, person, str(act.get("view"))).view
    if view.content["type"] != "modal":
        raise CannotError("Home cannot be closed.")
    is_cleared = bool(view.content.get("clear_on_close"))
    payload = stage.screens.as_payload(view)
    if is_cleared:
        stage.screens.clear(person.id)
    else:
        stage.screens.close(view)
    if not view.content.get("notify_on_close"):
        return None
    body = payloads.view_closed(stage.world, person, payload, is_cleared=is_cleared)
    return await stage.delivery.bring(Parcel(INTERACTIVE, payload["callback_id"], body))
