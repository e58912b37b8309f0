"""The built wheel, in an environment of its own and an empty folder, brings the demo and its main job."""

import re
import signal
import site
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from bot.sandbox.seats import Town
from tests.stories.stage import PLAIN

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 20  # seconds, for a program that starts on a busy machine
NOT_CODE = ("prompts", "bot/sandbox/page", "bot/store/migrations", "handlers/invented")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with what this environment has, so that no network is needed."""
    out = tmp_path_factory.mktemp("dist")
    runs(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    return next(out.glob("aftershift-*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel alone in a new environment; only what it depends on is lent from this one."""
    home = tmp_path_factory.mktemp("home")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    install = ("install", "--no-deps", "--no-index", "--quiet", "--no-warn-script-location")
    runs(sys.executable, "-m", "pip", "--python", python, *install, wheel)
    own = next((home / "lib").glob("python*/site-packages"))
    (own / "lent.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return home / "bin"


def runs(*command: object, cwd: Path | None = None) -> str:
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603  our own programs
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@dataclass(frozen=True)
class Demo:
    """A demo that runs: the workspace from outside, the bot's address, and where it was started."""

    town: Town
    page: str
    bot: str
    folder: Path
    process: subprocess.Popen[str]


@pytest.fixture(scope="module")
def demo(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("empty")
    command = [str(programs / "aftershift"), "demo", "--port", str(free_port())]
    with subprocess.Popen(  # noqa: S603  our own program
        command, cwd=folder, env={"PATH": str(programs)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        try:
            page = address_told_by(process)
            town = Town(page)
            bot = bot_behind(town)
            yield Demo(town, page, bot, folder, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def address_told_by(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    told = []
    for line in process.stdout:
        told.append(line)
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0]
    raise AssertionError("The demo ended: " + "".join(told))


def bot_behind(town: Town) -> str:
    """The address to which the sandbox brings what happens; the bot is ready when it has answered."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        town.seat("Ana").opens_home()
        last = town.deliveries()[-1]
        if last["status"] == 200:
            return str(last["url"]).removesuffix("/slack/events")
        time.sleep(0.1)
    raise AssertionError("The bot did not get ready.")


def shipped(folder: str) -> set[str]:
    files = (file for file in (ROOT / folder).rglob("*") if file.is_file())
    return {file.relative_to(ROOT).as_posix() for file in files if "__pycache__" not in file.parts}


@pytest.mark.parametrize("folder", ["bot", "handlers", *NOT_CODE])
def test_everything_that_belongs_to_the_house_is_in_the_wheel(wheel: Path, folder: str) -> None:
    names = set(ZipFile(wheel).namelist())
    assert shipped(folder)
    assert shipped(folder) - names == set()


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"bot", "handlers", "prompts"}
    assert not [name for name in ZipFile(wheel).namelist() if "__pycache__" in name]


def test_the_programs_run_from_the_wheel_and_not_from_this_folder(
    programs: Path, tmp_path: Path
) -> None:
    where = (
        "import bot, handlers, prompts; print(bot.__file__, handlers.__file__, *prompts.__path__)"
    )
    told = runs(programs / "python", "-E", "-c", where, cwd=tmp_path)
    assert told.count(str(programs.parent)) == 3
    assert str(ROOT) not in told


def test_its_words_are_in_order(programs: Path, tmp_path: Path) -> None:
    assert "in order" in runs(programs / "aftershift", "prompts", "check", cwd=tmp_path)


def test_its_cards_can_be_printed(programs: Path, tmp_path: Path) -> None:
    page = runs(programs / "aftershift", "prompts", "review-pack", "--all", cwd=tmp_path)
    assert "LAND-01" in page


def test_the_page_and_all_that_it_loads_are_there(demo: Demo) -> None:
    with httpx.Client(base_url=demo.page, verify=PLAIN) as browser:
        page = browser.get("/")
        assert page.is_success
        parts = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
        assert len(parts) >= 3
        parts += [f"/page/{file.name}" for file in (ROOT / "bot/sandbox/page").iterdir()]
        assert [part for part in parts if not browser.get(part).is_success] == []


def test_the_bot_is_ready(demo: Demo) -> None:
    ready = httpx.get(f"{demo.bot}/readyz", verify=PLAIN)
    assert ready.status_code == 200
    assert all(ready.json().values())


def test_the_main_job_is_brought_from_the_first_tap_to_the_practice(demo: Demo) -> None:
    ana = demo.town.seat("Ana")
    ana.opens_home()
    ana.sees("It is off until you turn it on")
    ana.taps("Turn on")
    ana.sees("Check-ins are on")
    demo.town.tell("strip", {"do": "end_shift", "person": ana.id})
    demo.town.tell("strip", {"do": "clock", "minutes": 20})
    ana.sees("Your shift is over. A quiet minute, if you want it.", within=PATIENCE)
    ana.taps("Heavy")
    ana.sees("[Lighter]")
    ana.taps("Lighter")
    ana.sees("Shall I look in again?")


def test_the_folder_it_was_started_in_stays_empty(demo: Demo) -> None:
    assert list(demo.folder.iterdir()) == []


def test_it_stops_when_asked_without_a_traceback(demo: Demo) -> None:
    demo.process.send_signal(signal.SIGINT)
    told, _ = demo.process.communicate(timeout=PATIENCE)
    assert demo.process.returncode in (0, 130)
    assert "Traceback" not in told
