"""Something more exact: the time there is, or one of thirty situations; one tap, which nobody keeps."""

from bot.domain.practices import Length
from bot.domain.situations import GROUPS, SITUATIONS
from bot.views import kit
from bot.views.people import person_button
from bot.words import Words

# A button is known by its place alone, here as in every row of answers (rule 1).
NUMBER = {code: number for number, code in enumerate(SITUATIONS, start=1)}


def choices(words: Words) -> list[kit.Block]:
    """How long, or about what; a tap leads to a card at once."""
    blocks = [
        kit.section(words.say("situations.time")),
        kit.actions("minute.length", *_lengths(words)),
        kit.section(words.say("situations.text")),
    ]
    for place, (group, codes) in enumerate(GROUPS.items(), start=1):
        buttons = [
            kit.button(words.say(f"situations.button.{code}"), f"minute.situation.{NUMBER[code]}")
            for code in codes
        ]
        blocks.append(kit.section(f"*{words.say(f'situations.group.{group}')}*"))
        blocks.append(kit.actions(f"situations.{place}", *buttons))
    back = kit.button(words.say("modal.back"), "minute.situation.0")
    blocks.append(kit.actions("minute.person", back, person_button(words)))
    return blocks


def _lengths(words: Words) -> list[kit.Element]:
    return [
        kit.button(words.say(f"minute.button.{one.name.lower()}"), f"minute.length.{n}")
        for n, one in enumerate(Length, start=1)
    ]
