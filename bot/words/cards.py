"""Reads one practice card from its file."""

import re

from bot.domain.practices import (
    ANY_SITUATION,
    TOPICS,
    Evidence,
    Feeling,
    Length,
    Needs,
    Practice,
)
from bot.domain.situations import SITUATIONS
from bot.words.fields import MARKUP, Fields
from bot.words.files import PromptFile
from bot.words.parsed import Parsed

# fmt: off
FAMILIES = (
    "LAND", "BRE", "MOV", "NAME", "KIND", "CLOSE", "CROSS", "SLEEP", "REACH", "RISK",
    "IMG", "ANG", "MORAL", "MEAN", "GRIEF", "DATE", "BACK", "TEAM", "LEAD", "CARE",
    "QUIET", "RACE", "MASS", "GOOD", "FLAT", "BOUND", "TECH", "KNOW", "SELF",
)
# fmt: on
PHASES = ("P0", "P1", "P2")
CHANNELS = ("text", "audio", "picture")
GRADES = ("A", "B", "C", "D")
NOT_FOR = (*(feeling.value for feeling in Feeling), *PHASES, *SITUATIONS)

LONGEST_TITLE = 100
LONGEST_STEPS = 2500
LONGEST_SOURCE = 400
MOST_CAUTIONS = 5

CARD_ID = re.compile(r"[A-Z]{2,8}-[0-9]{2,4}\Z")  # short: the vault has room for 200 of them


def parse_practice(file: PromptFile) -> Parsed[Practice | None]:
    """Read a card; one with any fault is no card at all."""
    fields = Fields(file)
    practice = _practice(fields, file.found.locale)
    fields.finish()
    if practice is not None and practice.id != file.found.stem:
        fix = f"Name the file {practice.id}.toml or change the id."
        fields.blame("id", f"id '{practice.id}' is not the file's name", fix)
    faults = tuple(sorted(fields.faults))
    return Parsed(None if faults else practice, faults)


def _practice(fields: Fields, locale: str) -> Practice | None:
    needs = fields.table("needs")
    evidence = fields.table("evidence")
    length = fields.one_of("length", [length.value for length in Length])
    card = Practice(
        id=fields.text("id"),
        version=fields.number("version"),
        locale=fields.one_of("locale", [locale]),
        title=fields.text("title"),
        learn=fields.one_of("learn", TOPICS) if "learn" in fields else None,
        situations=_codes(
            fields, "situations", (ANY_SITUATION, *SITUATIONS), may_be_empty="learn" in fields
        ),
        phase=_codes(fields, "phase", PHASES),
        length=Length(length) if length in list(Length) else Length.HALF_A_MINUTE,
        family=fields.one_of("family", FAMILIES),
        channel=fields.one_of("channel", CHANNELS),
        needs=Needs(*(needs.flag(need, default=False) for need in ("breath", "move", "quiet"))),
        twin=fields.optional_text("twin"),
        steps=fields.texts("steps"),
        stop_line=fields.text("stop_line"),
        caution=fields.texts("caution", may_be_empty=True),
        not_for=_codes(fields, "not_for", NOT_FOR, may_be_empty=True),
        owner=fields.text("owner"),
        reviewed_on=fields.day("reviewed_on"),
        reviewed_by=fields.text("reviewed_by", may_be_empty=True),
        review_due=fields.day("review_due"),
        signed_text=fields.optional_text("signed_text") or "",
        evidence=Evidence(
            grade=evidence.one_of("grade", GRADES),
            source=evidence.text("source", LONGEST_SOURCE),
            checked=evidence.day("checked"),
        ),
    )
    needs.finish()
    evidence.finish()
    _blame_its_name(fields, card)
    _blame_what_slack_refuses(fields, card)
    return card


def _blame_its_name(fields: Fields, card: Practice) -> None:
    """A card that calls itself RISK and another family would reach people unsigned."""
    family = card.id.partition("-")[0]
    if card.id and not CARD_ID.match(card.id):
        fields.blame("id", f"odd id '{card.id[:20]}'", "Write it like LAND-01.")
    elif card.id and card.family and family != card.family:
        fix = "The id begins with the family."
        fields.blame("family", f"family '{card.family}' of {card.id}", fix)


def _blame_what_slack_refuses(fields: Fields, card: Practice) -> None:
    """Keep a card to what fits the modal that it is drawn in, and to plain words."""
    if len(card.title) > LONGEST_TITLE:
        fields.blame("title", "text too long", f"Keep the title under {LONGEST_TITLE} characters.")
    if sum(map(len, card.steps)) > LONGEST_STEPS:
        fields.blame("steps", "text too long", f"Keep the steps under {LONGEST_STEPS} characters.")
    if len(card.caution) > MOST_CAUTIONS:
        fields.blame("caution", "too many cautions", f"Keep {MOST_CAUTIONS} at most.")
    for key, texts in {
        "title": (card.title,),
        "steps": card.steps,
        "stop_line": (card.stop_line,),
        "caution": card.caution,
    }.items():
        if any(MARKUP.intersection(text) for text in texts):
            fields.blame(key, "markup in a card", "Write plain words, without < > & * _ ~ or `.")


def _codes(
    fields: Fields, key: str, choices: tuple[str, ...], *, may_be_empty: bool = False
) -> tuple[str, ...]:
    codes = fields.texts(key, may_be_empty=may_be_empty)
    for code in codes:
        if code not in choices:
            fields.blame(key, f"unknown {key} '{code}'", "prompts/README.md lists the codes.")
    return codes
