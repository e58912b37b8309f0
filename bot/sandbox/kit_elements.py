"""The shapes and limits of Block Kit's texts, options and interactive elements."""

# Limits from nicklambourne/slackblocks spec/limits.json (MIT) and Slack's public reference.

from typing import Any

from bot.sandbox.elements import options_of
from bot.sandbox.kit_shapes import (
    Check,
    Problems,
    all_of,
    by_type,
    exactly_one,
    flag,
    items,
    one_of,
    problem,
    shape,
    string,
    whole,
)

IDENTIFIER = string(255)
LINK = string(3000)
DATE = string(10, pattern=r"\d{4}-\d{2}-\d{2}")
TIME = string(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")
MAX_OPTIONS = 100
MAX_CHOICES = 10


def plain(longest: int) -> Check:
    return shape({"type": one_of("plain_text"), "text": string(longest)}, {"emoji": flag})


def mrkdwn(longest: int) -> Check:
    return shape({"type": one_of("mrkdwn"), "text": string(longest)}, {"verbatim": flag})


def either_text(longest: int) -> Check:
    return by_type({"plain_text": plain(longest), "mrkdwn": mrkdwn(longest)}, "text")


CONFIRM = shape(
    {
        "title": plain(100),
        "text": either_text(300),
        "confirm": plain(30),
        "deny": plain(30),
    },
    {"style": one_of("primary", "danger")},
)


def option(text: Check, *, with_url: bool = False) -> Check:
    further = {"url": LINK} if with_url else {}
    return shape({"text": text, "value": string(150)}, {"description": either_text(75), **further})


PLAIN_OPTION = option(plain(75))
RICH_OPTION = option(either_text(75))
OPTION_GROUP = shape({"label": plain(75), "options": items(PLAIN_OPTION, most=MAX_OPTIONS)})
FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public")),
        "exclude_bot_users": flag,
        "exclude_external_shared_channels": flag,
    },
)
DISPATCH = shape(
    {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), most=2)}
)
BUTTON = shape(
    {"type": one_of("button"), "text": plain(75)},
    {
        "action_id": IDENTIFIER,
        "url": LINK,
        "value": string(2000, shortest=0),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
OVERFLOW = shape(
    {
        "type": one_of("overflow"),
        "options": items(option(plain(75), with_url=True), least=2, most=5),
    },
    {"action_id": IDENTIFIER, "confirm": CONFIRM},
)
IMAGE_ELEMENT = all_of(
    shape(
        {"type": one_of("image"), "alt_text": string(2000)},
        {"image_url": LINK, "slack_file": shape({}, {"id": string(), "url": string()})},
    ),
    exactly_one("image_url", "slack_file"),
)


def initials_among_options(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
    if not isinstance(value, dict):
        return
    wanted = [value["initial_option"]] if "initial_option" in value else []
    try:
        known = options_of(value)
        wanted += value.get("initial_options", [])
    except (TypeError, KeyError):
        return
    for one in wanted:
        if one not in known:
            yield problem("the initial option is not among the options", at)


def _waiting(kind: str, **own: Check) -> Check:
    """An element with the fields that all inputs share, and its own."""
    common = {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": flag}
    return shape({"type": one_of(kind)}, common | own)


def _select(kind: str, **own: Check) -> Check:
    return _waiting(kind, placeholder=plain(150), **own)


def _multi(kind: str, **own: Check) -> Check:
    return _select(kind, max_selected_items=whole(1), **own)


def _with_options(element: Check) -> Check:
    return all_of(element, exactly_one("options", "option_groups"), initials_among_options)


def _choices(kind: str, **initial: Check) -> Check:
    """Radio buttons and checkboxes."""
    options = items(RICH_OPTION, most=MAX_CHOICES)
    common = {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": flag}
    return all_of(
        shape({"type": one_of(kind), "options": options}, common | initial),
        initials_among_options,
    )


OPTIONS = {
    "options": items(PLAIN_OPTION, most=MAX_OPTIONS),
    "option_groups": items(OPTION_GROUP, most=MAX_OPTIONS),
}
SELECTS = {
    "static_select": _with_options(
        _select("static_select", **OPTIONS, initial_option=PLAIN_OPTION)
    ),
    "users_select": _select("users_select", initial_user=string()),
    "conversations_select": _select(
        "conversations_select",
        initial_conversation=string(),
        default_to_current_conversation=flag,
        response_url_enabled=flag,
        filter=FILTER,
    ),
    "channels_select": _select(
        "channels_select", initial_channel=string(), response_url_enabled=flag
    ),
    "multi_static_select": _with_options(
        _multi("multi_static_select", **OPTIONS, initial_options=items(PLAIN_OPTION))
    ),
    "multi_users_select": _multi("multi_users_select", initial_users=items(string())),
    "multi_conversations_select": _multi(
        "multi_conversations_select",
        initial_conversations=items(string()),
        default_to_current_conversation=flag,
        filter=FILTER,
    ),
    "multi_channels_select": _multi("multi_channels_select", initial_channels=items(string())),
}
PICKERS = {
    "datepicker": _select("datepicker", initial_date=DATE),
    "timepicker": _select("timepicker", initial_time=TIME, timezone=string()),
    "datetimepicker": _waiting("datetimepicker", initial_date_time=whole(10**9, 10**10 - 1)),
    "radio_buttons": _choices("radio_buttons", initial_option=RICH_OPTION),
    "checkboxes": _choices("checkboxes", initial_options=items(RICH_OPTION)),
}


def _typed(kind: str, **own: Check) -> Check:
    common = {"action_id": IDENTIFIER, "focus_on_load": flag, "placeholder": plain(150)}
    return shape({"type": one_of(kind)}, common | {"dispatch_action_config": DISPATCH} | own)


def _says_if_decimal(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
    if "is_decimal_allowed" not in value:
        yield problem("missing required field: is_decimal_allowed", at)


def _in_order(least: str, most: str) -> Check:
    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        try:
            fits = float(value.get(least, "-inf")) <= float(value.get(most, "inf"))
        except (TypeError, ValueError):
            yield problem(f"{least} and {most} must be numbers", at)
            return
        if not fits:
            yield problem(f"{least} must not be greater than {most}", at)

    return check


TYPED = {
    "plain_text_input": all_of(
        _typed(
            "plain_text_input",
            initial_value=string(),
            multiline=flag,
            min_length=whole(0, 3000),
            max_length=whole(1, 3000),
        ),
        _in_order("min_length", "max_length"),
    ),
    "email_text_input": _typed("email_text_input", initial_value=string()),
    "url_text_input": _typed("url_text_input", initial_value=string()),
    "number_input": all_of(
        _typed(
            "number_input",
            is_decimal_allowed=flag,
            initial_value=string(),
            min_value=string(),
            max_value=string(),
        ),
        _says_if_decimal,
        _in_order("min_value", "max_value"),
    ),
}
