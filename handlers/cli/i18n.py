"""`aftershift i18n`: how far each language has come, and the beginning of a new one."""

from typing import Annotated

import typer
from rich.table import Table

from bot.domain.languages import ENGLISH, Language
from bot.words.translations import Progress, progress_of
from handlers.cli.prompts import Folder, folder_or_stop, library_of
from handlers.cli.terminal import out, stop

app = typer.Typer(help="The languages that people read.", no_args_is_help=True)


@app.command()
def status(
    locale: Annotated[
        str | None, typer.Argument(help="Only this one, with every key that it lacks.")
    ] = None,
    folder: Folder = None,
) -> None:
    """Say of each language how many sentences are there, what is missing, and who has signed it."""
    library = library_of(folder)
    there = library.locales()
    if locale is not None and locale not in there:
        stop(f"There are no words in '{locale}'. There are: {', '.join(there)}.")
    told = [progress_of(one, library) for one in ([locale] if locale else there)]
    out.print(_table(told))
    for one in told if locale else ():
        for key in one.missing:
            out.print(f"missing: {key}", markup=False, highlight=False)
        for key in one.unknown:
            out.print(f"unknown: {key}", markup=False, highlight=False)


@app.command()
def new(locale: str, folder: Folder = None) -> None:
    """Begin a language in your folder: every sentence to be filled in, with the English above it."""
    from handlers import desk, languages

    try:
        begun = languages.begin(locale, folder_or_stop(folder))
    except desk.CannotDo as why:
        stop(str(why))
    told = f"{begun} is there to be filled. What is left empty is said in English. Then: "
    out.print(f"{told}aftershift i18n status {locale}", markup=False, soft_wrap=True)


def _table(told: list[Progress]) -> Table:
    table = Table(box=None)
    for title in ("", "language", "keys", "", "missing", "unknown", "cards", "state"):
        table.add_column(title)
    for one in told:
        all_of_them = one.there + len(one.missing)
        table.add_row(
            one.language.locale,
            one.language.name,
            f"{one.there} of {all_of_them}",
            f"{100 * one.there // all_of_them} %",
            str(len(one.missing)),
            str(len(one.unknown)),
            f"{one.cards} of {one.cards + one.cards_missing}",
            _state(one.language),
        )
    return table


def _state(language: Language) -> str:
    if language.locale == ENGLISH:
        return "the original"
    if language.is_draft:
        return "draft, signed by nobody"
    return f"signed by {language.reviewed_by} on {language.reviewed_on}"
