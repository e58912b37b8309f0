"""The Slack app as Slack wants it described, made from the doors that exist."""

from typing import Any

from handlers.routing import DOORS

# Each scope with what needs it: the reason that an administrator asks for.
SCOPES = {
    "chat:write": "to send a worker their own check-in, and to change or take back that message",
    "commands": "for /decompress and the shortcut",
    "im:write": "to open the direct message in which the check-in arrives",
    "reactions:read": "to notice an emoji on our own message",
    "users:read": "to know a person's time zone and language, and when they leave",
    "users:read.email": "to match a rota's address with the person who opted in",
    "dnd:read": "to tell a worker that do-not-disturb covers the end of their shift",
}
METHODS = (
    "auth.test",
    "apps.connections.open",
    "chat.delete",
    "chat.postMessage",
    "chat.update",
    "conversations.open",
    "dnd.info",
    "users.info",
    "users.lookupByEmail",
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
)
COMMANDS = {
    "/decompress": ("A quiet minute, for you alone", "[done | pause 2w | learn | privacy | help]")
}
SHORTCUTS = {"shift_ended": ("My shift just ended", "Says that your shift is over")}
PLACEHOLDER = "https://aftershift.example.org/slack/events"


def manifest(
    *, typing: bool = False, socket: bool = False, url: str = PLACEHOLDER
) -> dict[str, Any]:
    """`typing` makes the messages tab writable; what is typed there is still neither got nor read."""
    address = {} if socket else {"request_url": url}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Aftershift",
            "description": "A quiet minute after the shift, and a person if you want one.",
            "background_color": "#3b4a54",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": not typing,
            },
            "bot_user": {"display_name": "Aftershift", "always_online": False},
            "shortcuts": [
                {"name": name, "type": "global", "callback_id": key, "description": text}
                for key, (name, text) in SHORTCUTS.items()
                if key in DOORS.shortcuts
            ],
            "slash_commands": [
                {
                    "command": name,
                    "description": text,
                    "usage_hint": hint,
                    "should_escape": False,
                    **({} if socket else {"url": url}),
                }
                for name, (text, hint) in COMMANDS.items()
                if name in DOORS.commands
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": sorted(DOORS.events)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }
