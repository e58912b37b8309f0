"""The audit log, for auditors: what was done, when and by whom."""

from collections.abc import Sequence
from datetime import UTC

from bot.domain.audit import COMMAND_LINE, Entry
from bot.views import kit
from bot.views.coordination import page
from bot.views.room import Room
from bot.words import Words

ON_A_PAGE, IN_ONE_SECTION = 60, 10
LONGEST_MARK = 30  # of a mark that stands for nobody any more; ids of Slack's are shorter


def open_button(words: Words) -> kit.Element:
    return kit.button(words.say("audit.button.open"), "audit.open")


def entries(found: Sequence[Entry], room: Room) -> kit.View:
    """The newest first; older ones behind a button, as long as there are any."""
    words = room.words
    lines = [_told(entry, words) for entry in found]
    pieces = range(0, len(lines), IN_ONE_SECTION)
    blocks = [kit.section("\n".join(lines[n : n + IN_ONE_SECTION])) for n in pieces]
    if len(found) == ON_A_PAGE:
        older = kit.button(words.say("audit.button.next"), "audit.open", str(found[-1].number))
        blocks.append(kit.actions("audit", older))
    if not blocks:
        blocks = [kit.section(words.say("audit.nothing"))]
    return page("audit", [*blocks, kit.context(words.say("audit.text"))], room)


def _told(entry: Entry, words: Words) -> str:
    act = words.say(f"audit.act.{entry.act}")
    if entry.about is not None:
        act = words.say("audit.about", act=act, about=_who(entry.about, words))
    return words.say(
        "audit.entry",
        number=str(entry.number),
        moment=words.moment(entry.at.astimezone(UTC)),
        who=_who(entry.actor, words),
        act=act,
    )


def _who(mark: str, words: Words) -> str:
    """A person by their Slack id, while the mark still stands for somebody; or a number, or an id of ours."""
    if mark == COMMAND_LINE:
        return words.say("audit.outside")
    if len(mark) > LONGEST_MARK:
        return words.say("audit.gone")
    return kit.mention(mark) if mark[:1] in ("U", "W") else kit.escape(mark)
