"""A running bot whose token dies: it says so, keeps everybody's letters, and goes on when let in again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.courier import faults
from handlers import ticks
from tests.faults.faulty_slack import FaultySlack, No
from tests.faults.house import bot_before, wait_for
from tests.faults.wave import fill
from tests.rules.logbooks import logbook

EVERYTHING = ("auth.test", "chat.postMessage", "conversations.open")


@pytest.mark.parametrize(
    "word", ["token_revoked", pytest.param("account_inactive", marks=pytest.mark.deep)]
)
def test_a_dead_token_is_seen_from_outside_and_costs_nobody_their_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setattr(ticks, "KNOCK", 0.1)
    monkeypatch.setattr(faults, "ASK_AGAIN_AFTER", 1)
    database = f"sqlite:///{tmp_path}/aftershift.db"
    with (
        logbook() as log,
        FaultySlack() as slack,
        bot_before(slack, tmp_path, database) as bot,
    ):
        wait_for(bot.is_ready)
        slack.noes = {method: No(word) for method in EVERYTHING}
        fill(bot.store, 3, datetime.now(UTC) - timedelta(seconds=1))
        wait_for(lambda: not bot.is_ready())
        assert bot.parts()["slack"] is False
        assert f'"fault": "{word}", "event": "slack.shut_out"' in log.getvalue()
        assert bot.states().keys() <= {"due", "sending"}
        slack.noes.clear()
        wait_for(bot.is_ready)
        bot.finishes()
        assert bot.states() == {"sent": 3}
        assert log.getvalue().count("slack.shut_out") == log.getvalue().count("slack.let_in") == 1
