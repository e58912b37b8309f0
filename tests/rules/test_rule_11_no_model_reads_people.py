"""Rule 11: no model reads people; practices follow rules that a worker can read; there are no trends yet."""

import re
import socket
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import prompts
from bot.domain.decision_points import DecisionPoint
from bot.domain.decisions import Shelf, decide
from bot.domain.practices import Feeling, Length
from bot.domain.situations import SITUATIONS
from bot.sandbox.seats import Seat
from bot.words import load_library
from handlers.check_ins import EMOJI
from tests.fakes import LoadedDice
from tests.rules.records import Mask
from tests.rules.sources import HOUSE, importers_of, imports, modules
from tests.stories.stage import Stage, stage
from tests.stories.steps import gets_a_check_in, turns_on, what_is_held

LIBRARY = load_library(None)
MODELS = re.compile(
    r"openai|anthropic|cohere|mistral|gemini|generativeai|vertexai|bedrock|ollama|llama|langchain"
    r"|litellm|huggingface|transformers|torch|tensorflow|keras|onnx|sklearn|scikit|xgboost|spacy"
    r"|nltk|textblob|vader|gensim|fasttext|sentence_?transformers|boto3|sentiment",
    re.IGNORECASE,
)
NETWORK = ("aiohttp", "httpx", "requests", "urllib3", "urllib.request", "http.client", "websockets")


def test_no_dependency_is_a_model_or_speaks_to_one() -> None:
    facts = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*facts["dependencies"], *facts["optional-dependencies"]["dev"]]
    assert [one for one in wanted if MODELS.search(one)] == []


def test_no_module_imports_one() -> None:
    found = {
        name for name, file in modules().items() for one in imports(file) if MODELS.search(one)
    }
    assert found == set()


def test_only_the_door_to_slack_speaks_to_the_network() -> None:
    talking = {module for library in NETWORK for module in importers_of(library)}
    assert talking <= {"bot.courier.slack", "handlers.serving"}, "the second for Socket Mode"


def test_a_whole_night_connects_to_nobody_but_slack(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack is the sandbox here; any other address but the database's would be somebody's ear."""
    connect, called = socket.socket.connect, set()

    def watched(self: socket.socket, address: Any) -> None:
        called.add(address[0])
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    with stage(kind) as night:
        ana = turns_on(night)
        gets_a_check_in(night, ana)
        ana.taps("Very heavy", where="message")
        ana.sees("That's a lot to carry.")
        night.passes(days=2)
    assert called == {"127.0.0.1"}


@pytest.mark.parametrize("feeling", [None, *Feeling])
@pytest.mark.parametrize("length", [None, *Length])
def test_the_same_answer_and_the_same_history_bring_the_same_card(
    feeling: Feeling | None, length: Length | None
) -> None:
    shelf = Shelf(LIBRARY.practices("en"), LIBRARY.last_resort, date(2026, 11, 22))
    point, table = DecisionPoint(feeling, length=length), LIBRARY.decision_table()
    offers = [decide(point, shelf, table, LoadedDice()) for _ in range(3)]
    assert len({offer.practice.id for offer in offers}) == 1


@pytest.mark.parametrize("situation", SITUATIONS)
def test_so_do_the_same_situation_and_the_same_preferences(situation: str) -> None:
    """Nothing is learned from anybody else: a card is chosen by this, and by the dice."""
    shelf = Shelf(LIBRARY.practices("en"), LIBRARY.last_resort, date(2026, 11, 22))
    point, table = DecisionPoint(Feeling.HEAVY, situation), LIBRARY.decision_table()
    first = decide(point, shelf, table, LoadedDice())
    assert first == decide(point, shelf, table, LoadedDice())
    refused = replace(point, not_again=frozenset({first.practice.id}))
    assert decide(refused, shelf, table, LoadedDice()).practice != first.practice


def test_why_this_says_the_rule_in_words(asked: Seat) -> None:
    """After each answer in turn, all changed within ten minutes."""
    asked.taps("Hard to say", where="message")
    reads_why(asked, "It was hard to say, so nothing has to be said about it here.")
    for answer, way, rule in (
        ("Light", "A practice anyway", "It felt light, so this only helps to leave the shift"),
        ("A bit heavy", None, "It felt a bit heavy, so this one is short"),
        ("Heavy", None, "It felt heavy, so this one steadies first"),
        ("Very heavy", "Help me land first", "It felt very heavy, so this one helps to land"),
    ):
        asked.taps("Change my answer")
        asked.sees("How heavy does it feel")
        asked.taps(answer)
        if way is not None:
            asked.sees(way)
            asked.taps(way)
        reads_why(asked, rule)


def reads_why(seat: Seat, rule: str) -> None:
    seat.sees("[Lighter]")
    seat.taps("Why this?")
    seat.sees(rule)
    seat.sees("Cards of the last two weeks wait while others are left.")
    seat.sees("It rests on")


def test_an_emoji_is_looked_up_and_never_interpreted(night: Stage, asked: Seat) -> None:
    """Tears are not in the small print's list, so they are met and mean nothing."""
    assert "sob" not in EMOJI
    asked.reacts("sob")
    night.settles()
    held = what_is_held(night, asked)
    assert "no answer kept" in held
    assert not any(word in held for word in ("Heavy", "heavy", "Light"))


def test_a_sentence_is_met_alike_whatever_it_says(ana: Seat) -> None:
    met = []
    for sentence in ("I cannot go on like this", "what a lovely calm night it was"):
        ana.types(f"/decompress {sentence}")
        ana.sees("I do not read what is typed here.")
        met.append(ana.messages()[-1])
        ana.reloads()
    assert [one["text"] for one in met] == [met[0]["text"]] * 2
    assert Mask().lines([met[0]["blocks"]]) == Mask().lines([met[1]["blocks"]])


def test_nobody_is_ever_called_burnt_out() -> None:
    files = Path(prompts.__file__).parent.rglob("*.toml")
    saying = re.compile(
        r"burn.?out|burnt|diagnos|symptom|disorder|depress|your score|at risk", re.IGNORECASE
    )
    found = {file.name for file in files for line in _said(file) if saying.search(line)}
    assert found == set()


def _said(file: Path) -> list[str]:
    """What people read: comments, sources and notes for reviewers left out."""
    left_out = ("#", "source", "checked")
    return [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.strip().startswith(left_out)
    ]
