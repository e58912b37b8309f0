"""Asks Slack whom names of the roster mean: addresses and Slack ids, one after the other."""

from bot import logs
from bot.bootstrap import Services
from bot.courier.slack import Refused, Slack
from bot.use_cases import roster

AT_MOST = 100  # names after one act; those left over are asked about after the next


async def look_up_names(coordinator: str, services: Services) -> None:
    """Who is found is matched; when Slack has enough of questions, the rest waits for a hand."""
    waiting = await services.threads.read(roster.to_look_up, services.place)
    found: dict[str, str] = {}
    try:
        for one in waiting[:AT_MOST]:
            person = await find(one.name, services.slack)
            if person is not None:
                found[one.mark] = person
    except Refused as refusal:
        logs.note("roster.not_looked_up", fault=refusal.fault.error)
    if found:
        await services.threads.write(roster.match_looked_up, found, services.place, coordinator)


async def find(name: str, slack: Slack) -> str | None:
    """The Slack id of who has this address or id here; None when there is nobody."""
    if "@" in name:
        return await slack.find_by_email(name)
    return name if await slack.knows(name) else None
