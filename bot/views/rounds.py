"""A round on the coordinator's screen: its pairs as rows, who rests and why, and what can be done."""

from collections.abc import Sequence

from bot.domain.pairing.proposals import Why
from bot.domain.rounds import Findings, Pair, Rest, RoundState
from bot.domain.sheets import Sheet
from bot.views import kit
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words

ROWS = 80  # of the hundred blocks that a modal takes
LONGEST_LIST = 3  # costs in one context


def skeleton(room: Room) -> kit.View:
    """While the engine is at work."""
    return _modal([kit.section(room.words.say("rounds.wait"))], room)


def preview(sheet: Sheet, room: Room, page: int = 0, notice: str | None = None) -> kit.View:
    """Problems on top, then the pairs; `page` counts from 0, and one that is not there is the last."""
    words = room.words
    is_draft = sheet.round.state is RoundState.DRAFT
    rests = [_rest(rest, words, is_draft=is_draft) for rest in sheet.rests]
    rows = rests + [_pair(pair, words, is_draft=is_draft) for pair in sheet.pairs]
    pages = max(1, -(-len(rows) // ROWS))
    page = min(max(page, 0), pages - 1)
    blocks = [
        *([] if notice is None else [kit.section(notice)]),
        *(_about_draft(sheet, words) if is_draft else _about_published(sheet, words)),
        kit.context(words.say("rounds.names_only")),
        *rows[page * ROWS : (page + 1) * ROWS],
        *_paging(page, pages, words),
    ]
    seen = {"round": sheet.round.id, "version": str(sheet.round.version), "page": str(page)}
    return _modal(blocks, room, seen)


def nothing(text: str, room: Room) -> kit.View:
    """Nobody to pair, or a draft that is gone: a new one may begin."""
    again = kit.button(room.words.say("rounds.button.settings"), "rounds.settings")
    return _modal([kit.section(text), kit.actions("round.acts", again)], room)


def _about_draft(sheet: Sheet, words: Words) -> list[kit.Block]:
    acts = [
        *([_publish(sheet, words)] if sheet.pairs else []),
        kit.button(words.say("rounds.button.settings"), "rounds.settings"),
        kit.button(words.say("rounds.button.weigh"), "rounds.weigh"),
        kit.button(words.say("rounds.button.trial"), "rounds.trial"),
        _discard(words),
    ]
    if not sheet.people():
        again = kit.button(words.say("rounds.button.settings"), "rounds.settings")
        nobody = kit.section(words.say("rounds.nobody"))
        return [nobody, kit.actions("round.acts", again, _discard(words))]
    return [
        kit.section(f"{_counted(sheet, words)}\n{words.say('rounds.draft')}"),
        *_findings(sheet.round.findings, words),
        *_weights(sheet, words),
        kit.actions("round.acts", *acts),
    ]


def _about_published(sheet: Sheet, words: Words) -> list[kit.Block]:
    told = [_counted(sheet, words), words.say("rounds.published")]
    acts = []
    if sheet.round.may_be_undone(sheet.now):
        told.append(words.say("rounds.undo_until", moment=_moment(sheet, words)))
        acts.append(kit.button(words.say("rounds.button.undo"), "rounds.undo"))
    return [kit.section("\n".join(told)), *([kit.actions("round.acts", *acts)] if acts else [])]


def _moment(sheet: Sheet, words: Words) -> str:
    """When the first one hears, on the reader's own clock."""
    begins_at = sheet.round.begins_at or sheet.now
    return words.moment(begins_at.astimezone(sheet.now.tzinfo))


def _counted(sheet: Sheet, words: Words) -> str:
    told = [words.count("rounds.pairs", len(sheet.pairs)) + "."]
    if sheet.rests:
        told.append(words.count("rounds.resting", len(sheet.rests)))
    return " ".join(told)


def _findings(findings: Findings | None, words: Words) -> list[kit.Block]:
    """How good it is, and what a rule costs."""
    if findings is None:
        return []
    told = [words.say("rounds.quality", percent=findings.percent)]
    told += [words.count(f"rounds.cost.{rule}", more) for rule, more in findings.costs.items()]
    return [kit.context(*told[: 1 + LONGEST_LIST])]


def _weights(sheet: Sheet, words: Words) -> list[kit.Block]:
    changed = sheet.round.settings.weights.changed()
    if not changed:
        return []
    told = (
        words.say("rounds.weight", name=words.say(f"rounds.points.{name}"), now=now, usual=usual)
        for name, (usual, now) in changed.items()
    )
    return [kit.context(words.say("rounds.weights", changes=words.listed(told)))]


def _publish(sheet: Sheet, words: Words) -> kit.Element:
    return kit.confirmed(
        kit.button(words.say("rounds.button.publish"), "rounds.publish", style="primary"),
        words.say("rounds.publish.title"),
        words.count("rounds.publish.text", len(sheet.pairs)),
        words.say("rounds.button.publish"),
        words.say("rounds.publish.stay"),
    )


def _discard(words: Words) -> kit.Element:
    return kit.confirmed(
        kit.button(words.say("rounds.button.discard"), "rounds.discard"),
        words.say("rounds.discard.title"),
        words.say("rounds.discard.text"),
        words.say("rounds.button.discard"),
        words.say("rounds.discard.stay"),
    )


def _rest(rest: Rest, words: Words, *, is_draft: bool) -> kit.Block:
    why = words.say(f"rounds.rest.{rest.why.name.lower()}")
    text = words.say("rounds.rests", name=kit.mention(rest.worker), why=why)
    name = f"rest.{rest.worker}"
    if not is_draft:
        return kit.row(name, text)
    if rest.why is Why.LEFT_OUT:
        back = kit.button(words.say("rounds.button.take_in"), "rounds.take_in", rest.worker)
        return kit.row(name, text, back)
    return kit.row(name, text, _menu(("swap", "leave"), f"rest:{rest.worker}", words))


def _pair(pair: Pair, words: Words, *, is_draft: bool) -> kit.Block:
    names = words.listed(kit.mention(who) for who in pair.members)
    key = "rounds.locked" if pair.is_locked else "rounds.pair"
    text = words.say(key, names=names, why=words.say(f"rounds.why.{pair.why}"))
    name = f"pair.{pair.id}"
    if not is_draft:
        return kit.row(name, text)
    locking = ("unlock" if pair.is_locked else "lock",) if pair.is_of_two else ()
    return kit.row(name, text, _menu(("swap", "leave", *locking), f"pair:{pair.id}", words))


def _menu(acts: Sequence[str], row: str, words: Words) -> kit.Element:
    options = [kit.Option(words.say(f"rounds.button.{act}"), f"{act}:{row}") for act in acts]
    return kit.overflow("rounds.row", options)


def _paging(page: int, pages: int, words: Words) -> list[kit.Block]:
    turns = []
    if page > 0:
        turns.append(kit.button(words.say("rounds.button.earlier"), "rounds.page.0", str(page - 1)))
    if page < pages - 1:
        turns.append(kit.button(words.say("rounds.button.more"), "rounds.page.1", str(page + 1)))
    return [kit.actions("round.pages", *turns)] if turns else []


def _modal(blocks: Sequence[kit.Block], room: Room, seen: dict[str, str] | None = None) -> kit.View:
    words = room.words
    person = [kit.actions("form.person", person_button(words)), emergency(room.country, words)]
    return kit.modal(
        words.say("rounds.title"),
        [*blocks, *person],
        close=words.say("modal.close"),
        callback="rounds.preview",
        metadata=seen,
    )
