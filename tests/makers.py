"""Small makers: a thing with every detail filled in, of which a test states only the one that matters."""

import base64
from pathlib import Path
from typing import Any

from bot.sandbox import DEMO_WORLD, World
from bot.settings import Settings, read_settings

KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
SIGNING_SECRET = "an-invented-signing-secret"
SIGNAL_SECRET = "whsec_" + base64.b64encode(b"s" * 24).decode()


def settings(
    folder: Path,
    slack_url: str = "http://127.0.0.1:1",
    world: World = DEMO_WORLD,
    *,
    socket: bool = False,
    **more: Any,
) -> Settings:
    """Settings of a bot in the sandbox, with its data in `folder`."""
    return read_settings(
        **{
            "_env_file": None,
            "slack_bot_token": world.bot_token,
            "slack_signing_secret": SIGNING_SECRET,
            "slack_app_token": world.app_token if socket else None,
            "slack_api_url": f"{slack_url}/api/",
            "database_url": f"sqlite:///{folder}/aftershift.db",
            "aftershift_key": KEY,
            "signal_webhook_secret": SIGNAL_SECRET,
            "organisation_country": "GB",
            **more,
        }
    )
