"""Replacing the master key, or going on without one that is lost; addresses are learnt from Slack again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.bootstrap import Foundations, workplace
from bot.courier.outcomes import Sort, sort
from bot.courier.slack import Person, Refused
from bot.use_cases import keys, membership
from bot.use_cases.workplace import Workplace

Tell = Callable[[str], None]
LONGEST_WAIT = 60  # seconds, whatever Slack says


@dataclass(frozen=True)
class Learnt:
    """How many people Slack was asked for, and how many of them it did not tell of."""

    asked: int
    missed: int


async def rotate(base: Foundations, tell: Tell) -> bool:
    """Whether the old key may go now; begun again after a kill, this does what is left."""
    for place in _places(base):
        moved = keys.rotate(place)
        state = keys.state(place.store, place.workspace)
        tell(f"{place.workspace}: {moved} keys wrapped anew, {state.keys} in all.")
        if state.lost:
            tell(f"{state.lost} keys were opened by neither master key. See docs/keys.md.")
    learnt = await _learn_addresses(base, tell)
    if learnt is None or learnt.missed:
        tell(
            "Not every e-mail address was learnt again. Leave AFTERSHIFT_KEY_OLD where it is, and run "
            "this again when Slack answers: until then a rota's addresses are known by the old key."
        )
        return False
    tell(f"{learnt.asked} people's addresses learnt again.")
    tell("Done. Take AFTERSHIFT_KEY_OLD out of the environment of every process, and restart it.")
    return True


async def forget(base: Foundations, tell: Tell) -> None:
    """Go on with the key that is in AFTERSHIFT_KEY now."""
    for place in _places(base):
        lost = keys.forget(place)
        tell(f"{place.workspace}: {lost} people have a new key. What they had answered is gone.")
    learnt = await _learn_addresses(base, tell)
    if learnt is None or learnt.missed:
        tell(
            "Not every e-mail address was learnt again. A rota's signals find those people again once "
            "they have opened Home, or when this is run once more."
        )
    tell("Done. Start Aftershift as usual.")


def losses(base: Foundations) -> int | None:
    """How many people's answers `forget` would take; None when this key is the right one for all."""
    places = _places(base)
    lost = sum(len(keys.lost_workers(place)) for place in places)
    fits = all(keys.fits(place) for place in places)
    return None if fits and not lost else lost


def _places(base: Foundations) -> list[Workplace]:
    return [workplace(base, one) for one in base.store.workspaces()]


async def _learn_addresses(base: Foundations, tell: Tell) -> Learnt | None:
    """Marks of addresses are made with the master key, so Slack is asked for each once more."""
    await base.slack.open()
    try:
        place = workplace(base, (await base.slack.who_am_i()).workspace)
        told = [await _learn(worker, base, place) for worker in keys.everybody(place)]
        return Learnt(len(told), told.count(False))
    except Refused as refusal:
        tell(f"Slack says {refusal.fault.error}.")
        return None
    finally:
        await base.slack.close()


async def _learn(worker: str, base: Foundations, place: Workplace) -> bool:
    """Who has left or belongs elsewhere is met by Home and by Slack's events, not here."""
    try:
        person = await _ask(worker, base, place)
    except Refused:
        return False
    if person is not None and not (person.is_gone or person.is_stranger):
        membership.learn_profile(worker, person.profile, place)
    return True


async def _ask(worker: str, base: Foundations, place: Workplace) -> Person | None:
    """As fast as Slack allows; Refused when it does not tell, None when there is nobody to tell of."""
    while True:
        try:
            return await base.slack.person(worker, place.workspace)
        except Refused as refusal:
            if sort(refusal.fault) is Sort.GONE:
                return None
            if refusal.fault.retry_after is None:
                raise
            await asyncio.sleep(min(refusal.fault.retry_after, LONGEST_WAIT))
