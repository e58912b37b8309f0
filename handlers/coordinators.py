"""Naming coordinators and auditors from the command line, with somebody whom they can turn to."""

from collections.abc import Awaitable, Callable, Sequence

from bot.bootstrap import Foundations, Services, furnish
from bot.courier.slack import Refused
from bot.domain.errors import BadInput
from bot.domain.roles import Role
from bot.use_cases import coordination
from bot.words import ENGLISH
from handlers.lookups import find

Do = Callable[[str, Services], Awaitable[str]]
OUTSIDE = "outside"
UNKNOWN = "{person}: Slack does not know this person. Nothing was changed."


async def add(
    base: Foundations,
    people: Sequence[str],
    role: Role = Role.COORDINATOR,
    supporter: str | None = None,
) -> list[str]:
    """One sentence for each; their messages leave with the next round of the running bot.

    `supporter` is an id, an address, or "outside" for somebody outside Slack who has agreed.
    """
    return await _each(base, people, lambda one, inside: _add_one(one, role, supporter, inside))


async def take(base: Foundations, people: Sequence[str], role: Role) -> list[str]:
    return await _each(base, people, lambda one, inside: _take_one(one, role, inside))


async def _each(base: Foundations, people: Sequence[str], do: Do) -> list[str]:
    await base.slack.open()
    try:
        services = furnish(base, await base.slack.who_am_i())
        return [await do(person, services) for person in people]
    except Refused as refusal:
        return [f"Slack says {refusal.fault.error}. Nothing more was changed."]
    finally:
        await base.slack.close()


async def _add_one(person: str, role: Role, supporter: str | None, services: Services) -> str:
    slack_id = await find(person, services.slack)
    if slack_id is None:
        return UNKNOWN.format(person=person)
    by_whom = None
    if supporter not in (None, OUTSIDE):
        by_whom = await find(str(supporter), services.slack)
        if by_whom is None:
            return UNKNOWN.format(person=supporter)
    is_new = coordination.name_from_outside(slack_id, role, services.place)
    told = f"{person}: {'is named as' if is_new else 'was already'} {role}."
    if supporter is None:
        return told
    try:
        coordination.name_supporter_from_outside(slack_id, by_whom, services.place)
    except BadInput as no:
        return f"{told} {services.library.words(ENGLISH).say(no.words_key)}"
    return f"{told} {'Their supporter is asked.' if by_whom else 'Their supporter is noted.'}"


async def _take_one(person: str, role: Role, services: Services) -> str:
    slack_id = await find(person, services.slack) or person
    had = coordination.take_from_outside(slack_id, role, services.place)
    return f"{person}: {f'is no {role} any more' if had else f'was no {role}'}."
