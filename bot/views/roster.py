"""The roster for coordinators: what is on it, pasting rows, matching names, and what cannot be meant."""

from collections.abc import Iterator, Sequence

from bot.domain.roster import Member, Taken, Unmatched
from bot.domain.roster_files import LineFault
from bot.views import kit
from bot.views.coordination import counted, page
from bot.views.room import Room
from bot.words import Words

MOST_FAULTS = 8  # beside the field; the rest is told by their number
MOST_NAMES = 40  # in one form
ON_A_PAGE, LONGEST_LINE = 80, 1000
LONGEST_PASTE = 3000  # what Slack takes in one field


def overview(
    people: int, unmatched: int, room: Room, notice: str | None = None, headings: str = ""
) -> kit.View:
    """`headings` stand above the next part, so that they need not be copied again."""
    words = room.words
    paste = kit.button(words.say("roster.button.paste"), "roster.paste", headings[:1000] or "-")
    buttons = [paste]
    if unmatched:
        buttons.append(kit.button(words.say("roster.button.match"), "roster.match"))
    if people:
        buttons.append(kit.button(words.say("roster.button.look"), "roster.look", "0"))
    blocks = [
        *([] if notice is None else [kit.section(notice)]),
        kit.section(counted(people, unmatched, words)),
        kit.actions("roster", *buttons),
        kit.context(words.say("roster.text")),
    ]
    return page("roster", blocks, room)


def taken(told: Taken, words: Words) -> str:
    return words.say("roster.taken", **told.__dict__)


def paste_form(headings: str, room: Room) -> kit.View:
    words = room.words
    options = [kit.Option(words.say(f"roster.paste.{one}"), one) for one in ("stays", "goes")]
    rows = kit.text_area(
        "value",
        f"{headings}\n" if headings else None,
        words.say("roster.paste.hint"),
        most=LONGEST_PASTE,
    )
    blocks = [
        kit.section(words.say("roster.paste.text")),
        kit.field("rows", words.say("roster.paste.label"), rows),
        kit.field(
            "missing", words.say("roster.paste.missing"), kit.radio("value", options, "stays")
        ),
        kit.context(words.say("roster.paste.asks")),
    ]
    return page("roster.paste", blocks, room, submit=True)


def match_form(names: Sequence[Unmatched], room: Room) -> kit.View:
    """One picker a name; where there is none, a page that says so."""
    words = room.words
    if not names:
        return page("roster.match", [kit.section(words.say("roster.match.none"))], room)
    pick = kit.user_select("value", None, words.say("roster.match.pick"))
    blocks = [kit.section(words.say("roster.match.text"))]
    blocks += [kit.field(one.mark, one.name, pick, optional=True) for one in names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        more = words.say("roster.match.more", number=len(names) - MOST_NAMES)
        blocks.append(kit.context(more))
    return page("roster.match", blocks, room, submit=True)


def everybody(members: Sequence[Member], at: int, room: Room) -> kit.View:
    """The list, some people a page; `at` is how many come before them."""
    words = room.words
    lines = [_told(member, words) for member in members[at : at + ON_A_PAGE]]
    blocks = [kit.section(piece) for piece in _packed(lines)]
    if at + ON_A_PAGE < len(members):
        following = kit.button(words.say("roster.button.next"), "roster.look", str(at + ON_A_PAGE))
        blocks.append(kit.actions("roster", following))
    return page("roster", blocks or [kit.section(words.say("roster.nobody"))], room)


def faults(found: Sequence[LineFault], words: Words, most: int = MOST_FAULTS) -> str:
    """All of them beside one field, as far as there is room; each in a line of its own."""
    told = [
        words.say("roster.fault.line", line=str(one.line), said=_said(one, words))
        for one in found[:most]
    ]
    if len(found) > most:
        told.append(words.say("roster.fault.more", number=len(found) - most))
    return "\n".join(told)


def facts_of(member: Member, words: Words) -> str:
    """What the roster says of somebody, without who it is."""
    told = [kit.escape(one) for one in (member.team, member.site) if one]
    for one in ("manager", "supervisor", "supporter"):
        person = getattr(member, one)
        if person is not None:
            told.append(words.say(f"roster.{one}", who=kit.mention(person)))
    told += [words.language(code) for code in member.languages]
    if member.experience_years is not None:
        told.append(words.count("roster.experience", round(member.experience_years)))
    if member.role is not None:
        told.append(words.say(f"roles.name.{member.role}"))
    return words.listed(told) if told else ""


def _packed(lines: Sequence[str]) -> Iterator[str]:
    """As few sections as hold all of them; teams and names may be long."""
    piece = ""
    for line in lines:
        told = kit.shortened(line, LONGEST_LINE)
        if piece and len(piece) + 1 + len(told) > kit.SECTION_TEXT:
            yield piece
            piece = ""
        piece = f"{piece}\n{told}" if piece else told
    if piece:
        yield piece


def _told(member: Member, words: Words) -> str:
    who = kit.mention(member.person) if member.person else kit.escape(member.name)
    facts = facts_of(member, words)
    return words.say("roster.person", who=who, more=f": {facts}" if facts else "")


def _said(fault: LineFault, words: Words) -> str:
    return words.say(f"roster.fault.{fault.what}", told=fault.told)
