"""Every key that the code says stands in prompts/en, and every key in prompts/en is said."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

from bot.domain.audit import Act
from bot.domain.buddies import Share, Topic, Way
from bot.domain.buddy_pages import Step
from bot.domain.check_ins import CheckInKind, LookIn, Outcome
from bot.domain.decision_points import PersonalSetting
from bot.domain.hellos import RHYTHMS, HelloKind
from bot.domain.hours import DayPart
from bot.domain.letters import OF_HELLOS
from bot.domain.memories import Judgement
from bot.domain.pairing.proposals import Why
from bot.domain.pairing.terms import Aim, Weights
from bot.domain.people import KEEP_DAYS
from bot.domain.practices import TOPICS, Feeling, Length, Needs
from bot.domain.roles import Role
from bot.domain.rounds import Again
from bot.domain.situations import GROUPS, SITUATIONS
from bot.domain.supporters import Lack
from bot.views.guide import PARTS
from bot.views.privacy import POINTS
from bot.views.round_forms import RULES
from bot.views.settings import CONTINENTS
from bot.words import load_library
from bot.words.cards import GRADES, PHASES
from bot.words.decision_rules import SAYINGS
from bot.words.files import LANGUAGE_FILE
from bot.words.phrases import PLURAL_FORMS, flat
from tests.views.coordinating import FAULTS
from tests.views.gallery import everything
from tests.views.gallery_of_rounds import REASONS

ROOT = Path(__file__).parents[2]
FEELINGS = [feeling.value for feeling in Feeling]
OUTCOMES = [outcome.value for outcome in Outcome]
LENGTHS = [length.name.lower() for length in Length]

# Keys that are put together: as they stand in the code, and all that may be put in.
PUT_TOGETHER: dict[str, list[object]] = {
    "audit.act.{entry.act}": [*Act],
    "coordinate.{shown.lack}": [*Lack],
    "buddies.button.{way.value}": [*Way],
    "buddies.held.{wish}": ["outside", "trio", "odd", "guest"],
    "buddies.on.{buddy.way.value}": [*Way],
    "buddies.on.{way.value}": [*Way],
    "buddies.step.{step.value}": [*Step],
    "buddy_guide.{part}": [*PARTS],
    "buddy_hours.option.{one}": ["outside_team", "trio", "rest"],
    "buddy_hours.part.{one.value}": [*DayPart],
    "buddy_hours.part.{part.value}": [*DayPart],
    "buddy_lists.share.{one.value}": [*Share],
    "buddy_lists.topic.{one.value}": [*Topic],
    "check_in.button.{answer.feeling.value}": [*FEELINGS],
    "check_in.button.{code}": [*FEELINGS],
    "check_in.button.{feeling.value}": [*FEELINGS],
    "hellos.rhythm.{days}": [*RHYTHMS],
    "hellos.rhythm.{hello.every_days}": [*RHYTHMS],
    "hellos.what.{hello.kind.value}": [*HelloKind],
    "hellos.what.{kind.value}": [*HelloKind],
    "hellos.says.{kind.value}": [*OF_HELLOS],
    "hellos.{part}.note": ["offer", "turn", "over"],
    "hellos.{part}.opening": ["offer", "turn", "over"],
    "learn.topic.{topic.name}": [*TOPICS],
    "look_in.asked.{minute.look_in.value}": [*LookIn],
    "look_in.button.{wish.value}": [*LookIn],
    "minute.button.{answer.outcome.value}": [*OUTCOMES],
    "minute.button.{outcome.value}": [*OUTCOMES],
    "minute.button.{one.name.lower()}": [*LENGTHS],
    "minute.evidence.{grade.lower()}": [grade.lower() for grade in GRADES],
    "minute.evidence.{practice.evidence.grade.lower()}": [grade.lower() for grade in GRADES],
    "minute.because.{key}": ["stands_in", "twin", "helps"],
    "minute.judge.{one.value}": [*Judgement],
    "minute.judged.{said.value}": [*Judgement],
    "minute.say.{key}": [*SAYINGS],
    "minute.say.{say}": [*SAYINGS],
    "situations.button.{case.situation}": [*SITUATIONS],
    "minute.length.{practice.length.name.lower()}": [*LENGTHS],
    "minute.length.{card.length.name.lower()}": [*LENGTHS],
    "paper.need.{need}": [need.name for need in fields(Needs)],
    "paper.phase.{code.lower()}": [phase.lower() for phase in PHASES],
    "privacy.{key}": ["helps", "not_again"],
    "privacy.{point}": [*POINTS],
    "roles.name.{holder.role}": [*Role],
    "roles.name.{member.role}": [*Role],
    "roles.name.{role}": [*Role],
    "roles.{holder.lack}": [*Lack],
    "roster.fault.{fault.what}": [*FAULTS],
    "roster.paste.{one}": ["stays", "goes"],
    "roster.{one}": ["manager", "supervisor", "supporter"],
    "rounds.button.{act}": ["swap", "leave", "lock", "unlock"],
    "rounds.cost.{rule}": ["different_team", "common_hours", "common_language"],
    "rounds.option.{name}": [*Aim, *Again, *RULES],
    "rounds.points.{name}": [field.name for field in fields(Weights)],
    "rounds.rest.{rest.why.name.lower()}": [why.name.lower() for why in Why],
    "rounds.why.{pair.why}": [*REASONS],
    "settings.ask.{one}": ["no", "yes"],
    "settings.keep.{n}": [*KEEP_DAYS],
    "situations.button.{code}": [*SITUATIONS],
    "situations.group.{group}": [*GROUPS],
    "suits.option.{one.value}": [*PersonalSetting],
    "suits.option.{one}": [*PersonalSetting],
    "supporter.held.{key}": ["supporter", "supporter_outside"],
    "supporter.mine.{told}": ["asks", "agreed"],
    "zone.continent.{continent.lower()}": [one.lower() for one in CONTINENTS],
    "{callback}.title": [
        "settings",
        "zone",
        "pause",
        "usual",
        "suits",
        "buddy_hours",
        "buddy_lists",
        "hello_offer",
    ],
    "{name}.submit": ["roster.paste", "roster.match", "roles.give", "supporter.name"],
    "{name}.title": [
        "guests",
        "coordinate",
        "roster",
        "roles",
        "audit",
        "supporter.mine",
        "roster.paste",
        "roster.match",
        "roles.give",
        "supporter.name",
    ],
    "{kind.value}.opening": [*CheckInKind],
}


# Put together in the same way, and looking like a key, but never said.
NOT_SAID = {
    "learn.{topic.name}.{start}": "the id of a row",
    "roles.{which}": "the id of a row",
    "slash.{meant}": "the id of a button",
    "supporter.{one.person}": "the id of a row",
    "usual.{usual.id}": "the id of a row",
    "{action}.{place}": "the id of a button",
    "{key}.{OTHER}": "how a plural form is looked up",
    "{key}.{form}": "how a plural form is looked up",
}


@cache
def keys() -> frozenset[str]:
    """Every key of prompts/en, a table of plural forms as one."""
    found = set()
    files = (ROOT / "prompts" / "en").glob("*.toml")
    for file in (file for file in files if file.name != LANGUAGE_FILE):
        for path, _ in flat(tomllib.loads(file.read_text("utf-8"))):
            stem, _, form = f"{file.stem}.{path}".rpartition(".")
            found.add(stem if form in PLURAL_FORMS else f"{stem}.{form}")
    return frozenset(found)


@cache
def code() -> tuple[ast.AST, ...]:
    """Every expression of the code that says things; the rest of `bot/words` only knows how."""
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]
    ours = [file for file in files if not {"words", "sandbox"} & set(file.relative_to(ROOT).parts)]
    ours.append(ROOT / "bot" / "words" / "speech.py")
    return tuple(node for file in ours for node in ast.walk(ast.parse(file.read_text("utf-8"))))


def texts() -> set[str]:
    return {
        node.value
        for node in code()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def patterns() -> set[str]:
    """Texts put together in the code that some key fits, written as they stand there."""
    written = {
        ast.unparse(node)[2:-1]: re.compile(
            "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                for part in node.values
            )
        )
        for node in code()
        if isinstance(node, ast.JoinedStr)
    }
    return {text for text, shape in written.items() if any(map(shape.fullmatch, keys()))}


def put_together() -> Iterator[str]:
    for pattern, values in PUT_TOGETHER.items():
        for value in values:
            yield re.sub(r"\{[^}]*\}", str(value), pattern)


def said() -> Iterator[str]:
    """The keys that stand plainly in a call."""
    for node in code():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            key = getattr(node.args[0], "value", None)
            is_key = isinstance(key, str) and re.fullmatch(r"\w+(\.\w+)+", key)
            if is_key and node.func.attr in ("say", "count"):
                yield str(key)


def test_the_list_of_keys_put_together_is_that_of_the_code() -> None:
    assert patterns() == {*PUT_TOGETHER, *NOT_SAID}


def test_every_key_that_is_said_stands_in_english() -> None:
    assert {*said(), *put_together()} - keys() == set()


def test_every_refusal_has_its_words() -> None:
    assert {text for text in texts() if re.fullmatch(r"errors\.\w+", text)} <= keys()


def test_no_key_stands_in_english_that_nobody_says() -> None:
    assert keys() - texts() - set(put_together()) == set()


def test_nothing_that_is_drawn_misses_a_word() -> None:
    library = load_library()
    assert list(everything(library))
    assert library.faults == ()
