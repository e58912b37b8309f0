"""Asking for a buddy: who is free, the words that will be sent, and how it stands."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.asking import Outlook
from bot.domain.buddy_requests import Route
from bot.views import kit
from bot.views.home import when
from bot.views.offers import chat_button, named
from bot.views.people import first_line
from bot.views.room import Room
from bot.views.topics import said
from bot.words import Words

CALL = "asking.call.title"
COUNTS = ((5, "asking.free.five"), (3, "asking.free.three"), (1, "asking.free.some"))


def skeleton(room: Room) -> kit.View:
    """Opened from memory, the same for everybody: the people to call stand before anything is looked up."""
    words = room.words
    return _modal(room, [kit.section(words.say("asking.one_moment"))], [])


def outlook(told: Outlook, route: Route, room: Room) -> kit.View:
    """What is true at this moment; what is under way stands before anything new."""
    if route is Route.LEAD:
        return before_calling(told, room)
    is_planned_for_a_guest = told.begins_later and not told.may_ask
    if told.is_looking or is_planned_for_a_guest:
        return looking(told, room)
    if not told.may_ask:
        return _only(room, "asking.guests")
    if told.request is not None and told.request.is_awaited(told.now):
        return met(told, room)
    return before_asking(told, route, room)


def before_asking(told: Outlook, route: Route, room: Room) -> kit.View:
    """First the truth, then the exact words, what is never said and the limits; then the button.

    What is planned for tomorrow stands above, and can be stopped or brought forward; so does who said
    yes within a day.
    """
    words = room.words
    partner = told.partner if route is Route.MY_BUDDY else None
    blocks = [*_planned(told, words), *_met(told, words), kit.section(_how_many(told, words))]
    if route is Route.MY_BUDDY and partner is None:
        blocks.append(kit.section(words.say("asking.no_partner")))
    blocks += [
        kit.section(_the_words(told, partner, words)),
        kit.section(words.say("asking.never")),
        kit.section(words.say("asking.limits")),
    ]
    send = kit.button(words.say("asking.button.send"), "asking.send", route.value, style="primary")
    small = [_small_print(words), words.say("asking.kept")]
    if told.begins_later:
        return _modal(room, blocks, [send, _stop(words)], small)
    tomorrow = kit.button(words.say("asking.button.tomorrow"), "asking.tomorrow", route.value)
    return _modal(room, blocks, [send, tomorrow], [_tomorrow(told, words), *small])


def before_calling(told: Outlook, room: Room) -> kit.View:
    """Who is called and the exact words; nothing is sent before the tap."""
    words, whom = room.words, told.on_duty
    if told.is_looking and told.request is not None and told.request.route is Route.LEAD:
        return looking(told, room)
    anyone = kit.button(words.say("asking.button.anyone"), "asking.list")
    if whom is None:
        nobody = [kit.section(words.say("asking.nobody_on_duty"))]
        return _modal(room, nobody, [anyone], title=CALL)
    quoted = _quoted(words, _by_name(told, words))
    texts = [
        words.say("asking.words_call", name=named(whom), named=quoted),
        words.say("asking.never_call"),
        words.say("asking.limits_call", name=named(whom)),
    ]
    if told.is_looking or told.begins_later:
        texts.insert(0, words.say("asking.instead"))
    send = kit.button(words.say("asking.button.call_now"), "asking.call_now", whom, style="primary")
    buttons = [send] if told.is_looking else [send, anyone]
    small = [_small_print(words), words.say("asking.kept")]
    return _modal(room, [kit.section(text) for text in texts], buttons, small, title=CALL)


def looking(told: Outlook, room: Room) -> kit.View:
    words, request = room.words, told.request
    if request is None:
        return stopped(room)
    clock = _clock(told, request.ends_at, words)
    if request.calls is not None:
        called = words.say("asking.called", name=named(request.calls), clock=clock)
        return _modal(room, [kit.section(called)], [_stop(words)], title=CALL)
    text = words.say("asking.looking", clock=clock)
    blocks = _planned(told, words) or [kit.section(text)]
    return _modal(room, blocks, [_stop(words)])


def _stop(words: Words) -> kit.Element:
    return kit.button(words.say("asking.button.stop"), "asking.stop")


def _planned(told: Outlook, words: Words) -> list[kit.Block]:
    if told.request is None or not told.begins_later:
        return []
    moment = _moment(told, told.request.begins_at, words)
    return [kit.section(words.say("asking.begins", moment=moment))]


def _met(told: Outlook, words: Words) -> list[kit.Block]:
    """Who said yes within a day: found again here, should the message have scrolled away."""
    if told.came is None:
        return []
    return [kit.section(words.say("asking.met", name=named(told.came))), *_topics(told, words)]


def _topics(told: Outlook, words: Words) -> list[kit.Block]:
    """Only where anything is named; for who looks for more there is a page of its own."""
    who = told.rather_not
    return [] if who is None or not who.topics else [kit.section(said(who, words))]


def met(told: Outlook, room: Room) -> kit.View:
    """Whoever said yes has ten minutes to come; then the search can begin anew."""
    words, request = room.words, told.request
    if request is None or request.buddy is None or request.reopens_at is None:
        return stopped(room)
    clock = _clock(told, request.reopens_at, words)
    patience = words.say("asking.not_yet", name=named(request.buddy), clock=clock)
    blocks = [*_met(told, words), kit.section(patience)]
    return _modal(room, blocks, [chat_button(request.buddy, words)])


def stopped(room: Room) -> kit.View:
    return _only(room, "asking.stopped")


def unknown(room: Room) -> kit.View:
    """The database is away: who is free cannot be said, and the people to call stand."""
    return _only(room, "asking.unknown")


def _only(room: Room, key: str) -> kit.View:
    return _modal(room, [kit.section(room.words.say(key))], [])


def _how_many(told: Outlook, words: Words) -> str:
    """Coarse, so that nobody can tell by counting who is missing."""
    for least, key in COUNTS:
        if told.free >= least:
            return words.say(key)
    if told.free_from is None:
        return words.say("asking.nobody")
    return words.say("asking.nobody_until", clock=_clock(told, told.free_from, words))


def _the_words(told: Outlook, partner: str | None, words: Words) -> str:
    """Letter by letter as they stand in the offers themselves."""
    by_list = _quoted(words, words.say("offer.list"))
    if partner is None:
        return words.say("asking.words_list", list=by_list)
    by_name = _quoted(words, _by_name(told, words))
    return words.say("asking.words_named", name=named(partner), named=by_name, list=by_list)


def _by_name(told: Outlook, words: Words) -> str:
    return words.say("offer.named", name=named(told.worker.id))


def _quoted(words: Words, told: str) -> str:
    """The first line of an offer, and what it tells."""
    return f">{words.say('offer.opening')}\n>{told}"


def _small_print(words: Words) -> str:
    return words.say("asking.beneath", small_print=words.say("offer.small_print"))


def _tomorrow(told: Outlook, words: Words) -> str:
    return words.say("asking.tomorrow", moment=_moment(told, told.tomorrow, words))


def _moment(told: Outlook, moment: datetime, words: Words) -> str:
    return when(told.worker, moment, told.now, words)


def _clock(told: Outlook, moment: datetime, words: Words) -> str:
    return words.clock(told.worker.local(moment).time())


def _modal(
    room: Room,
    blocks: list[kit.Block],
    buttons: list[kit.Element],
    small: Sequence[str] = (),
    title: str = "asking.title",
) -> kit.View:
    """What is small stands below the buttons, so that these are seen without scrolling."""
    words = room.words
    foot = [
        kit.actions("asking", *buttons, kit.button(words.say("people.button.more"), "people.more")),
        *([kit.context(*small)] if small else []),
        first_line(room.country, words, room.today),
    ]
    return kit.modal(words.say(title), [*blocks, *foot], close=words.say("modal.close"))
