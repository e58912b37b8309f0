"""`aftershift rules`: which practice comes when, and why, for whoever wants to check it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.domain.decisions import Choices, Shelf, choices_at
from bot.domain.practices import Practice
from bot.settings import prompts_folder
from bot.words import ENGLISH, Library, load_library
from bot.words.decision_cases import BadCases, Case, examples, read_cases
from handlers.cli.terminal import out, stop

app = typer.Typer(help="Which practice comes when, and why.", no_args_is_help=True)


@app.callback()
def rules() -> None:
    """Keep `explain` a word of its own."""


@app.command()
def explain(
    context: Annotated[
        Path | None, typer.Option(help="A file of cases; without it, our examples.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Your own prompts; PROMPTS_DIR if it is left out.")
    ] = None,
) -> None:
    """Tell for each case which rule fires and why, what holds, and which cards may come."""
    library = load_library(folder or prompts_folder())
    today = SystemClock().now().date()
    try:
        cases = examples() if context is None else read_cases(context)
    except BadCases as why:
        stop(str(why))
    for case in cases:
        out.print("\n".join((*_told(case, library, today), "")), markup=False, soft_wrap=True)


def _told(case: Case, library: Library, today: date) -> Iterable[str]:
    words = library.words(ENGLISH)
    shelf = Shelf(library.practices(ENGLISH), library.last_resort, today)
    choices = choices_at(case.point, shelf, library.decision_table())
    yield f"{case.name}"
    if case.situation is not None:
        yield f"  Named: {words.say(f'situations.button.{case.situation}')} ({case.situation})"
    yield f"  Rule: {choices.rule.id}. {words.say(f'because.{choices.rule.id}')}"
    for limit in choices.limits:
        yield f"  Holds: {limit.id}. {words.say(f'because.{limit.id}')}"
    for say in dict.fromkeys(limit.say for limit in choices.limits if limit.say is not None):
        yield f"  Above the card: {words.say(f'minute.say.{say}')}"
    for place, group in enumerate(choices.groups, start=1):
        yield f"  {_ordinal(place)}: {'; '.join(_card(practice) for practice in group)}"
    waiting = _waiting(case, choices, shelf, library)
    if waiting:
        yield f"  Wait for a signature: {'; '.join(_card(practice) for practice in waiting)}"


def _ordinal(place: int) -> str:
    return "Comes now, one of" if place == 1 else "Then"


def _card(practice: Practice) -> str:
    return f"{practice.id} {practice.title} ({practice.length.value})"


def _waiting(case: Case, choices: Choices, shelf: Shelf, library: Library) -> list[Practice]:
    """What would come as well if every card were signed."""
    everything = Shelf(shelf.practices, shelf.last_resort, shelf.today, shows_unsigned=True)
    all_choices = choices_at(case.point, everything, library.decision_table())
    offered = {practice.id for group in choices.groups for practice in group}
    return [
        practice
        for group in all_choices.groups
        for practice in group
        if practice.id not in offered and practice.waits_for_a_signature(shelf.today)
    ]
