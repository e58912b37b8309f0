"""`aftershift prompts`: for the people who write cards, read them as a clinician, and sign them."""

from pathlib import Path
from typing import Annotated

import typer

from bot.words import reading
from bot.words.checks import check_prompts
from handlers.cli.terminal import out, stop

app = typer.Typer(help="The words, the practices and the people to call.", no_args_is_help=True)


@app.command()
def check(folder: Annotated[Path | None, typer.Argument()] = None) -> None:
    """Check every word: budgets, banned words, reading grade, twins, signatures, sources."""
    faults = check_prompts(folder)
    for fault in faults:
        out.print(str(fault), markup=False, soft_wrap=True)
    if not reading.can_grade():
        out.print(reading.NOT_LOOKED_AT, markup=False, soft_wrap=True)
    if faults:
        stop(f"{len(faults)} faults.")
    out.print("All prompts are in order.")
