"""Buddies: one's own page of the list, which nobody else ever sees."""

from collections.abc import Iterator

from bot.domain.buddies import Buddy, Way
from bot.domain.buddy_pages import BuddyFacts
from bot.domain.hellos import Hello
from bot.views import kit
from bot.views.hellos import end_button, facts_of
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words


def page(facts: BuddyFacts, room: Room, notice: str | None = None) -> kit.View:
    """`notice` is one sentence about what was just done."""
    words = room.words
    blocks = [] if notice is None else [kit.section(notice)]
    blocks += _joining(words) if facts.buddy is None else _being(facts, facts.buddy, words)
    blocks += [
        kit.actions("buddies.person", person_button(words)),
        emergency(room.country, words),
    ]
    return kit.modal(words.say("buddies.title"), blocks, close=words.say("modal.close"))


def open_button(words: Words) -> kit.Element:
    return kit.button(words.say("buddies.button.open"), "buddies.open")


def _joining(words: Words) -> list[kit.Block]:
    return [
        kit.section(words.say("buddies.welcome")),
        kit.section(words.say("buddies.placing")),
        kit.actions("buddies.join", *[_way_button(way, words) for way in Way]),
        kit.context(words.say("buddies.others")),
    ]


def _being(facts: BuddyFacts, buddy: Buddy, words: Words) -> list[kit.Block]:
    way = buddy.way
    return [
        kit.section(words.say(f"buddies.on.{way.value}")),
        kit.section("\n".join(_state(facts, buddy, words))),
        *_with_whom(facts, buddy, words),
        kit.actions("buddies.set", *_back(facts, words), *_settings(buddy, words)),
        kit.divider(),
        *_hellos(facts, words),
        kit.divider(),
        kit.context(words.say("buddies.placing")),
        kit.actions(
            "buddies.way",
            *[_other_way_button(other, words) for other in Way if other is not way],
            _leave_button(words),
        ),
    ]


def _state(facts: BuddyFacts, buddy: Buddy, words: Words) -> Iterator[str]:
    if facts.lists is None:
        yield words.say("buddies.lists_lost")
    if buddy.is_paused(facts.now) and buddy.paused_until is not None:
        day = words.day(facts.worker.local(buddy.paused_until).date())
        yield words.say("buddies.paused", day=day)
    elif facts.rests_until is not None:
        yield words.say("after.longer", day=words.day(facts.worker.local(facts.rests_until).date()))
    elif facts.steps:
        yield words.say("buddies.before")
        yield from (words.say(f"buddies.step.{step.value}") for step in facts.steps)
    else:
        yield words.say("buddies.active" if facts.is_active else "buddies.ready")


def _with_whom(facts: BuddyFacts, buddy: Buddy, words: Words) -> list[kit.Block]:
    """For who takes and does not give, or not yet."""
    if not facts.only_takes:
        return []
    meanwhile = [words.say("buddies.meanwhile")] if buddy.gives else []
    return [kit.context(" ".join([*meanwhile, words.say("buddies.taker")]))]


def _back(facts: BuddyFacts, words: Words) -> list[kit.Element]:
    """As after the talk itself, should its message have scrolled away."""
    if facts.rests_until is None:
        return []
    return [kit.button(words.say("after.button.sooner"), "buddies.back")]


def _settings(buddy: Buddy, words: Words) -> list[kit.Element]:
    for_everybody = [
        kit.button(words.say("buddies.button.hours"), "buddies.hours"),
        kit.button(words.say("buddies.button.lists"), "buddies.lists"),
    ]
    for_givers = [
        kit.button(words.say("buddies.button.guide"), "buddies.guide"),
        kit.button(words.say("buddies.button.supporter"), "supporter.choose"),
    ]
    return [*for_everybody, *(for_givers if buddy.gives else [])]


def _hellos(facts: BuddyFacts, words: Words) -> list[kit.Block]:
    shown = [one for one in facts.hellos if one.is_on or _is_for_reader(one, facts)]
    blocks = [kit.section(words.say("buddies.hellos" if shown else "buddies.no_hellos"))]
    for hello in shown:
        look = kit.button(words.say("hellos.button.look"), "hellos.look", hello.id)
        button = end_button(hello.id, words) if hello.is_on else look
        blocks.append(kit.row(f"hello.{hello.id}", _told(hello, facts, words), button))
    offer = kit.button(words.say("hellos.button.offer"), "hellos.new")
    return [*blocks, kit.actions("buddies.hellos", offer)]


def _is_for_reader(hello: Hello, facts: BuddyFacts) -> bool:
    """One's own offer is not shown: that it is there would tell that the other is on the list."""
    return hello.stands(facts.now) and hello.other == facts.worker.id


def _told(hello: Hello, facts: BuddyFacts, words: Words) -> str:
    key = "hellos.on" if hello.is_on else "hellos.offered"
    return words.say(key, **facts_of(hello, facts.worker.id, words))


def _way_button(way: Way, words: Words) -> kit.Element:
    return kit.button(words.say(f"buddies.button.{way.value}"), f"buddies.join.{way.value}")


def _other_way_button(way: Way, words: Words) -> kit.Element:
    """For who is on the list already, a change to what they do is called by what is left of it."""
    keys = {Way.TAKES: "buddies.button.only_takes", Way.GIVES: "buddies.button.only_gives"}
    label = words.say(keys.get(way, "buddies.button.both"))
    return kit.button(label, f"buddies.join.{way.value}")


def _leave_button(words: Words) -> kit.Element:
    """It asks once before it acts, since the private lists go with it."""
    return kit.confirmed(
        kit.button(words.say("buddies.button.leave"), "buddies.leave"),
        words.say("buddies.leave.title"),
        words.say("buddies.leave.text"),
        words.say("buddies.button.leave"),
        words.say("buddies.leave.stay"),
    )
