"""Roles and supporters, for coordinators: who waits for whom."""

from collections.abc import Sequence

from bot.domain.coordination import Holder
from bot.domain.roles import SUPPORTED
from bot.views import kit
from bot.views.coordination import page
from bot.views.room import Room
from bot.words import Words

ON_A_PAGE = 40


def everybody(holders: Sequence[Holder], at: int, room: Room) -> kit.View:
    """`at` is how many come before those on this page."""
    words = room.words
    buttons = [kit.button(words.say("roles.button.give"), "roles.give")]
    if at + ON_A_PAGE < len(holders):
        more = str(at + ON_A_PAGE)
        buttons.append(kit.button(words.say("roles.button.next"), "roles.open", more))
    rows = [_row(holder, words) for holder in holders[at : at + ON_A_PAGE]]
    blocks = [
        *(rows or [kit.section(words.say("roles.nobody"))]),
        kit.actions("roles", *buttons),
        kit.context(words.say("roles.text")),
    ]
    return page("roles", blocks, room)


def give_form(room: Room) -> kit.View:
    words = room.words
    options = [kit.Option(words.say(f"roles.name.{role}"), role) for role in SUPPORTED]
    who = kit.user_select("value", None, words.say("roles.give.pick"))
    role = kit.radio("value", options, SUPPORTED[0])
    blocks = [
        kit.field("who", words.say("roles.give.who"), who),
        kit.field("role", words.say("roles.give.role"), role),
        kit.context(words.say("roles.text")),
    ]
    return page("roles.give", blocks, room, submit=True)


def _row(holder: Holder, words: Words) -> kit.Block:
    told = words.say(
        "roles.holder",
        who=kit.mention(holder.person),
        role=words.say(f"roles.name.{holder.role}"),
        state=_state(holder, words),
    )
    which = f"{holder.person}:{holder.role}"
    options = [
        kit.Option(words.say("roles.button.supporter"), f"supporter:{which}"),
        kit.Option(words.say("roles.button.take"), f"take:{which}"),
    ]
    return kit.section(told, kit.overflow("roles.more", options)) | {"block_id": f"roles.{which}"}


def _state(holder: Holder, words: Words) -> str:
    who = holder.named and holder.named.supporter
    told = kit.mention(who) if who else ""
    if holder.lack is not None:
        return words.say(f"roles.{holder.lack}", supporter=told)
    return words.say("roles.active" if who else "roles.active_outside", supporter=told)
