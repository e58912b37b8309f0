"""The forms: settings, time zone, pause and usual shifts."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

from bot.domain.decision_points import PersonalSetting
from bot.domain.languages import Languages
from bot.domain.people import KEEP_DAYS, MOST_PER_WEEK, Moment, Worker
from bot.domain.shifts import UsualShift
from bot.views import kit, languages
from bot.views.forms import form
from bot.views.people import country_name
from bot.views.room import Room
from bot.words import Library, Words

DELAYS = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120)
CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
MOST_OPTIONS = 100


def settings(worker: Worker, room: Room, library: Library, allowed: Languages) -> kit.View:
    words = room.words
    quiet = worker.quiet_hours
    return form(
        "settings",
        room,
        [
            kit.field("moment", words.say("settings.moment"), _moments(worker, words)),
            kit.field(
                "wake_at",
                words.say("settings.wake_at"),
                kit.timepicker("value", worker.wake_at, words.say("settings.pick_time")),
                optional=True,
            ),
            kit.field(
                "quiet_from",
                words.say("settings.quiet_from"),
                kit.timepicker("value", quiet.start if quiet else None, words.say("settings.pick_time")),
                optional=True,
            ),
            kit.field(
                "quiet_until",
                words.say("settings.quiet_until"),
                kit.timepicker("value", quiet.end if quiet else None, words.say("settings.pick_time")),
                optional=True,
            ),
            kit.context(words.say("settings.quiet_note")),
            kit.field("most_per_week", words.say("settings.most_per_week"), _numbers(worker, words)),
            kit.field("keep_days", words.say("settings.keep_days"), _keeping(worker, words)),
            kit.field("may_ask_once", words.say("settings.may_ask_once"), _asking(worker, words)),
            kit.field(
                "country", words.say("settings.country"), _countries(worker, library, words),
                optional=True,
            ),
            *languages.field(worker, library, words, allowed),
            kit.actions(
                "zone",
                kit.button(words.say("home.button.choose_zone"), "zone.open"),
                kit.button(words.say("suits.title"), "suits.open"),
            ),
        ],
    )  # fmt: skip


def zone(room: Room, chosen: str | None) -> kit.View:
    words = room.words
    return form(
        "zone",
        room,
        [
            kit.field(
                "zone",
                words.say("settings.zone"),
                kit.grouped_select("value", _zones(words), chosen, words.say("settings.pick")),
            )
        ],
    )


def suits(chosen: Collection[PersonalSetting], room: Room) -> kit.View:
    """What goes for every practice of this worker."""
    words = room.words
    options = [kit.Option(words.say(f"suits.option.{one.value}"), one) for one in PersonalSetting]
    return form(
        "suits",
        room,
        [
            kit.section(words.say("suits.text")),
            kit.field(
                "suits",
                words.say("suits.label"),
                kit.checkboxes("value", options, chosen),
                optional=True,
            ),
        ],
    )


def pause(room: Room, today: date) -> kit.View:
    words = room.words
    return form(
        "pause",
        room,
        [
            kit.section(words.say("pause.text")),
            kit.field(
                "until",
                words.say("pause.until"),
                kit.datepicker("value", today + timedelta(days=7), words.say("settings.pick_date")),
            ),
        ],
        submit=words.say("pause.submit"),
    )


def usual_shifts(known: list[UsualShift], room: Room, now: datetime) -> kit.View:
    """What is set, each with skip and remove, and a form for one more; `now` on the worker's clock."""
    words = room.words
    days = [kit.Option(words.weekday(n), str(n)) for n in range(7)]
    return form(
        "usual",
        room,
        [
            *[_series(usual, words, now) for usual in known[:20]],
            kit.field("days", words.say("usual.days"), kit.checkboxes("value", days, ())),
            kit.field(
                "start",
                words.say("usual.start"),
                kit.timepicker("value", None, words.say("settings.pick_time")),
            ),
            kit.field(
                "end",
                words.say("usual.end"),
                kit.timepicker("value", None, words.say("settings.pick_time")),
            ),
            kit.field(
                "first_day",
                words.say("usual.first_day"),
                kit.datepicker("value", now.date(), words.say("settings.pick_date")),
            ),
            kit.field(
                "last_day",
                words.say("usual.last_day"),
                kit.datepicker("value", None, words.say("settings.pick_date")),
                optional=True,
            ),
        ],
        submit=words.say("usual.submit"),
    )


def _series(usual: UsualShift, words: Words, now: datetime) -> kit.Block:
    days = words.listed(words.weekday(day, "abbreviated") for day in sorted(usual.days))
    told = words.say(
        "usual.series", days=days, start=words.clock(usual.start), end=words.clock(usual.end)
    )
    next_day = usual.next_day(now)
    options = [kit.Option(words.say("usual.button.remove"), f"remove:{usual.id}")]
    if next_day is not None:
        skip = words.say("usual.button.skip", day=words.day(next_day))
        options.insert(0, kit.Option(skip, f"skip:{usual.id}:{next_day.isoformat()}"))
    else:
        options.insert(0, kit.Option(words.say("usual.button.keep"), f"keep:{usual.id}"))
    if usual.last_day is not None:
        told += " " + words.say("usual.until", day=words.day(usual.last_day))
    return kit.section(told, kit.overflow("usual.more", options)) | {
        "block_id": f"usual.{usual.id}"
    }


def _moments(worker: Worker, words: Words) -> kit.Element:
    options = [kit.Option(words.say("settings.organisation"), "unchosen")]
    options += [
        kit.Option(
            words.count("home.when.minutes", n) if n else words.say("home.button.before_i_leave"),
            str(n),
        )
        for n in DELAYS
    ]
    options.append(kit.Option(words.say("home.button.when_i_wake"), "wake"))
    chosen = {Moment.UNCHOSEN: "unchosen", Moment.WAKE: "wake"}.get(
        worker.moment, str(worker.delay_minutes)
    )
    return kit.select("value", options, chosen, words.say("settings.pick"))


def _numbers(worker: Worker, words: Words) -> kit.Element:
    options = [kit.Option(words.number(n), str(n)) for n in range(1, MOST_PER_WEEK + 1)]
    return kit.select("value", options, str(worker.most_per_week), words.say("settings.pick"))


def _keeping(worker: Worker, words: Words) -> kit.Element:
    options = [kit.Option(words.say(f"settings.keep.{n}"), str(n)) for n in KEEP_DAYS]
    return kit.radio("value", options, str(worker.keep_days))


def _asking(worker: Worker, words: Words) -> kit.Element:
    options = [kit.Option(words.say(f"settings.ask.{one}"), one) for one in ("no", "yes")]
    return kit.radio("value", options, "yes" if worker.may_ask_once else "no")


def _countries(worker: Worker, library: Library, words: Words) -> kit.Element:
    named = {country.code: country_name(country, words) for country in library.countries()}
    options = [kit.Option(named[code], code) for code in sorted(named, key=named.__getitem__)]
    return kit.select("value", options[:MOST_OPTIONS], worker.country, words.say("settings.pick"))


def _zones(words: Words) -> dict[str, list[kit.Option]]:
    """Every place by continent, in groups that Slack takes."""
    groups: dict[str, list[kit.Option]] = {}
    for continent in CONTINENTS:
        names = sorted(z for z in available_timezones() if z.startswith(f"{continent}/"))
        for start in range(0, len(names), MOST_OPTIONS):
            part = names[start : start + MOST_OPTIONS]
            label = words.say(
                "zone.group",
                continent=words.say(f"zone.continent.{continent.lower()}"),
                first=words.city(part[0]),
                last=words.city(part[-1]),
            )
            groups[kit.shortened(label, kit.OPTION_TEXT)] = [
                kit.Option(_town(name, words), name) for name in part
            ]
    return groups


def _town(zone: str, words: Words) -> str:
    """The city as its readers call it, or the rest of the zone's name: Argentina/Buenos Aires."""
    rest = zone.partition("/")[2].replace("_", " ")
    city = words.city(zone)
    return rest if rest.endswith(city) else city
