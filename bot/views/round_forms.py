"""The forms of a round: its settings, its weights, a swap, who is left out, two people, and a trial."""

from collections.abc import Mapping, Sequence

from bot.domain.pairing.terms import Aim, Weights
from bot.domain.pairing.trials import Trial
from bot.domain.rounds import OPEN_WEIGHTS, WEEKS, Again, RoundSettings
from bot.domain.sheets import Seen
from bot.views import kit
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words

RULES = ("different_team", "common_hours", "common_language", "trio")
POINTS = (0, 50, 100, 150, 200, 300, 400, 600, 1000)


def settings(chosen: RoundSettings, seen: Seen | None, room: Room) -> kit.View:
    """With defaults that suit most; the preview changes nothing that anybody hears of."""
    words = room.words
    ticked = [rule for rule in RULES if getattr(chosen, rule)]
    weeks = [kit.Option(words.count("rounds.option.weeks", n), str(n)) for n in WEEKS]
    return _form(
        "rounds.settings",
        words.say("rounds.title"),
        [
            kit.field("aim", words.say("rounds.settings.aim"), _radio(Aim, chosen.aim, words)),
            kit.field(
                "weeks",
                words.say("rounds.settings.weeks"),
                kit.select("value", weeks, str(chosen.weeks), words.say("settings.pick")),
            ),
            kit.context(words.say("rounds.settings.weeks_note")),
            kit.field(
                "rules",
                words.say("rounds.settings.rules"),
                kit.checkboxes("value", _options(RULES, words), ticked),
                optional=True,
            ),
            kit.context(words.say("rounds.settings.rules_note")),
            kit.field(
                "again", words.say("rounds.settings.again"), _radio(Again, chosen.again, words)
            ),
        ],
        room,
        submit=words.say("rounds.settings.submit"),
        seen=seen,
    )


def points_offered(now: int) -> tuple[int, ...]:
    """Those that suit most, and those that are set now."""
    return POINTS if now in POINTS else (*POINTS, now)


def weigh(weights: Weights, seen: Seen, room: Room) -> kit.View:
    words = room.words

    def field(name: str, now: int) -> kit.Block:
        points = [kit.Option(words.number(n), str(n)) for n in points_offered(now)]
        chosen = kit.select("value", points, str(now), words.say("settings.pick"))
        return kit.field(name, words.say(f"rounds.points.{name}"), chosen)

    fields = [field(name, now) for name, now in vars(weights).items() if name in OPEN_WEIGHTS]
    return _form(
        "rounds.weigh",
        words.say("rounds.weigh.title"),
        [kit.section(words.say("rounds.weigh.text")), *fields],
        room,
        submit=words.say("modal.save"),
        seen=seen,
    )


def swap(people: Sequence[str], seen: Seen, room: Room) -> kit.View:
    """One of this row changes places with somebody of another row."""
    words = room.words
    return _form(
        "rounds.swap",
        words.say("rounds.swap.title"),
        [
            kit.section(words.say("rounds.swap.text")),
            kit.field("one", words.say("rounds.swap.first"), _people(people)),
            kit.field(
                "other",
                words.say("rounds.swap.second"),
                kit.user_select("value", None, words.say("settings.pick")),
            ),
        ],
        room,
        submit=words.say("rounds.swap.submit"),
        seen=seen,
    )


def leave_out(people: Sequence[str], seen: Seen, room: Room) -> kit.View:
    words = room.words
    names = words.listed(kit.mention(who) for who in people)
    return _form(
        "rounds.leave",
        words.say("rounds.leave.title"),
        [
            kit.section(words.say("rounds.leave.text", names=names)),
            kit.field("one", words.say("rounds.leave.first"), _people(people)),
        ],
        room,
        submit=words.say("rounds.leave.submit"),
        seen=seen,
    )


def two_people(room: Room) -> kit.View:
    words = room.words
    pick = kit.user_select("value", None, words.say("settings.pick"))
    return _form(
        "rounds.two",
        words.say("rounds.two.title"),
        [
            kit.section(words.say("rounds.two.text")),
            kit.field("one", words.say("rounds.two.first"), pick),
            kit.field("other", words.say("rounds.two.second"), pick),
        ],
        room,
        submit=words.say("rounds.two.submit"),
    )


def trial(tried: Trial, room: Room) -> kit.View:
    """What these rules would bring, in numbers; nobody's name."""
    words = room.words
    told = [
        words.say("rounds.trial.rounds", number=len(tried.proposals)),
        words.say("rounds.trial.repeats", number=tried.repeats),
        words.say("rounds.trial.unmatched", number=tried.unmatched),
        words.say("rounds.trial.longest", number=tried.longest_run),
        words.say("rounds.trial.coverage", percent=int(100 * tried.coverage)),
        words.say("rounds.trial.never", number=len(tried.never)),
    ]
    return _page(words.say("rounds.trial.title"), [kit.section("\n".join(told))], room)


def _page(title: str, blocks: Sequence[kit.Block], room: Room) -> kit.View:
    return kit.modal(title, [*blocks, *_people_to_call(room)], close=room.words.say("modal.back"))


def _form(  # noqa: PLR0913  the parts of a form, each named
    callback: str,
    title: str,
    blocks: Sequence[kit.Block],
    room: Room,
    *,
    submit: str,
    seen: Seen | None = None,
) -> kit.View:
    return kit.modal(
        title,
        [*blocks, *_people_to_call(room)],
        close=room.words.say("modal.back"),
        submit=submit,
        callback=callback,
        metadata=remembered(seen),
    )


def remembered(seen: Seen | None) -> Mapping[str, str]:
    """What a modal remembers of the draft that was on the screen."""
    return {} if seen is None else {"round": seen.round, "version": str(seen.version)}


def _people_to_call(room: Room) -> list[kit.Block]:
    return [
        kit.actions("form.person", person_button(room.words)),
        emergency(room.country, room.words),
    ]


def _radio(choices: type[Aim] | type[Again], chosen: str, words: Words) -> kit.Element:
    return kit.radio("value", _options([one.value for one in choices], words), chosen)


def _options(names: Sequence[str], words: Words) -> list[kit.Option]:
    return [_option(words.say(f"rounds.option.{name}"), name) for name in names]


def _option(label: str, value: str) -> kit.Option:
    return kit.Option(kit.shortened(label, kit.OPTION_TEXT), value)


def _people(people: Sequence[str]) -> kit.Element:
    """Names on the choices themselves; Slack takes mrkdwn there, so it writes them."""
    return kit.people_radio("value", people)
