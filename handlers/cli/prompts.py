"""`aftershift prompts`: for the people who write cards, read them as a clinician, and sign them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.domain.practices import Practice
from bot.settings import prompts_folder
from bot.words import ENGLISH, Library, load_library, reading
from bot.words.checks import check_prompts
from handlers.cli.terminal import out, stop

app = typer.Typer(help="The words, the practices and the people to call.", no_args_is_help=True)

NO_FOLDER = (
    "Cards of your own live in a folder of your own, so that an update never overwrites them. "
    "Name it with --folder, or set PROMPTS_DIR."
)

Locale = Annotated[str, typer.Option(help="The language, as its folder is named: en, es, pt_BR.")]
Folder = Annotated[
    Path | None, typer.Option(help="Your own prompts; PROMPTS_DIR if it is left out.")
]
ToFile = Annotated[
    Path | None, typer.Option("--to", help="Write to this file, not to the terminal.")
]

WithUnsigned = Annotated[
    bool, typer.Option(help="With the cards that wait for a clinician, marked.")
]
Everything = Annotated[bool, typer.Option("--all", help="Every card, not only those that wait.")]
AsBlocks = Annotated[bool, typer.Option(help="As Block Kit JSON.")]


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="Your own prompts.")] = None,
) -> None:
    """Check every word: budgets, banned words, reading grade, twins, signatures, sources."""
    own = folder or prompts_folder()
    faults = [] if folder else check_prompts()
    if own is not None:
        faults += check_prompts(own)
    for fault in faults:
        _say(str(fault))
    if not reading.can_grade():
        _say(reading.NOT_LOOKED_AT)
    if faults:
        stop(f"{len(faults)} faults.")
    out.print("All prompts are in order.")


@app.command()
def new(card_id: str, locale: Locale = ENGLISH, folder: Folder = None) -> None:
    """Begin a card in your folder: an empty one, or ours to be changed if there is one of this id."""
    from handlers import desk

    own = folder_or_stop(folder)
    try:
        begun = desk.begin(card_id.upper(), locale, own, _today())
    except desk.CannotDo as why:
        stop(str(why))
    _say(f"{begun.place} is there to be filled. Then: aftershift prompts check {own}")


@app.command()
def preview(
    card_id: str,
    locale: Locale = ENGLISH,
    folder: Folder = None,
    blocks: AsBlocks = False,  # noqa: FBT002  a flag of the command line
) -> None:
    """Show a card as a worker reads it."""
    from bot.domain.minutes import Minute, Step
    from bot.views import minutes
    from bot.views.aloud import as_text
    from bot.views.room import Room

    library = library_of(folder)
    card = _card_or_stop(card_id, locale, library)
    room = Room(library.words(locale), library.country(""), _today())
    modal = minutes.modal(Minute(Step.PRACTICE, practice=card.id), _as_if_signed(card), room)
    if blocks:
        print(json.dumps(modal, indent=2, ensure_ascii=False))  # noqa: T201  plain, so that it can be piped
        return
    _say(as_text(modal))
    _say(f"{_standing(card)} Fingerprint of these words: {card.fingerprint}.")


@app.command("print")
def print_set(
    locale: Locale = ENGLISH,
    folder: Folder = None,
    to: ToFile = None,
    with_unsigned: WithUnsigned = False,  # noqa: FBT002  a flag of the command line
) -> None:
    """A paper set for people who use no screen: one page for a browser, to print and cut."""
    from bot.views.paper import card_set

    today = _today()
    library = library_of(folder)
    cards = [
        card
        for card in library.practices(locale)
        if with_unsigned or not card.waits_for_a_signature(today)
    ]
    _hand_over(card_set(cards, library.words(locale), today), to)


@app.command("review-pack")
def review_pack(
    locale: Locale = ENGLISH,
    folder: Folder = None,
    to: ToFile = None,
    everything: Everything = False,  # noqa: FBT002  a flag of the command line
) -> None:
    """What a clinician reads and signs: eight cards a page, for a browser to print."""
    from bot.views.paper import review_pack as pack

    today = _today()
    library = library_of(folder)
    cards = [
        card
        for card in library.practices(locale)
        if card.locale == locale and (everything or card.waits_for_a_signature(today))
    ]
    if not cards:
        stop("No card waits for a signature. With --all, every card is printed.")
    _hand_over(pack(cards, library.words(locale)), to)


@app.command()
def sign(
    card_ids: Annotated[list[str], typer.Argument(help="One or more: RISK-01 RISK-02.")],
    by: Annotated[str, typer.Option(help="Who has read these words: a name.")],
    locale: Locale = ENGLISH,
    folder: Folder = None,
) -> None:
    """Record that somebody has read these cards and answers for them; it holds for a year."""
    from handlers import desk

    own = folder_or_stop(folder)
    try:
        done = desk.sign([one.upper() for one in card_ids], by, locale, own, _today())
    except desk.CannotDo as why:
        stop(str(why))
    for one in done:
        told = "signed" if one.is_fresh else "was signed just so already"
        _say(
            f"{one.practice.id} {one.practice.title} ({one.practice.fingerprint}): {told}. {one.place}"
        )


def _as_if_signed(card: Practice) -> Practice:
    """No worker reads a hard card before that; the demo does, and marks it."""
    return replace(
        card,
        reviewed_on=_today(),
        reviewed_by=card.owner,
        review_due=_today(),
        signed_text=card.fingerprint,
    )


def _standing(card: Practice) -> str:
    """What the worker does not see: whether anybody would get it."""
    if card.waits_for_a_signature(_today()):
        return "This card waits for a clinician's signature and reaches nobody before."
    if card.is_signed:
        return f"Signed by {card.reviewed_by} on {card.reviewed_on}, until {card.review_due}."
    return "This card may reach people. Nobody has signed it."


def _card_or_stop(card_id: str, locale: str, library: Library) -> Practice:
    from handlers import desk

    card = library.practice(card_id.upper(), locale)
    if card is None:
        known = [one.id for one in library.practices(locale)]
        stop(f"There is no card {card_id}.{desk.near(card_id, known)}")
    return card


def library_of(folder: Path | None) -> Library:
    own = folder or prompts_folder()
    if own is not None and not own.is_dir():
        stop(f"There is no folder {own}.")
    return load_library(own)


def folder_or_stop(folder: Path | None) -> Path:
    own = folder or prompts_folder()
    if own is None:
        stop(NO_FOLDER)
    return own


def _hand_over(page: str, to: Path | None) -> None:
    if to is None:
        print(page)  # noqa: T201  plain, so that it can be piped
        return
    to.write_text(page, encoding="utf-8")
    _say(f"{to} is there. Open it in a browser and print it: A4, no margins, actual size.")


def _today() -> date:
    return SystemClock().now().date()


def _say(sentence: str) -> None:
    out.print(sentence, markup=False, highlight=False, soft_wrap=True)
