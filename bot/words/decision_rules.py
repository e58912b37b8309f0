"""Reads the decision rules: which practice fits when, what holds always, and why, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.decision_points import PersonalSetting, Phase, ShiftKind
from bot.domain.decision_rules import NO_ANSWER, DecisionRule, DecisionTable, Limit, When
from bot.domain.decisions import OF_THE_SITUATION
from bot.domain.people import DailyWindow
from bot.domain.practices import Feeling, Length
from bot.domain.situations import SITUATIONS
from bot.words.cards import CARD_ID, CHANNELS, FAMILIES
from bot.words.fields import MARKUP, Fields
from bot.words.files import PromptFile
from bot.words.parsed import Parsed
from bot.words.phrases import Phrase

BECAUSE = "because"  # said as because.<id>, and translated under that key
LONGEST_BECAUSE = 300
LARGEST_NUMBER = 10_000
NEEDS = ("breath", "move", "quiet")
SAYINGS = ("way_home", "person_first", "three_ways")  # in minute.toml, under [say]

LISTS = {
    "answer": (NO_ANSWER, *Feeling),
    "situation": (NO_ANSWER, *SITUATIONS),
    "shift": tuple(ShiftKind),
    "setting": tuple(PersonalSetting),
    "minutes": (NO_ANSWER, *Length),
    "phase": tuple(Phase),
}
NUMBERS = (
    "shift_hours_from",
    "hard_contacts_from",
    "heavy_answers_from",
    "hours_since_shift_until",
)


@dataclass(frozen=True)
class RuleSheet:
    """One file of rules and limits; the reasons are phrases like any other."""

    rules: tuple[DecisionRule, ...] = ()
    limits: tuple[Limit, ...] = ()
    reasons: tuple[tuple[str, Phrase], ...] = ()

    def under(self, above: "RuleSheet") -> "RuleSheet":
        """An organisation's rules stand in for ours; limits only ever become more."""
        ours = {limit.id for limit in self.limits}
        more = tuple(limit for limit in above.limits if limit.id not in ours)
        kept = {f"{BECAUSE}.{limit}" for limit in ours}
        said = tuple((key, phrase) for key, phrase in above.reasons if key not in kept)
        return RuleSheet(above.rules or self.rules, (*self.limits, *more), (*self.reasons, *said))

    def table(self) -> DecisionTable:
        return DecisionTable(self.rules, self.limits)


def parse_rules(file: PromptFile) -> Parsed[RuleSheet | None]:
    """Read a file of rules; one with any fault is none at all, since the rules lean on one another."""
    fields = Fields(file)
    limits = [_limit(entry) for entry in fields.tables("limits")]
    rules = [_rule(entry) for entry in fields.tables("rules")]
    reasons = [_reason(entry) for entry in (*fields.tables("limits"), *fields.tables("rules"))]
    fields.finish()
    _blame_what_is_told_twice(fields, [*limits, *rules])
    _blame_what_is_out_of_reach(fields, rules)
    faults = tuple(sorted(set(fields.faults)))
    sheet = RuleSheet(tuple(rules), tuple(limits), tuple(reasons))
    return Parsed(None if faults else sheet, faults)


def _rule(entry: Fields) -> DecisionRule:
    rule = DecisionRule(
        id=_id(entry),
        when=_when(entry),
        offer=_offer(entry),
        also=frozenset(_codes(entry, "also", SITUATIONS)),
    )
    _finish(entry)
    return rule


def _limit(entry: Fields) -> Limit:
    limit = Limit(
        id=_id(entry),
        when=_when(entry),
        never=frozenset(_cards(entry, entry.texts("never"), CHANNELS) if "never" in entry else ()),
        without=frozenset(_codes(entry, "without", NEEDS)),
        longest=_length(entry),
        say=entry.one_of("say", SAYINGS) if "say" in entry else None,
    )
    if not (limit.never or limit.without or limit.longest or limit.say):
        fix = "Add never, without, longest or say, or remove the limit."
        entry.blame("id", f"limit '{limit.id}' that limits nothing", fix)
    _finish(entry)
    return limit


def _id(entry: Fields) -> str:
    rule_id = entry.text("id", 60)
    if rule_id and not rule_id.isidentifier():
        entry.blame("id", f"odd id '{rule_id}'", "Write it like after_a_night.")
    return rule_id


def _reason(entry: Fields) -> tuple[str, Phrase]:
    because = entry.text(BECAUSE, LONGEST_BECAUSE)
    if MARKUP.intersection(because):
        entry.blame(BECAUSE, "markup in a reason", "Write plain words, without < > & * _ ~ or `.")
    return f"{BECAUSE}.{entry.text('id')}", Phrase.plain(because)


def _finish(entry: Fields) -> None:
    entry.text(BECAUSE, LONGEST_BECAUSE)
    entry.finish()


def _when(entry: Fields) -> When:
    fields = entry.table("when")
    told: dict[str, Any] = {
        key: frozenset(_codes(fields, key, codes)) for key, codes in LISTS.items() if key in fields
    }
    told |= {key: _number(fields, key) for key in NUMBERS if key in fields}
    if "clock" in fields:
        told["clock"] = _clock(fields)
    fields.finish()
    return When(**told)


def _number(fields: Fields, key: str) -> int:
    """Beyond some years of hours there is no time that could be compared with it."""
    told = fields.number(key)
    if not 0 <= told <= LARGEST_NUMBER:
        fields.blame(key, f"odd number {told}", f"Write {key} from 0 to {LARGEST_NUMBER}.")
    return told


def _clock(fields: Fields) -> DailyWindow | None:
    told = fields.texts("clock")
    try:
        start, end = (datetime.strptime(one, "%H:%M").time() for one in told)  # noqa: DTZ007  the worker's own clock
    except ValueError:
        fields.blame("clock", "not a stretch of the day", 'Write clock = ["22:00", "05:00"].')
        return None
    return DailyWindow(start, end)


def _length(entry: Fields) -> Length | None:
    told = entry.one_of("longest", tuple(Length)) if "longest" in entry else None
    return Length(told) if told in tuple(Length) else None


def _offer(entry: Fields) -> tuple[frozenset[str], ...]:
    groups = entry.groups("offer")
    return tuple(frozenset(_cards(entry, group, (OF_THE_SITUATION,))) for group in groups)


def _cards(entry: Fields, named: Iterable[str], more: tuple[str, ...]) -> Iterable[str]:
    """Families and ids; whether a card of that id is there is looked at by the check."""
    for name in named:
        if name not in (*FAMILIES, *more) and not CARD_ID.match(name):
            entry.blame("id", f"no family or card '{name}'", "prompts/README.md lists them.")
    return named


def _codes(entry: Fields, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    told = entry.texts(key) if key in entry else ()
    for code in told:
        if code not in choices:
            entry.blame(key, f"unknown {key} '{code}'", f"Use of these: {', '.join(choices)}.")
    return told


def _blame_what_is_told_twice(fields: Fields, told: Iterable[DecisionRule | Limit]) -> None:
    seen: set[str] = set()
    for one in told:
        if one.id in seen:
            fields.blame("rules", f"id '{one.id}' twice", "Give each rule and limit its own id.")
        seen.add(one.id)


def _blame_what_is_out_of_reach(fields: Fields, rules: list[DecisionRule]) -> None:
    if not rules:
        return
    for place, rule in enumerate(rules[:-1]):
        if rule.when.is_always:
            fix = "Only the last rule may ask nothing: nothing behind it is ever reached."
            fields.blame(f"rules.{place}", f"rule '{rule.id}' hides all that follow", fix)
    if not rules[-1].when.is_always:
        fix = "End with a rule whose when is empty: when = {}."
        fields.blame(f"rules.{len(rules) - 1}", "no rule for everything else", fix)
