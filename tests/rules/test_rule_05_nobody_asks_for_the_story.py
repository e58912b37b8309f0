"""Rule 5: nothing asks for the story of a call; no free text is asked for and none is stored."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import prompts
from bot.domain.roster_files import HEADINGS, BadLines, read_roster
from bot.sandbox.seats import Seat
from bot.store import tables
from bot.words.tongues import code_of
from tests.databases import bytes_at_rest
from tests.rules.logbooks import logbook
from tests.rules.records import rows
from tests.rules.sources import modules
from tests.rules.walks import walks_everywhere
from tests.stories.stage import Stage, stage
from tests.stories.steps import turns_on

STORY = "he-said-he-stood-on-the-bridge"
# Choices from fixed lists, days and times: nothing in which a sentence could be written.
FIXED = {
    "button", "overflow", "static_select", "radio_buttons", "checkboxes", "timepicker", "datepicker",
    "multi_static_select", "users_select", "multi_users_select",
}  # fmt: skip
NO_ELEMENTS = {
    "section",
    "actions",
    "context",
    "header",
    "divider",
    "input",
    "mrkdwn",
    "plain_text",
}
OUTSIDE_BLOCKS = {"modal", "home"}

# Elements in which people type, by their names.
TYPED = re.compile(r"plain_text_input|rich_text_input|email_text_input|url_text_input|number_input")

# Every column that could hold a text at all, with what stands in it. A new one needs a reason.
TEXTS = {
    "workspace": "an id of Slack's",
    "id": "an id of ours or of Slack's",
    "worker": "an id of Slack's",
    "person": "an id of Slack's",
    "process": "an id of ours",
    "role": "one of a fixed list",
    "fingerprint": "what a master key is known by",
    "recipient": "an id of Slack's",
    "channel": "an id of Slack's",
    "ts": "a time stamp of Slack's",
    "shift": "an id of ours",
    "check_in": "an id of ours",
    "about": "an id of ours",
    "owner": "an id of ours",
    "key": "a hash",
    "email_mark": "a hash",
    "zone": "a time zone",
    "offered_zone": "a time zone",
    "declined_zone": "a time zone",
    "language": "a code",
    "slack_language": "a code",
    "country": "a code",
    "moment": "one of a fixed list",
    "paused_by": "one of a fixed list",
    "state": "one of a fixed list",
    "kind": "one of a fixed list",
    "source": "the name of a rota system, from the settings",
    "name": "what a rota calls a shift or a worker",
    "slack_id": "an id of Slack's, as a rota wrote it",
    "email": "an address, as a rota wrote it, until it is matched",
    "days": "numbers of weekdays",
    "skipped": "dates",
    "wake_at": "a time of day",
    "quiet_from": "a time of day",
    "quiet_until": "a time of day",
    "undisturbed_from": "a time of day",
    "undisturbed_until": "a time of day",
    "start": "a time of day",
    "end": "a time of day",
    "error": "an error word of Slack's",
    "mark": "a hash",
    "seal": "a hash",
    "before": "a hash",
    "given": "a name or an address, as a coordinator wrote it, until it is matched",
    "team": "what the organisation calls it",
    "site": "what the organisation calls it",
    "manager": "a hash",
    "supervisor": "a hash",
    "supporter": "a hash, or an id of Slack's",
    "languages": "codes",
    "actor": "a mark of the log's own",
    "act": "one of a fixed list",
    "hours": "hours of the week",
    "asker": "an id of Slack's",
    "buddy": "an id of Slack's",
    "one": "an id of Slack's",
    "other": "an id of Slack's",
    "others": "ids of Slack's",
    "calls": "an id of Slack's",
    "route": "one of a fixed list",
    "request": "an id of ours",
    "round": "an id of ours",
    "pair": "an id of ours",
    "settings": "numbers, and choices from fixed lists",
    "made_by": "an id of Slack's",
    "findings": "numbers of a draft",
    "why": "one of a fixed list",
    "reason": "one of a fixed list",
}  # fmt: skip
HOLDS_NO_TEXT = (sa.Integer, sa.Float, sa.Boolean, sa.DateTime, sa.Date, sa.LargeBinary)


@pytest.fixture
def heard(kind: str) -> Iterator[tuple[Stage, io.StringIO]]:
    """A night whose log is read."""
    with logbook() as log, stage(kind) as opened:
        yield opened, log


def types_in(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        if isinstance(thing.get("type"), str):
            yield thing["type"]
        for value in thing.values():
            yield from types_in(value)
    if isinstance(thing, list):
        for one in thing:
            yield from types_in(one)


def test_no_modal_home_or_message_has_a_field_to_write_in(night: Stage) -> None:
    for _step in walks_everywhere(night, night.seat("Ana")):
        pass
    used = {kind for call in night.town.calls() for kind in types_in(call["args"])}
    assert used - FIXED - NO_ELEMENTS - OUTSIDE_BLOCKS == set()
    assert "datepicker" in used


def test_the_only_field_to_write_in_is_for_a_coordinator_s_list_and_no_worker_sees_it() -> None:
    """Rows of a spreadsheet, read by headings: a cell that is no name, team or the like is refused."""
    files = {
        name: file.read_text(encoding="utf-8")
        for name, file in modules().items()
        if name.startswith(("bot.views", "bot.replies", "handlers"))
    }
    assert {name for name, text in files.items() if "_input" in text and TYPED.search(text)} == {
        "bot.views.kit"
    }
    assert {name for name, text in files.items() if "text_area(" in text} == {
        "bot.views.kit", "bot.views.roster",
    }  # fmt: skip
    assert files["bot.views.roster"].count("text_area(") == 1
    with pytest.raises(BadLines):
        read_roster(f"Name,Note\nAna,{STORY}", code_of)
    assert set(HEADINGS) == {
        "slack_id", "address", "name", "team", "site", "manager", "supervisor", "languages",
        "experience", "role", "supporter",
    }  # fmt: skip


def test_no_table_has_a_column_for_a_sentence() -> None:
    could_hold_text = {
        column.name
        for table in tables.metadata.tables.values()
        for column in table.columns
        if not isinstance(_plain_type(column), HOLDS_NO_TEXT)
    }
    assert could_hold_text == TEXTS.keys()


def _plain_type(column: sa.Column[Any]) -> Any:
    kind = column.type
    return kind.impl if isinstance(kind, sa.types.TypeDecorator) else kind


def test_what_is_typed_after_the_command_is_kept_nowhere(
    heard: tuple[Stage, io.StringIO],
) -> None:
    """Only the first word comes back, to that person alone, in "Did you mean ...?"."""
    night, log = heard
    ana = turns_on(night)
    ana.types(f"/decompress caller {STORY}")
    ana.sees('I don\'t know "caller".')
    ana.types(f"/decompress {STORY}")
    night.settles()
    assert_nowhere(night, log)
    whispered = [one["text"] for one in ana.messages() if STORY in one["text"]]
    assert len(whispered) == 1
    assert STORY not in str(night.seat("Ben").seen())


def test_what_is_typed_to_the_app_is_not_even_received(
    heard: tuple[Stage, io.StringIO],
) -> None:
    """Slack would only send it to an app that asked for messages; if it did all the same, it is dropped."""
    night, log = heard
    ana = turns_on(night)
    before = list(rows(night))
    words = {"type": "message", "channel_type": "im", "channel": f"D{ana.id[1:]}", "user": ana.id}
    delivery = night.town.sends_event({**words, "text": STORY, "ts": "1.1", "event_ts": "1.1"})
    night.settles()
    assert delivery["delivery"]["status"] == 200
    assert list(rows(night)) == before
    assert_nowhere(night, log)


def test_a_rota_that_sends_a_story_along_leaves_none_of_it(
    heard: tuple[Stage, io.StringIO],
) -> None:
    night, log = heard
    ana = turns_on(night)
    told = {"shift_id": "night-1", "note": STORY, "calls": [{"summary": STORY}]}
    answer = night.signals("shift.ended", {"slack_id": ana.id, "mood": STORY}, **told)
    night.settles()
    assert answer.status_code == 202
    assert_nowhere(night, log)


def test_an_emoji_is_not_kept_by_its_name(heard: tuple[Stage, io.StringIO]) -> None:
    night, log = heard
    ana = turns_on(night)
    ana.types("/decompress done")
    night.settles()
    night.passes(minutes=20)
    ana.reacts(STORY)
    night.settles()
    assert_nowhere(night, log)


def assert_nowhere(scene: Stage, log: io.StringIO) -> None:
    """Not in the database, the log, or anything that the bot sent to Slack by itself."""
    assert not any(STORY.encode() in file for file in _bytes_of(scene))
    assert STORY not in log.getvalue()
    assert not any(STORY in str(call) for call in scene.town.calls())


def _bytes_of(scene: Stage) -> Iterator[bytes]:
    return bytes_at_rest(scene.services.place.store.url)


# The words.

ASKING_FOR_IT = re.compile(
    r"what happened|tell (?:me|us) (?:about|what)|describe|share (?:your|what)|talk (?:me|us) through"
    r"|how did (?:the|that) call|write (?:about|down what)|in your own words|go over (?:the|what)",
    re.IGNORECASE,
)
WORDS = sorted(Path(prompts.__file__).parent.rglob("*.toml"))


@pytest.mark.parametrize("file", WORDS, ids=lambda file: file.stem)
def test_no_text_asks_what_happened(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert [line for line in lines if ASKING_FOR_IT.search(line)] == []


def test_the_privacy_page_asks_people_to_keep_callers_out(ana: Seat) -> None:
    ana.taps("Who sees what", where="home")
    ana.sees("I never ask you to write. Please keep callers out of here.")
