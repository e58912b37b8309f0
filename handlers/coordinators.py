"""Naming coordinators from the command line."""

from collections.abc import Sequence

from bot.bootstrap import Foundations, Services, furnish
from bot.courier.slack import Refused
from bot.use_cases import coordination


async def add(base: Foundations, people: Sequence[str]) -> list[str]:
    """One sentence for each; their message leaves with the next round of the running bot."""
    await base.slack.open()
    try:
        services = furnish(base, await base.slack.who_am_i())
        return [await _add_one(person, base, services) for person in people]
    except Refused as refusal:
        return [f"Slack says {refusal.fault.error}. Nothing more was changed."]
    finally:
        await base.slack.close()


async def _add_one(person: str, base: Foundations, services: Services) -> str:
    slack_id = await _find(base, person)
    if slack_id is None:
        return f"{person}: Slack does not know this person. Nothing was changed."
    is_new = coordination.name_coordinator(slack_id, services.place)
    return f"{person}: {'is a coordinator now' if is_new else 'was one already'}."


async def _find(base: Foundations, person: str) -> str | None:
    if "@" in person:
        return await base.slack.find_by_email(person)
    return person if await base.slack.knows(person) else None
