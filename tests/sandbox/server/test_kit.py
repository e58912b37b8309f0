"""The sandbox refuses what Slack refuses in blocks and views, and takes what Slack takes."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.kit_blocks import MESSAGE, problems_of_blocks, problems_of_view
from tests.sandbox.server.makers import (
    actions,
    button,
    home,
    modal,
    option,
    overflow,
    plain,
    section,
    select,
    text_field,
)

CONTRACTS = Path(__file__).parents[3].parent / "shared" / "contracts" / "blocks"
UNKNOWN = (
    "alert", "axis", "card", "carousel", "chart", "container", "context-actions", "data-", "video",
    "feedback-button", "file-input", "icon-button", "pie-chart", "table", "url-source",
)  # fmt: skip
CONFIRM = {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n")}
IMAGE = {"type": "image", "image_url": "https://example.com/i.png", "alt_text": "a"}
OPTIONS = [option(str(n), str(n)) for n in range(101)]


def fixture(name: str) -> dict[str, Any]:
    path = CONTRACTS / name
    if not path.exists():
        pytest.skip("the contracts folder is not beside this checkout")
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def choices(kind: str, count: int) -> dict[str, Any]:
    return {"type": kind, "action_id": "a", "options": OPTIONS[:count]}


def asked(**too_long: str) -> dict[str, Any]:
    confirm = CONFIRM | {name: plain(text) for name, text in too_long.items()}
    return actions(button("b", confirm=confirm))


def grouped(label: str, count: int, groups: int = 1) -> dict[str, Any]:
    group = {"label": plain(label), "options": OPTIONS[:count]}
    element = {"type": "static_select", "action_id": "a", "option_groups": [group] * groups}
    return actions(element)


def labelled(element: dict[str, Any], **further: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("l"), "element": element, **further}


NUMBER = {"type": "number_input", "is_decimal_allowed": False}
BROKEN: dict[str, dict[str, Any]] = {
    "text-empty": section(""),
    "text-too-long": section("x" * 3001),
    "button-action-id-too-long": actions(button("b", "x" * 256)),
    "button-text-too-long": actions(button("x" * 76)),
    "button-url-too-long": actions(button("b", url="x" * 3001)),
    "button-value-too-long": actions(button("b", value="x" * 2001)),
    "button-accessibility-label-too-long": actions(button("b", accessibility_label="x" * 76)),
    "confirmation-title-too-long": asked(title="x" * 101),
    "confirmation-text-too-long": asked(text="x" * 301),
    "confirmation-confirm-too-long": asked(confirm="x" * 31),
    "confirmation-deny-too-long": asked(deny="x" * 31),
    "option-text-too-long": actions(select("a", v="x" * 76)),
    "option-value-too-long": actions(select("a", **{"x" * 151: "v"})),
    "option-url-too-long": actions(
        {
            "type": "overflow",
            "options": [
                option("a", "a"),
                option("b", "b") | {"url": "\N{WAVING HAND SIGN}" * 3001},
            ],
        }
    ),
    "option-description-too-long": actions(
        {"type": "static_select", "options": [option("a", "a") | {"description": plain("x" * 76)}]}
    ),
    "option-group-label-too-long": grouped("x" * 76, 1),
    "option-group-empty": grouped("g", 0),
    "option-group-too-many-options": grouped("g", 101),
    "select-placeholder-too-long": actions(select("a", v="v") | {"placeholder": plain("x" * 151)}),
    "select-too-many-options": actions(choices("static_select", 101)),
    "select-too-many-option-groups": grouped("g", 1, groups=101),
    "overflow-empty": actions(choices("overflow", 0)),
    "overflow-too-many-options": actions(choices("overflow", 6)),
    "checkboxes-empty": actions(choices("checkboxes", 0)),
    "checkboxes-too-many-options": actions(choices("checkboxes", 11)),
    "radio-buttons-empty": actions(choices("radio_buttons", 0)),
    "radio-buttons-too-many-options": actions(choices("radio_buttons", 11)),
    "plain-text-input-max-length-too-large": labelled(
        {"type": "plain_text_input", "max_length": 3001}
    ),
    "actions-too-many-elements": actions(*(button("b", f"a{n}") for n in range(26))),
    "context-too-many-elements": {"type": "context", "elements": [plain("x")] * 11},
    "header-text-too-long": {"type": "header", "text": plain("x" * 151)},
    "image-url-too-long": IMAGE | {"image_url": "x" * 3001},
    "image-alt-text-too-long": IMAGE | {"alt_text": "x" * 2001},
    "input-label-too-long": text_field("x" * 2001),
    "input-hint-too-long": text_field("l", hint=plain("x" * 2001)),
    "markdown-empty": {"type": "markdown", "text": ""},
    "markdown-too-long": {"type": "markdown", "text": "x" * 12_001},
    "section-text-too-long": section("x" * 3001),
    "section-too-many-fields": section("s", fields=[plain("f")] * 11),
    "section-field-too-long": section("s", fields=[plain("x" * 2001)]),
    "section-missing-content": {"type": "section"},
    "static-select-options-and-groups": actions(
        select("a", v="v") | {"option_groups": [{"label": plain("g"), "options": OPTIONS[:1]}]}
    ),
    "image-url-and-slack-file": IMAGE | {"slack_file": {"id": "F1"}},
    "number-input-inverted-range": labelled(NUMBER | {"min_value": "2", "max_value": "1"}),
    "context-invalid-element": {"type": "context", "elements": [button("b")]},
    "input-invalid-element": labelled(button("b")),
    "block-id-too-long": section("s", block_id="x" * 256),
}
BROKEN_VIEWS: dict[str, dict[str, Any]] = {
    "view-missing-blocks": modal() | {"blocks": []},
    "view-too-many-blocks": modal(*[{"type": "divider"}] * 101),
    "view-private-metadata-too-long": modal(private_metadata="x" * 3001),
    "view-callback-id-too-long": modal(callback_id="x" * 256),
    "view-title-too-long": modal(title=plain("x" * 25)),
    "view-close-too-long": modal(close=plain("x" * 25)),
    "view-submit-too-long": modal(submit=plain("x" * 25)),
}


def test_every_invalid_case_about_blocks_we_know_is_refused() -> None:
    cases = {case["id"] for case in fixture("invalid_cases.json")["cases"]}
    ours = {case for case in cases if not case.startswith(UNKNOWN)}
    assert ours == BROKEN.keys() | BROKEN_VIEWS.keys()


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_block_is_refused(case: str) -> None:
    assert problems_of_blocks([BROKEN[case]], MESSAGE)


@pytest.mark.parametrize("case", BROKEN_VIEWS)
def test_a_broken_view_is_refused(case: str) -> None:
    assert problems_of_view(BROKEN_VIEWS[case])


def valid_messages() -> dict[str, list[dict[str, Any]]]:
    """Blocks and elements of the fixtures, each in a message of its own."""
    found = {}
    for name, thing in fixture("valid_fixtures.json").items():
        family, _, rest = name.partition("/")
        kind = thing.get("type") if isinstance(thing, dict) else None
        if family == "blocks" and kind in {
            "actions", "context", "divider", "header", "image", "input", "markdown", "rich_text",
            "section",
        }:  # fmt: skip
            found[name] = [thing]
        if family == "elements" and kind not in LEFT_OUT:
            found[name] = [placed(thing)]
        if family == "messages" and "webhook" not in rest:
            found[name] = thing.get("blocks", [])
    return found


LEFT_OUT = {
    "external_select", "file_input", "multi_external_select", "rich_text_input", "url",
    "workflow_button",
}  # fmt: skip


def placed(element: dict[str, Any]) -> dict[str, Any]:
    if element["type"] == "image":
        return {"type": "context", "elements": [element]}
    if element["type"] in {"button", "overflow"}:
        return actions(element)
    return labelled(element)


def test_the_valid_fixtures_about_blocks_we_know_are_taken() -> None:
    messages = valid_messages()
    refused = {name: problems_of_blocks(blocks, MESSAGE) for name, blocks in messages.items()}
    assert len(messages) > 35
    assert {name: found for name, found in refused.items() if found} == {}


def test_the_valid_views_are_taken() -> None:
    views = {n: v for n, v in fixture("valid_fixtures.json").items() if n.startswith("views/")}
    assert views
    assert {name: found for name, view in views.items() if (found := problems_of_view(view))} == {}


@pytest.mark.parametrize(
    "block",
    [
        section("s", accessory=button("b", text={"type": "mrkdwn", "text": "*b*"})),
        {"type": "header", "text": {"type": "mrkdwn", "text": "h"}},
        labelled({"type": "plain_text_input"}, label={"type": "mrkdwn", "text": "l"}),
        section("s", colour="red"),
        {"type": "marquee"},
        "a string",
        {"type": "actions", "elements": []},
        {"type": "context", "elements": []},
        actions(button("a", "same"), button("b", "same")),
        actions(choices("static_select", 2) | {"initial_option": option("other", "other")}),
        actions(choices("checkboxes", 2) | {"initial_options": [option("other", "other")]}),
        actions(choices("overflow", 1)),
        actions(button("b", style="default")),
        actions({"type": "timepicker", "action_id": "t", "initial_time": "25:00"}),
        actions({"type": "external_select", "action_id": "e"}),
        labelled({"type": "number_input"}),
    ],
)
def test_what_slack_does_not_know_is_refused(block: dict[str, Any]) -> None:
    assert problems_of_blocks([block], MESSAGE)


def test_a_block_id_is_used_once() -> None:
    twice = [section("a", block_id="same"), section("b", block_id="same")]
    assert problems_of_blocks(twice, MESSAGE)


def test_a_message_has_at_most_fifty_blocks() -> None:
    assert not problems_of_blocks([{"type": "divider"}] * 50, MESSAGE)
    assert problems_of_blocks([{"type": "divider"}] * 51, MESSAGE)


def test_inputs_need_a_submit_button() -> None:
    view = modal(text_field("Name"))
    assert not problems_of_view(view)
    del view["submit"]
    assert problems_of_view(view)


@pytest.mark.parametrize("key", ["title", "submit", "close", "notify_on_close"])
def test_home_has_no_parts_of_a_modal(key: str) -> None:
    assert problems_of_view({**home(), key: plain("t")})


def test_markdown_blocks_belong_in_messages_only() -> None:
    block = {"type": "markdown", "text": "**hello**"}
    assert not problems_of_blocks([block], MESSAGE)
    assert problems_of_view(modal(block))


def test_judging_changes_nothing() -> None:
    view = modal(text_field("Name"), actions(overflow("more", a="A", b="B")))
    before = copy.deepcopy(view)
    problems_of_view(view)
    assert view == before


def spoilt(node: Any) -> Iterator[Any]:
    """Every copy of the JSON in which one part is something else entirely."""
    yield from (None, 3, "x", [], {}, [3], {"type": []})
    if isinstance(node, dict):
        for key, value in node.items():
            yield from ({**node, key: other} for other in spoilt(value))
    if isinstance(node, list) and len(node) < 3:
        for place, value in enumerate(node):
            yield from ([*node[:place], other, *node[place + 1 :]] for other in spoilt(value))


def test_judging_never_stumbles_over_what_it_is_given() -> None:
    for block in BROKEN.values():
        for other in spoilt(block):
            assert isinstance(problems_of_blocks([other], MESSAGE), list)
    for view in (modal(text_field("Name")), home()):
        for other in spoilt(view):
            assert not isinstance(other, dict) or isinstance(problems_of_view(other), list)
