"""Who sees what, and what is held about me."""

from collections.abc import Callable, Sequence

from bot.domain.check_ins import Answer
from bot.domain.memories import Preferences
from bot.domain.people import Worker
from bot.views import kit
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words

POINTS = (
    "nobody", "held", "buddies", "roster", "slack", "writing", "phone", "admins", "app", "leave",
)  # fmt: skip
MOST_ANSWERS, IN_ONE_SECTION = 400, 10
LONGEST_LIST = 2500

Titles = Callable[[str], str]


def who_sees_what(room: Room) -> kit.View:
    words = room.words
    blocks = [kit.section(words.say(f"privacy.{point}")) for point in POINTS]
    blocks.append(
        kit.actions(
            "privacy",
            kit.button(words.say("privacy.button.held"), "privacy.held"),
            person_button(words),
        )
    )
    blocks.append(emergency(room.country, words))
    return kit.modal(words.say("privacy.title"), blocks, close=words.say("modal.close"))


def what_is_held(  # noqa: PLR0913  each kind of what can be held
    worker: Worker | None,
    answers: Sequence[Answer],
    said: Preferences,
    titles: Titles,
    room: Room,
    *,
    more: Sequence[kit.Block] = (),
) -> kit.View:
    """Everything that is kept of a person, shown in a modal to that person alone.

    `more` is what others have written down (the roster, roles, who supports whom), and what each further
    purpose keeps of who opted in to it.
    """
    words = room.words
    blocks = [] if more else [kit.section(words.say("privacy.nothing_held"))]
    if worker is not None:
        blocks = [kit.section(words.say("privacy.held_list"))]
        blocks += _practices(said, titles, words)
        blocks += _answers(worker, answers, room) or [kit.section(words.say("privacy.no_answers"))]
    blocks += more
    if worker is not None or more:
        erase = kit.button(words.say("privacy.button.erase"), "membership.erase", style="danger")
        blocks.append(
            kit.actions(
                "privacy",
                kit.confirmed(
                    erase,
                    words.say("privacy.erase.title"),
                    words.say("privacy.erase.text"),
                    words.say("privacy.button.erase"),
                    words.say("privacy.erase.stay"),
                ),
            )
        )
    blocks += [
        kit.actions("privacy.person", person_button(words)),
        emergency(room.country, words),
    ]
    return kit.modal(words.say("privacy.mine.title"), blocks, close=words.say("modal.close"))


def erased(room: Room) -> kit.View:
    words = room.words
    blocks = [
        kit.section(words.say("privacy.erased")),
        kit.actions("privacy.person", person_button(words)),
        emergency(room.country, words),
    ]
    return kit.modal(words.say("privacy.mine.title"), blocks, close=words.say("modal.close"))


def _answers(worker: Worker, answers: Sequence[Answer], room: Room) -> list[kit.Block]:
    """A line each, a few to a section: one section takes no more than 3000 characters."""
    lines = [_line(worker, answer, room) for answer in answers[-MOST_ANSWERS:]]
    pieces = range(0, len(lines), IN_ONE_SECTION)
    return [kit.section("\n".join(lines[n : n + IN_ONE_SECTION])) for n in pieces]


def _practices(said: Preferences, titles: Titles, words: Words) -> list[kit.Block]:
    """What was said of single cards, with a way to take it all back, and what suits all of them."""
    blocks: list[kit.Block] = []
    for key, cards in (("helps", said.helps), ("not_again", said.not_again)):
        if cards:
            told = words.listed(kit.escape(titles(card)) for card in cards)
            blocks.append(kit.section(words.say(f"privacy.{key}", cards=told[:LONGEST_LIST])))
    if blocks:
        forget = kit.button(words.say("privacy.button.forget_cards"), "privacy.forget_cards")
        blocks.append(kit.actions("privacy.cards", forget))
    if said.settings:
        chosen = words.listed(words.say(f"suits.option.{one}") for one in sorted(said.settings))
        blocks.append(kit.section(words.say("privacy.suits", settings=chosen)))
    return blocks


def _line(worker: Worker, answer: Answer, room: Room) -> str:
    words = room.words
    moment = "" if answer.given_at is None else words.moment(worker.local(answer.given_at))
    return words.say("privacy.answer", moment=moment, said=_said(answer, words))


def _said(answer: Answer, words: Words) -> str:
    """How it felt, then how it was after a card; one of them, or neither, may not be kept."""
    parts = []
    if answer.feeling is not None:
        parts.append(words.say(f"check_in.button.{answer.feeling.value}"))
    if answer.outcome is not None:
        parts.append(words.say(f"minute.button.{answer.outcome.value}"))
    match parts:
        case [feeling, outcome]:
            return words.say("privacy.then", feeling=feeling, outcome=outcome)
        case [only]:
            return only
        case _:
            return words.say("privacy.no_value")
