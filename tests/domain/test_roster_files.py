"""A roster is read however a spreadsheet writes it, and all its faults are told at once."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roles import Role
from bot.domain.roster import Line
from bot.domain.roster_files import (
    FORMULA,
    BadLines,
    LineFault,
    harmless,
    headings_of,
    read_roster,
)
from bot.words import load_library
from bot.words.tongues import code_of

ANA = Line(
    ("ana@lantern.example", "Ana Silva"),
    team="North",
    site="Porto",
    manager="Eva Lund",
    supervisor="Sam",
    languages=("pt", "en"),
    experience_years=2.5,
    role=Role.BUDDY,
    supporter="Ben",
)
CELLS = {
    "Name": "Ana Silva",
    "E-Mail": "ana@lantern.example",
    "TEAM": "North",
    "site": "Porto",
    "Line manager": "Eva Lund",
    "Supervisor": "Sam",
    "Languages": "Portuguese, English",
    "Experience (years)": "2,5",
    "Role": "Buddy",
    "supporter": "Ben",
}


def read(text: str) -> list[Line]:
    return read_roster(text, code_of)


def written(cells: dict[str, str], separator: str = ",", end: str = "\r\n") -> str:
    page = io.StringIO()
    writer = csv.writer(page, delimiter=separator, lineterminator=end)
    writer.writerows([cells.keys(), cells.values()])
    return page.getvalue()


def faults(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(BadLines) as bad:
        read(text)
    return [(fault.line, fault.what, fault.told) for fault in bad.value.faults]


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("order", [list(CELLS), list(reversed(CELLS))])
def test_any_separator_line_end_and_order_of_columns(
    separator: str, end: str, order: list[str]
) -> None:
    text = written({heading: CELLS[heading] for heading in order}, separator, end)
    assert read(text) == [ANA]
    assert read(f"\ufeff\n{text}\n\n") == [ANA]


def test_a_cell_in_quotes_may_hold_a_line_end_and_line_numbers_go_on() -> None:
    text = 'Name,Team\r\n"Ana\r\nSilva","North, late"\r\n\r\n,East\r\n'
    assert faults(text) == [(5, "nobody", "")]
    (ana,) = read(text.replace(",East", ""))
    assert (ana.names, ana.team) == (("Ana Silva",), "North, late")


def test_all_faults_are_told_at_once_by_their_lines() -> None:
    text = (
        "Name\tLanguages\tExperience\tRole\tManager\tSupporter\n"
        "Ana\tKlingonese\t2\tbuddy\t\t\n"
        "Ben\ten\tlong\tdirector\tEva\tEVA\n"
        "\ten\n"
        "ana \t\t\t\tAna\t\textra\n"
    )
    assert faults(text) == [
        (2, "language", "Klingonese"),
        (3, "experience", "long"),
        (3, "role", "director"),
        (3, "own_manager", "EVA"),
        (4, "nobody", ""),
        (5, "cells", "extra"),
        (5, "themselves", "Ana"),
        (5, "twice", "2"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", (1, "nothing", "")),
        ("Name,Team\n", (1, "nothing", "")),
        ("Ana,North\n", (1, "no_headings", "")),
        ("Team,Site\nNorth,Porto\n", (1, "no_person", "")),
        ("Name,Phone\nAna,\n", (1, "heading", "Phone")),
        ("Name,Line managr\nAna,Eva\n", (1, "heading", "Line managr")),
        ("Name,Team,TEAM\nAna,N,N\n", (1, "heading_twice", "Team")),
        ('Name,Team\nAna,"North\nBen,South\n', (2, "quotes", "")),
        (f"Name,Team\nAna,{'x' * 81}\n", (2, "long", "x" * 39 + "…")),
        ("Name,Role\nAna,auditor\n", (2, "role", "auditor")),
    ],
)
def test_what_cannot_be_meant_is_said(text: str, told: tuple[int, str, str]) -> None:
    assert told in faults(text)


def test_a_part_of_a_list_gets_the_headings_of_the_part_before() -> None:
    assert headings_of("\n \r\nName\tTeam\r\nAna\tNorth") == "Name\tTeam"
    assert headings_of("") == ""


@given(
    spaces=st.text(st.sampled_from(" \u00a0\u3000"), max_size=3),
    begin=st.sampled_from(FORMULA),
    rest=st.text(max_size=9),
)
def test_nothing_that_goes_out_begins_like_a_formula(spaces: str, begin: str, rest: str) -> None:
    told = harmless(f"{spaces}{begin}{rest}")
    assert not told.lstrip(" \u00a0\u3000").startswith(FORMULA)
    assert told.endswith(rest)


@given(words=st.text(st.characters(exclude_categories=["C"]), max_size=20))
def test_what_went_out_comes_in_as_it_was(words: str) -> None:
    team = " ".join(words.split())
    text = written({"Name": "Ana", "Team": harmless(team)})
    if not team.startswith("'"):
        assert read(text)[0].team == (team or None)


@given(text=st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_told(text: str) -> None:
    told: list[object] = []
    try:
        told += read(f"Name,Team,Experience\n{text}")
    except BadLines as bad:
        told += bad.faults
    assert told


def test_a_fault_quotes_no_more_than_finds_its_place() -> None:
    assert LineFault(1, "x").told == ""
    assert len(faults(f"Name,{'y' * 90}\nAna,")[0][2]) == 40


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_a_list_may_have_the_headings_that_the_form_names_in_that_language(language: str) -> None:
    words = load_library(None).words(language)
    named = words.say("roster.paste.text").split(":")[1].split(".")[0].strip().split(", ")
    cells = ["U0ANA00001", "ana@lantern.example", "Ana Silva", "North", "Porto", "Eva Lund", "Sam"]
    cells += ["Portuguese, English", "2,5", "buddy", "Ben"]
    assert read(written(dict(zip(named, cells, strict=True)))) == [
        replace(ANA, names=("U0ANA00001", *ANA.names))
    ]
    assert set(words.say("roster.paste.hint").split(", ")) <= set(named)


@pytest.mark.parametrize("years", ["2,5", "2.5 years", "2,5 Jahre", "2,5 años", "2,5 ans"])
def test_years_are_read_with_their_word(years: str) -> None:
    assert read(f"Name\tExperience\nAna\t{years}\n")[0].experience_years == 2.5
