"""What Slack says of a person is taken over, and stands behind what they chose themselves."""

from dataclasses import replace
from datetime import time

import pytest
import sqlalchemy as sa

from bot.domain.people import DailyWindow
from bot.store import tables
from bot.use_cases import membership
from tests.use_cases.choices import PROFILE, settings
from tests.use_cases.desk import Desk


def test_slack_fills_in_what_the_worker_has_not_chosen(desk: Desk) -> None:
    desk.joins()
    known = membership.learn_profile("U1", PROFILE, desk.place)
    assert known is not None
    assert (known.zone, known.slack_language, known.offered_zone) == (
        "Europe/Lisbon",
        "en-GB",
        None,
    )
    assert known.language is None
    with desk.place.look() as uow:
        assert uow.people.by_email(uow.email_mark("ana@lantern.example")) == known


def test_a_language_of_slack_is_followed_and_a_choice_stands_beside_it(desk: Desk) -> None:
    desk.joins()
    german, french = (replace(PROFILE, language=one) for one in ("de-DE", "fr-FR"))
    membership.learn_profile("U1", german, desk.place)
    membership.change_settings("U1", settings(language="es"), desk.place)
    known = membership.learn_profile("U1", french, desk.place)
    assert known is not None
    assert (known.language, known.slack_language) == ("es", "fr-FR")


@pytest.mark.parametrize(
    ("kept", "choice"),
    [("de", None), ("fr", "fr"), (None, None)],
    ids=["it was Slack's", "it was chosen", "there was none"],
)
def test_of_what_the_first_release_kept_only_what_slack_does_not_say_was_a_choice(
    desk: Desk, kept: str | None, choice: str | None
) -> None:
    """Asked again, the same is found: what is kept beside Slack's word is the worker's own."""
    desk.joins(language=kept)
    for _ in range(2):
        known = membership.learn_profile("U1", replace(PROFILE, language="de-DE"), desk.place)
        assert known is not None
        assert (known.language, known.slack_language) == (choice, "de-DE")


def test_a_slack_that_says_nothing_of_a_language_takes_none_away(desk: Desk) -> None:
    desk.joins()
    for language in ("de-DE", None):
        known = membership.learn_profile("U1", replace(PROFILE, language=language), desk.place)
        assert known is not None
        assert known.slack_language == "de-DE"


def test_who_then_chooses_what_slack_says_has_chosen_it(desk: Desk) -> None:
    desk.joins()
    german = replace(PROFILE, language="de-DE")
    membership.learn_profile("U1", german, desk.place)
    membership.change_settings("U1", settings(language="de"), desk.place)
    known = membership.learn_profile("U1", german, desk.place)
    assert known is not None
    assert known.language == "de"


def test_the_address_itself_is_not_kept(desk: Desk) -> None:
    desk.joins()
    membership.learn_profile("U1", PROFILE, desk.place)
    with desk.place.look() as uow:
        row = uow.connection.execute(sa.select(tables.workers)).one()
    assert not any("lantern" in str(value) for value in row)


def test_a_journey_is_noticed_and_changes_nothing_unasked(desk: Desk) -> None:
    desk.joins(zone="Europe/Madrid")
    known = membership.learn_profile("U1", PROFILE, desk.place)
    assert known is not None
    assert (known.zone, known.offered_zone) == ("Europe/Madrid", "Europe/Lisbon")


def test_an_offered_clock_can_be_taken_or_left(desk: Desk) -> None:
    desk.joins(zone="Europe/Madrid", offered_zone="Europe/Lisbon")
    membership.keep_zone("U1", desk.place)
    assert desk.worker().zone == "Europe/Madrid"
    assert desk.worker().offered_zone is None
    again = membership.learn_profile("U1", PROFILE, desk.place)
    assert again is not None
    assert again.offered_zone is None
    membership.choose_zone("U1", "Europe/Lisbon", desk.place)
    assert desk.worker().zone == "Europe/Lisbon"


def test_a_declined_clock_is_offered_again_after_coming_home_in_between(desk: Desk) -> None:
    desk.joins(zone="Europe/Madrid", declined_zone="Europe/Lisbon")
    membership.learn_profile("U1", replace(PROFILE, zone="Europe/Madrid"), desk.place)
    known = membership.learn_profile("U1", PROFILE, desk.place)
    assert known is not None
    assert known.offered_zone == "Europe/Lisbon"


def test_do_not_disturb_follows_slack(desk: Desk) -> None:
    desk.joins()
    window = DailyWindow(time(22), time(8))
    membership.note_do_not_disturb("U1", window, desk.place)
    assert desk.worker().do_not_disturb == window
    membership.note_do_not_disturb("U1", None, desk.place)
    assert desk.worker().do_not_disturb is None


def test_what_slack_did_not_tell_of_do_not_disturb_stays_as_it_was(desk: Desk) -> None:
    desk.joins()
    window = DailyWindow(time(22), time(8))
    membership.note_do_not_disturb("U1", window, desk.place)
    membership.learn_profile("U1", replace(PROFILE, tells_do_not_disturb=False), desk.place)
    assert desk.worker().do_not_disturb == window
    membership.learn_profile("U1", PROFILE, desk.place)
    assert desk.worker().do_not_disturb is None
