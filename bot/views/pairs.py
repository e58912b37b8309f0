"""Pairs in messages: an introduction, a round that rests, a question to two, and how far the letters are."""

from collections.abc import Sequence

from bot.domain.letters import LetterKind, Particulars
from bot.views import kit, plain
from bot.views.people import person_button
from bot.views.room import Room
from bot.views.topics import button as topics_button
from bot.words import Words

NO_PAIR = "-"


def letter(
    kind: LetterKind, pair: str, others: Sequence[str], particulars: Particulars, words: Words
) -> kit.Message:
    """To somebody who is, or could be, in a pair."""
    if kind is LetterKind.INTRODUCTION:
        return introduction(pair, others, particulars, words)
    return rests(words) if kind is LetterKind.ROUND_RESTS else question(pair, words)


def introduction(
    pair: str, others: Sequence[str], particulars: Particulars, words: Words
) -> kit.Message:
    """The name stands in the body: the line that lights up a phone is the same for every note."""
    names = words.listed(kit.mention(other) for other in others)
    told = [words.say("pairs.introduced", names=names)]
    if particulars.until is not None:
        told.append(words.say("pairs.until", day=words.day(particulars.until)))
    return _note(
        words,
        kit.section("\n".join(told)),
        kit.section(words.say("pairs.how")),
        buttons=[topics_button("topics.pair", pair, words)],
    )


def rests(words: Words) -> kit.Message:
    """In the same words for an odd number, for hours that do not fit, and when somebody has gone."""
    return _note(words, kit.section(words.say("pairs.rests")))


def question(pair: str, words: Words) -> kit.Message:
    """Without a name, so that a no is a no to nobody."""
    look = kit.button(words.say("pairs.button.look"), "pairs.look", pair)
    return _note(words, kit.section(words.say("pairs.asked")), buttons=[look])


def news(particulars: Particulars, words: Words) -> kit.Message:
    """To who published it: what has been done, and how many pairs have heard by now."""
    if particulars.is_draft:
        said = [words.say("pairs.drafted")]
    else:
        said = [
            words.say("pairs.published"),
            words.count("pairs.progress", particulars.pairs, sent=particulars.sent),
        ]
    open_it = kit.button(words.say("pairs.button.open"), "rounds.open")
    return _note(words, *map(kit.section, said), buttons=[open_it])


def choice(pair: str, room: Room) -> kit.View:
    """Yes or no, in a modal, which Slack does not keep."""
    words = room.words
    return plain.sentence(
        words.say("pairs.choose"),
        room,
        kit.button(words.say("pairs.button.gladly"), "pairs.answer.1", f"gladly:{pair}"),
        kit.button(words.say("pairs.button.not_now"), "pairs.answer.2", f"not:{pair}"),
    )


def noted(room: Room) -> kit.View:
    """The same after either answer."""
    return plain.sentence(room.words.say("pairs.noted"), room)


def _note(words: Words, *blocks: kit.Block, buttons: Sequence[kit.Element] = ()) -> kit.Message:
    spoken = words.say("pairs.spoken")
    return kit.message(
        spoken,
        kit.section(spoken),
        *blocks,
        kit.actions("note", *buttons, person_button(words)),
    )
