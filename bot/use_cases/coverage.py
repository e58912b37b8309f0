"""What coordinators may know beforehand: how rounds would go by these rules, and which hours are empty."""

from bot.domain.audit import Act
from bot.domain.coverage import EmptyHours, empty_hours
from bot.domain.pairing.trials import AHEAD, Trial, dry_run
from bot.domain.people import Worker
from bot.domain.sheets import Seen
from bot.use_cases import drafts, peers
from bot.use_cases.coordination import acting
from bot.use_cases.workplace import Workplace


def try_out(seen: Seen, by: str, place: Workplace) -> Trial:
    """The next rounds by the rules of this draft; nothing is written and nobody hears of it."""
    bench = drafts.lay_out(seen, by, place)
    return dry_run(bench.peers(), bench.people.past, bench.terms(bench.locked), AHEAD)


def note_trial(seen: Seen, by: str, place: Workplace) -> None:
    with acting(by, Act.TRIED_ROUND, place, thing=seen.round):
        pass


def look_at_hours(by: str, place: Workplace) -> EmptyHours:
    """On the coordinator's own clock."""
    with acting(by, Act.LOOKED_AT_HOURS, place) as uow:
        reader = uow.people.get(by) or Worker(by)
        workers = {worker.id: worker for worker in uow.people.everybody()}
        members = {one.person: one for one in uow.roster.members() if one.person}
        givers = {one.worker: one for one in uow.buddies.givers() if one.worker in workers}
        prepared = peers.prepared(uow, givers, members, place)
        hours = [(givers[who].hours, workers[who].tz) for who in prepared]
        return empty_hours(hours, reader.tz, place.now().date())
