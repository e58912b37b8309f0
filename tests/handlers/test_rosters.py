"""`aftershift roster`, `coordinators`, `roles` and `audit`, as somebody at a terminal would."""

from pathlib import Path

import pytest

from bot.domain.roles import Role
from bot.domain.roster import Line
from handlers.rosters import CannotRead, as_csv, lines_of, text_of
from tests.handlers.commands import aftershift
from tests.stories.stage import Stage

ROWS = "Name;E-mail;Team;Line manager\nAna;ana@lantern.example;=North;Eva\nZoë;;South;Ana\n"


def at_the_terminal(night: Stage, folder: Path, *words: str) -> tuple[int, str]:
    return aftershift(folder, night.services.settings, *words)


def test_a_list_comes_in_and_goes_out_and_the_log_stands(night: Stage, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(f"{ROWS};;West;\n", encoding="utf-8")
    code, told = at_the_terminal(night, tmp_path, "roster", "import", "bad.csv")
    assert (code, "Line 4: this line names nobody." in told) == (1, True)
    (tmp_path / "people.csv").write_text(ROWS, encoding="utf-8")
    code, told = at_the_terminal(night, tmp_path, "roster", "import", "people.csv")
    assert (code, told.count("2 new")) == (0, 1), told
    assert "2 names wait to be matched" in told
    code, told = at_the_terminal(night, tmp_path, "roster", "export")
    ana = night.seat("Ana").id
    assert told.splitlines()[-2:] == [f"{ana},,,'=North,,Eva,,,,,", f",,Zoë,South,,{ana},,,,,"]
    assert at_the_terminal(night, tmp_path, "audit", "check")[0] == 0


def test_a_coordinator_is_named_with_whom_they_can_turn_to(night: Stage, tmp_path: Path) -> None:
    chidi, daria = night.seat("Chidi"), night.seat("Daria")
    words = ("coordinators", "add", chidi.id, "--supporter", "daria@lantern.example")
    code, told = at_the_terminal(night, tmp_path, *words)
    assert (code, "Their supporter is asked." in told) == (0, True), told
    with night.services.place.look() as uow:
        named = uow.supporters.of(chidi.id)
        assert named is not None
        assert (named.supporter, named.agreed_at) == (daria.id, None)
    code, told = at_the_terminal(night, tmp_path, "roles", "remove", "coordinator", chidi.id)
    assert "is no coordinator any more" in told
    with night.services.place.look() as uow:
        assert uow.roles.of(chidi.id) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_as_spreadsheets_save_it(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(ROWS.encode(encoding))
    assert "Zoë" in text_of(file)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="cannot be read"):
        text_of(tmp_path / "nowhere.csv")


def test_every_column_goes_out_under_its_heading_and_comes_in_again(night: Stage) -> None:
    line = Line(
        ("ana@lantern.example",), "North", "Porto", "Eva", "Sam", ("pt", "en"), 2.5, Role.BUDDY, "Ben"
    )  # fmt: skip
    assert lines_of(as_csv([line]), night.house.base) == [line]
