"""Supporters: the question to a colleague, whom somebody supports, and choosing one."""

from collections.abc import Sequence

from bot.domain.coordination import Standing
from bot.domain.letters import LetterKind
from bot.domain.supporters import Supporter
from bot.views import kit
from bot.views.coordination import open_button, page
from bot.views.people import person_button
from bot.views.room import Room
from bot.views.roster import facts_of
from bot.words import Words

ON_A_PAGE = 30


def letter(kind: LetterKind, others: Sequence[str], words: Words) -> kit.Message:
    """`others` is whom it is about, where it names anybody."""
    match kind:
        case LetterKind.SUPPORTER_ASKED:
            return question(others, words)
        case LetterKind.SUPPORTER_AGREED:
            return agreed(others, words)
        case LetterKind.SUPPORTER_NEEDED:
            return needed(words)
        case LetterKind.SUPPORTERS_NEEDED:
            return needed_somewhere(words)
        case _:
            return noted(words)


def question(people: Sequence[str], words: Words) -> kit.Message:
    """The first line says nothing to who passes by; one person is named below it, several are not."""
    spoken = words.say("supporter.asked_spoken")
    if len(people) == 1:
        (person,) = people
        told = words.say("supporter.asked_one", person=kit.mention(person))
        buttons = _answers(person, words)
    else:
        told = words.say("supporter.asked_several")
        buttons = [kit.button(words.say("supporter.button.who"), "supporter.look")]
    return kit.message(
        spoken,
        kit.section(spoken),
        kit.section(told),
        kit.actions("note", *buttons, person_button(words)),
        kit.context(words.say("supporter.asked_free")),
    )


def noted(words: Words) -> kit.Message:
    """The same after a yes, a no and an end."""
    spoken = words.say("supporter.noted_spoken")
    look = kit.button(words.say("supporter.button.open"), "supporter.look")
    return kit.message(spoken, kit.section(spoken), kit.actions("note", look, person_button(words)))


def agreed(people: Sequence[str], words: Words) -> kit.Message:
    told = words.say("supporter.agreed", supporter=kit.mention(next(iter(people), "")))
    return _about_a_role(told, words)


def needed(words: Words) -> kit.Message:
    name = kit.button(words.say("supporter.button.name"), "supporter.choose")
    return _about_a_role(words.say("supporter.needed"), words, name)


def needed_somewhere(words: Words) -> kit.Message:
    """For coordinators; who it is stands behind the button and not in the message."""
    return _about_a_role(words.say("supporter.needed_somewhere"), words, open_button(words))


def name_form(room: Room, person: str | None = None) -> kit.View:
    """For oneself, or for the colleague whose id is told."""
    words = room.words
    yes = [kit.Option(words.say("supporter.name.has_agreed"), "yes")]
    who = kit.user_select("value", None, words.say("supporter.name.pick"))
    whose = (
        []
        if person is None
        else [kit.section(words.say("supporter.name.whose", person=kit.mention(person)))]
    )
    blocks = [
        *whose,
        kit.section(words.say("supporter.name.text")),
        kit.field("supporter", words.say("supporter.name.who"), who, optional=True),
        kit.field(
            "outside",
            words.say("supporter.name.outside"),
            kit.checkboxes("value", yes, ()),
            optional=True,
        ),
    ]
    return page("supporter.name", blocks, room, submit=True, **({"for": person} if person else {}))


def mine(named: Sequence[Supporter], room: Room) -> kit.View:
    """Everybody who named the reader, with yes, no and an end."""
    words = room.words
    blocks = [block for one in named[:ON_A_PAGE] for block in _mine(one, words)]
    nobody = [kit.section(words.say("supporter.mine.nobody"))]
    return page("supporter.mine", blocks or nobody, room)


def held(standing: Standing, words: Words) -> list[kit.Block]:
    """What is held of somebody beside their own choices; nothing, where nothing is."""
    named, supporting = standing.named, standing.supporting
    told = []
    if standing.member is not None:
        facts = facts_of(standing.member, words) or words.say("supporter.held.listed")
        told.append(words.say("supporter.held.roster", told=facts))
    names = [words.say(f"roles.name.{role}") for role in standing.roles]
    told += [words.say("supporter.held.role", role=name) for name in names]
    if named is not None:
        key = "supporter" if named.supporter else "supporter_outside"
        told.append(
            words.say(f"supporter.held.{key}", supporter=kit.mention(named.supporter or ""))
        )
    blocks = [kit.section("\n".join(told))] if told else []
    if supporting:
        people = words.listed(kit.mention(one.person) for one in supporting[:ON_A_PAGE])
        look = kit.button(words.say("supporter.mine.title"), "supporter.look")
        blocks.append(kit.section(words.say("supporter.held.supporting", people=people)))
        blocks.append(kit.actions("held.supporting", look))
    return blocks


def _mine(one: Supporter, words: Words) -> list[kit.Block]:
    if one.agreed_at is None:
        told, buttons = "asks", _answers(one.person, words)
    else:
        told, buttons = "agreed", [_stop(one.person, words)]
    return [
        kit.section(words.say(f"supporter.mine.{told}", person=kit.mention(one.person))),
        kit.actions(f"supporter.{one.person}", *buttons),
    ]


def _answers(person: str, words: Words) -> list[kit.Element]:
    return [
        kit.button(words.say("supporter.button.agree"), "supporter.agree", person),
        kit.button(words.say("supporter.button.decline"), "supporter.stop", person),
    ]


def _stop(person: str, words: Words) -> kit.Element:
    stop = words.say("supporter.button.stop")
    return kit.confirmed(
        kit.button(stop, "supporter.stop", person),
        words.say("supporter.mine.stop_title"),
        words.say("supporter.mine.stop_text"),
        stop,
        words.say("supporter.mine.stop_stay"),
    )


def _about_a_role(told: str, words: Words, *buttons: kit.Element) -> kit.Message:
    spoken = words.say("supporter.role_spoken")
    return kit.message(
        spoken,
        kit.section(spoken),
        kit.section(told),
        kit.actions("note", *buttons, person_button(words)),
    )
