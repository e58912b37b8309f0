"""The forms of a buddy: hours and wishes, and the private lists."""

from datetime import date

from bot.domain.buddies import FEWEST, MOST, MOST_NOT_WITH, Buddy, PrivateLists, Share, Topic
from bot.domain.buddy_pages import BuddyFacts
from bot.domain.hours import DayPart, days_and_parts
from bot.views import kit
from bot.views.forms import form
from bot.views.room import Room
from bot.words import Words

# Those that people who answer lines name most; told in the reader's own language.
SPOKEN = (
    "af", "sq", "am", "ar", "hy", "az", "eu", "be", "bn", "bs", "bg", "my", "ca", "zh", "hr", "cs",
    "da", "nl", "en", "et", "fil", "fi", "fr", "gl", "ka", "de", "el", "gu", "ha", "he", "hi", "hu",
    "is", "ig", "id", "ga", "it", "ja", "kk", "km", "rw", "ko", "ku", "lv", "ln", "lt", "lb", "mk",
    "ms", "ml", "mt", "mi", "mr", "ne", "nb", "ps", "fa", "pl", "pt", "pa", "ro", "ru", "sr", "sn",
    "si", "sk", "sl", "so", "es", "sw", "sv", "ta", "te", "th", "ti", "tr", "uk", "ur", "uz", "vi",
    "cy", "wo", "xh", "yi", "yo", "zu",
)  # fmt: skip


def hours(facts: BuddyFacts, buddy: Buddy, room: Room) -> kit.View:
    """Days and parts of the day; languages; how often, for who gives; a pause; two wishes."""
    words = room.words
    days, parts = days_and_parts(buddy.hours)
    pick = words.say("settings.pick")
    return form(
        "buddy_hours",
        room,
        [
            kit.section(words.say("buddy_hours.text")),
            kit.field("days", words.say("buddy_hours.days"), _days(days, words)),
            kit.field("parts", words.say("buddy_hours.parts"), _parts(parts, words)),
            *_shifts(facts, words),
            kit.field(
                "languages",
                words.say("buddy_hours.languages"),
                kit.multi_select("value", _languages(words), buddy.languages, pick),
            ),
            *_load(buddy, words),
            kit.field(
                "paused_until",
                words.say("buddy_hours.paused_until"),
                kit.datepicker("value", _end_of_pause(facts, buddy), words.say("settings.pick_date")),
                optional=True,
            ),
            kit.field(
                "wishes", words.say("buddy_hours.wishes"), _wishes(buddy, words), optional=True
            ),
        ],
    )  # fmt: skip


def lists(known: PrivateLists, room: Room) -> kit.View:
    words = room.words
    pick = words.say("settings.pick")
    topics = [kit.Option(words.say(f"buddy_lists.topic.{one.value}"), one) for one in Topic]
    shares = [kit.Option(words.say(f"buddy_lists.share.{one.value}"), one) for one in Share]
    return form(
        "buddy_lists",
        room,
        [
            kit.section(words.say("buddy_lists.text")),
            kit.field(
                "not_with",
                words.say("buddy_lists.not_with"),
                kit.users_select("value", sorted(known.not_with), pick, most=MOST_NOT_WITH),
                optional=True,
            ),
            kit.context(words.say("buddy_lists.not_with_note")),
            kit.field(
                "topics",
                words.say("buddy_lists.topics"),
                kit.checkboxes("value", topics, known.topics),
                optional=True,
            ),
            kit.context(words.say("buddy_lists.topics_note")),
            kit.field(
                "shares",
                words.say("buddy_lists.shares"),
                kit.multi_select("value", shares, known.shares, pick),
                optional=True,
            ),
            kit.context(words.say("buddy_lists.shares_note")),
        ],
    )


def _days(chosen: frozenset[int], words: Words) -> kit.Element:
    options = [kit.Option(words.weekday(day), str(day)) for day in range(7)]
    return kit.checkboxes("value", options, {str(day) for day in chosen})


def _parts(chosen: frozenset[DayPart], words: Words) -> kit.Element:
    options = [kit.Option(words.say(f"buddy_hours.part.{one.value}"), one) for one in DayPart]
    return kit.checkboxes("value", options, chosen)


def _shifts(facts: BuddyFacts, words: Words) -> list[kit.Block]:
    """Only where there are shifts to leave out."""
    if not facts.usual:
        return []
    options = [kit.Option(words.say("buddy_hours.option.leave_out"), "leave_out")]
    element = kit.checkboxes("value", options, ["leave_out"])
    return [kit.field("shifts", words.say("buddy_hours.shifts"), element, optional=True)]


def _languages(words: Words) -> list[kit.Option]:
    named = {code: words.language(code) for code in SPOKEN}
    return [kit.Option(named[code], code) for code in sorted(named, key=named.__getitem__)]


def _load(buddy: Buddy, words: Words) -> list[kit.Block]:
    if not buddy.gives:
        return []
    options = [kit.Option(words.number(n), str(n)) for n in range(FEWEST, MOST + 1)]
    element = kit.select("value", options, str(buddy.most_per_week), words.say("settings.pick"))
    return [kit.field("most_per_week", words.say("buddy_hours.most_per_week"), element)]


def _end_of_pause(facts: BuddyFacts, buddy: Buddy) -> date | None:
    if buddy.paused_until is None or not buddy.is_paused(facts.now):
        return None
    return facts.worker.local(buddy.paused_until).date()


def _wishes(buddy: Buddy, words: Words) -> kit.Element:
    wishes = {
        "outside_team": buddy.wants_outside_team,
        "trio": buddy.wants_trio,
        "rest": buddy.rests_gladly,
    }
    options = [kit.Option(words.say(f"buddy_hours.option.{one}"), one) for one in wishes]
    return kit.checkboxes("value", options, [one for one, is_there in wishes.items() if is_there])
