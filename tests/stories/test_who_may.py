"""Who may use it here: guests yes; people of other organisations and workspaces hear a kind no."""

import json
import time
from dataclasses import replace
from typing import Any

import httpx

from bot.sandbox.seats import Seat
from tests.handlers.posting import posts_command, posts_interaction, posts_json
from tests.stories.stage import Stage
from tests.stories.steps import OPENING, gets_a_check_in, home, modal, openings, turns_on

KIND_NO = "This Aftershift belongs to another organisation"


def stranger(night: Stage) -> Seat:
    """Of another organisation, met through Slack Connect."""
    return night.town.joins(
        id="U0STRANGE1",
        name="Stranger",
        real_name="Somebody Else",
        email="else@other.example",
        team_id="T0OTHER001",
    )
