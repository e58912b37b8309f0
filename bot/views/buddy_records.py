"""All that is kept of a buddy, for a modal that the buddy alone can open."""

from collections.abc import Iterator

from bot.domain.buddies import Buddy, PrivateLists
from bot.domain.buddy_pages import BuddyFacts
from bot.domain.hours import DayPart, days_and_parts
from bot.views import kit
from bot.views.hellos import named
from bot.words import Words

MOST_NAMED = 60  # of a year of rounds; one section has room for 3000 characters


def held(facts: BuddyFacts, words: Words) -> list[kit.Block]:
    """Open facts, then what is sealed; for who is not on the list only what came of asking."""
    met = [*_met(facts, words)]
    if facts.buddy is None:
        return [kit.section("\n".join(met))] if met else []
    lines = [*_openly(facts, facts.buddy, words), *met]
    partners = [named(one.partner_of(facts.worker.id), words) for one in facts.hellos if one.is_on]
    if partners:
        lines.append(words.say("buddies.held.hello", people=words.listed(partners)))
    lines.append(words.say("buddies.held.offers"))
    sealed = [] if facts.lists is None else [*_sealed(facts, facts.lists, words)]
    return [kit.section("\n".join(part)) for part in (lines, sealed) if part]


def _openly(facts: BuddyFacts, buddy: Buddy, words: Words) -> Iterator[str]:
    day = words.day(facts.worker.local(buddy.since).date())
    yield words.say("buddies.held.list", day=day)
    yield words.say(f"buddies.on.{buddy.way.value}")
    if buddy.hours:
        yield _hours(buddy, words)
    if buddy.languages:
        spoken = words.listed(words.language(code) for code in sorted(buddy.languages))
        yield words.say("buddies.held.languages", languages=spoken)
    yield words.say("buddies.held.load", number=buddy.most_per_week)
    if buddy.is_paused(facts.now) and buddy.paused_until is not None:
        until = words.day(facts.worker.local(buddy.paused_until).date())
        yield words.say("buddies.held.paused", day=until)
    if buddy.guide_version is not None and buddy.guide_read_at is not None:
        read = words.day(facts.worker.local(buddy.guide_read_at).date())
        yield words.say("buddies.held.guide", version=buddy.guide_version, day=read)
    for wish, is_there in (
        ("outside", buddy.wants_outside_team),
        ("trio", buddy.wants_trio),
        ("odd", buddy.rests_gladly),
        ("guest", buddy.guest_is_welcome),
    ):
        if is_there:
            yield words.say(f"buddies.held.{wish}")


def _met(facts: BuddyFacts, words: Words) -> Iterator[str]:
    """Who asked them, and for whom, is told to nobody; so it is not here either."""
    if facts.asked_on:
        days = words.listed(words.day(day) for day in sorted({*facts.asked_on}))
        yield words.say("buddies.held.asked", days=days)
    if facts.times_asked:
        yield words.say("buddies.held.was_asked", number=facts.times_asked)
    if facts.paired_with:
        people = words.listed(named(person, words) for person in facts.paired_with[:MOST_NAMED])
        yield words.say("buddies.held.paired", people=people)


def _hours(buddy: Buddy, words: Words) -> str:
    days, parts = days_and_parts(buddy.hours)
    return words.say(
        "buddies.held.hours",
        days=words.listed(words.weekday(day, "abbreviated") for day in sorted(days)),
        parts=words.listed(
            words.say(f"buddy_hours.part.{part.value}") for part in DayPart if part in parts
        ),
    )


def _sealed(facts: BuddyFacts, lists: PrivateLists, words: Words) -> Iterator[str]:
    if lists.not_with:
        people = words.listed(named(person, words) for person in sorted(lists.not_with))
        yield words.say("buddies.held.not_with", people=people)
    if lists.different:
        people = words.listed(named(person, words) for person in sorted(lists.different))
        yield words.say("buddies.held.different", people=people)
    if lists.topics:
        topics = words.listed(
            words.say(f"buddy_lists.topic.{one.value}") for one in sorted(lists.topics)
        )
        yield words.say("buddies.held.topics", topics=topics)
    if lists.shares:
        shares = words.listed(
            words.say(f"buddy_lists.share.{one.value}") for one in sorted(lists.shares)
        )
        yield words.say("buddies.held.shares", shares=shares)
    if lists.is_resting(facts.now) and lists.rests_until is not None:
        until = words.day(facts.worker.local(lists.rests_until).date())
        yield words.say("buddies.held.rests", day=until)
