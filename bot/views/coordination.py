"""The coordinator's first page: what is theirs begins here, on no screen with private things."""

from bot.domain.coordination import Desk
from bot.domain.supporters import Supporter
from bot.views import kit
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words

# What a coordinator can open, in the order of the buttons: the words and the door.
BUTTONS = (
    ("rounds.button.open", "rounds.open"),
    ("rounds.button.by_hand", "rounds.two"),
    ("rounds.button.hours", "rounds.hours"),
    ("coordinate.button.roster", "roster.open"),
    ("coordinate.button.roles", "roles.open"),
    ("coordinate.button.guests", "guests.open"),
    ("coordinate.button.supporter", "supporter.choose"),
)


def open_button(words: Words) -> kit.Element:
    return kit.button(words.say("coordinate.button.open"), "coordinate.open")


def waiting(room: Room) -> kit.View:
    """Opened before anything is looked up, with the way to a person."""
    return page("coordinate", [kit.section(room.words.say("minute.one_moment"))], room)


def desk(shown: Desk, room: Room) -> kit.View:
    """While they wait for a supporter, there is nothing but that."""
    words = room.words
    if shown.lack is None:
        told = counted(shown.people, shown.unmatched, words)
        buttons = [kit.button(words.say(key), door) for key, door in BUTTONS]
        blocks = [kit.section(told), kit.actions("coordinate", *buttons)]
        blocks += [kit.context(_mine(shown.named, words))] if shown.named else []
        blocks.append(kit.context(words.say("coordinate.begin")))
        return page("coordinate", blocks, room)
    named = shown.named
    asked = words.say(f"coordinate.{shown.lack}", supporter=_supporter(named))
    choose = kit.button(words.say("supporter.button.name"), "supporter.choose", style="primary")
    blocks = [
        kit.section(words.say("coordinate.waiting")),
        kit.section(asked),
        kit.actions("coordinate", choose),
        kit.context(words.say("coordinate.begin")),
    ]
    return page("coordinate", blocks, room)


def counted(people: int, unmatched: int, words: Words) -> str:
    """How long the roster is, and how many of its names stand for nobody in Slack yet."""
    if not people:
        return words.say("roster.nobody")
    told = [words.count("roster.told", people)]
    if unmatched:
        told.append(words.count("roster.unmatched", unmatched))
    else:
        told.append(words.say("roster.match.none"))
    return " ".join(told)


def page(
    name: str, blocks: list[kit.Block], room: Room, *, submit: bool = False, **form: str
) -> kit.View:
    """A coordinator's page or form, under the title of its words, with the way to a person."""
    words = room.words
    foot = [kit.actions("page.person", person_button(words)), emergency(room.country, words)]
    return kit.modal(
        words.say(f"{name}.title"),
        [*blocks, *foot],
        close=words.say("modal.back" if submit else "modal.close"),
        submit=words.say(f"{name}.submit") if submit else None,
        callback=name if submit else "none",
        metadata=form,
    )


def _mine(named: Supporter, words: Words) -> str:
    if named.supporter is None:
        return words.say("coordinate.mine_outside")
    return words.say("coordinate.mine", supporter=kit.mention(named.supporter))


def _supporter(named: Supporter | None) -> str:
    return kit.mention(named.supporter) if named and named.supporter else ""
