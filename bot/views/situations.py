"""Something more exact: the time there is, or a situation, in one list; nobody keeps the choice."""

from bot.domain.practices import Length
from bot.domain.situations import GROUPS, SITUATIONS
from bot.views import kit
from bot.words import Words

# A choice is known by its place alone, here as in every row of answers (rule 1).
NUMBER = {code: number for number, code in enumerate(SITUATIONS, start=1)}


def choice(words: Words) -> kit.Element:
    """A list that opens under one button: thirty buttons would be a wall to who is tired."""
    groups = {_heading("situations.time", words): _times(words)}
    groups |= {
        _heading(f"situations.group.{group}", words): [
            kit.Option(words.say(f"situations.button.{code}"), f"about.{NUMBER[code]}")
            for code in codes
        ]
        for group, codes in GROUPS.items()
    }
    return kit.grouped_select("minute.exact", groups, None, words.say("minute.button.exact"))


def _heading(key: str, words: Words) -> str:
    return kit.shortened(words.say(key), kit.OPTION_TEXT)


def _times(words: Words) -> list[kit.Option]:
    return [
        kit.Option(words.say(f"minute.button.{one.name.lower()}"), f"time.{number}")
        for number, one in enumerate(Length, start=1)
    ]
