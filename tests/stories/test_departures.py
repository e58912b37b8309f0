"""Who went, or came, while Slack and the app did not hear each other is found as soon as they do."""

from dataclasses import replace
from datetime import time, timedelta

from bot.bootstrap import Foundations, workplace
from bot.domain.people import DailyWindow, Worker
from bot.domain.roles import Role
from bot.domain.roster import Line
from bot.domain.supporters import Supporter
from bot.sandbox import World
from bot.use_cases import roster
from handlers.departures import Departures
from tests.stories.stage import Stage, stage
from tests.stories.steps import openings, turns_on
from tests.stories.towns import HUGO, TOWN
from tests.use_cases.round_table import join

ANA, BEN = "U0ANA00001", "U0BEN00001"


def _without_ben() -> World:
    people = tuple(replace(one, deleted=True) if one.id == BEN else one for one in TOWN.people)
    return replace(TOWN, people=people)


def _before_slack_was_away(base: Foundations) -> None:
    """Ben stands behind Ana, who coordinates, and is on the roster; of Ana Slack has told nothing yet."""
    place = workplace(base, TOWN.team_id)
    roster.take_in_file([Line((BEN,), team="North")], {BEN: BEN}, place)
    with place.begin() as uow:
        uow.people.save(Worker(ANA))
        uow.roles.name(ANA, Role.COORDINATOR, place.now(), is_active=True)
        uow.supporters.name(Supporter(ANA, BEN, place.now(), place.now()))


def test_a_supporter_who_left_meanwhile_is_gone_and_who_joined_meanwhile_is_known(
    kind: str,
) -> None:
    with stage(kind, world=_without_ben(), prepare=_before_slack_was_away) as night:
        night._run(Departures(night.services, begins_after=timedelta(0)).ask_some())
        ana = night.seat("Ana")
        ana.sees("You need somebody new to turn to before your role goes on.", within=10)
        assert openings(ana) == ["A word about your role here."]
        with night.services.place.look() as uow:
            assert uow.supporters.of(ANA) is None
            assert not uow.roles.is_active(ANA, Role.COORDINATOR)
            assert uow.roster.members() == []
            known = uow.people.get(ANA)
        assert known is not None
        assert known.is_learnt


def test_who_joins_just_after_a_start_is_asked_about_once(night: Stage) -> None:
    """Else a tick would ask Slack for the second time about somebody whose first taps are under way."""
    departures = Departures(night.services)
    turns_on(night)
    before = len(night.town.calls("users.info"))
    night._run(departures.ask_some())
    assert len(night.town.calls("users.info")) == before > 0


def test_who_joined_meanwhile_from_another_organisation_is_placed_with_nobody(
    night: Stage,
) -> None:
    """As if Slack had answered when they joined: nothing of them is kept."""
    place = night.services.place
    join(Worker(HUGO.id), place)
    night._run(Departures(night.services, begins_after=timedelta(0)).ask_some())
    with place.look() as uow:
        assert uow.people.get(HUGO.id) is None
        assert uow.buddies.get(HUGO.id) is None


def test_who_is_asked_about_while_slack_hides_their_quiet_hours_keeps_them(night: Stage) -> None:
    night.town.changes_person("Ana", dnd=("22:00", "08:00"))
    turns_on(night)
    night.settles()
    night.town.fault("dnd.info", "error", error="internal_error")
    night._run(Departures(night.services, begins_after=timedelta(0)).ask_some())
    with night.services.place.look() as uow:
        known = uow.people.get(ANA)
    assert known is not None
    assert known.do_not_disturb == DailyWindow(time(22), time(8))
