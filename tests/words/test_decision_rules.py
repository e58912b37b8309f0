"""A file of rules: read whole or not at all, laid over ours without lifting a limit, checked in words."""

from pathlib import Path

import pytest

from bot.domain.decision_points import DecisionPoint, PersonalSetting
from bot.domain.practices import Feeling
from bot.words import load_library
from bot.words.checks import check_prompts
from bot.words.minimum import MINIMUM_RULES
from tests.words.makers import write

PLAIN = """
[[rules]]
id = "house"
because = "In this house we land first."
when = {}
offer = [["LAND"]]
"""
LIMIT = """
[[limits]]
id = "house_limit"
because = "In this house nobody is sent walking."
when = { answer = ["heavy"] }
never = ["MOV-02"]
"""


def rules_in(folder: Path, text: str) -> Path:
    return write(folder, "decision_rules.toml", text)


def test_an_organisations_rules_stand_in_for_ours_and_say_their_own_reason(tmp_path: Path) -> None:
    rules_in(tmp_path, PLAIN)
    library = load_library(tmp_path)
    assert library.faults == ()
    assert [rule.id for rule in library.decision_table().rules] == ["house"]
    assert library.words("en").say("because.house") == "In this house we land first."


def test_limits_become_more_and_never_fewer(tmp_path: Path) -> None:
    ours = load_library().decision_table()
    lifted = LIMIT.replace("house_limit", "no_breath").replace('answer = ["heavy"]', "")
    rules_in(tmp_path, LIMIT + lifted)
    library = load_library(tmp_path)
    table = library.decision_table()
    assert table.rules == ours.rules
    said = "You set that no breath practice comes."
    assert library.words("en").say("because.no_breath") == said
    assert [limit.id for limit in table.limits] == [
        *(limit.id for limit in ours.limits),
        "house_limit",
    ]
    point = DecisionPoint(settings=frozenset({PersonalSetting.NO_BREATH}))
    assert {"breath"} in [set(limit.without) for limit in table.limits_at(point)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (PLAIN + PLAIN, "id 'house' twice"),
        (PLAIN.replace("we land", "we <!here> land"), "markup in a reason"),
        (LIMIT.replace('answer = ["heavy"]', 'clock = ["22:00+01:00", "05:00"]'), "not a stretch"),
        (
            LIMIT.replace('answer = ["heavy"]', "hours_since_shift_until = 99999999999"),
            "odd number",
        ),
        (LIMIT.replace('answer = ["heavy"]', "heavy_answers_from = -1"), "odd number"),
        (PLAIN + PLAIN.replace('"house"', '"behind"'), "rule 'house' hides all that follow"),
        (PLAIN.replace("{}", '{ answer = ["heavy"] }'), "no rule for everything else"),
        (PLAIN.replace("{}", '{ answer = ["sad"] }'), "unknown answer 'sad'"),
        (PLAIN.replace("{}", '{ mood = ["heavy"] }'), "unknown key 'rules.0.when.mood'"),
        (PLAIN.replace("{}", '{ clock = ["late"] }'), "not a stretch of the day"),
        (PLAIN.replace('"house"', '"the house"'), "odd id 'the house'"),
        (PLAIN.replace('[["LAND"]]', '["LAND"]'), "wrong type"),
        (PLAIN.replace('[["LAND"]]', '[["HOPE"]]'), "no family or card 'HOPE'"),
        (PLAIN.replace('because = "In this house we land first."', ""), "missing key"),
        (LIMIT.replace('never = ["MOV-02"]', ""), "limit 'house_limit' that limits nothing"),
        (LIMIT.replace('never = ["MOV-02"]', 'longest = "5m"'), "unknown longest '5m'"),
        (LIMIT.replace('never = ["MOV-02"]', 'say = "hello"'), "unknown say 'hello'"),
        (LIMIT.replace('never = ["MOV-02"]', 'without = ["joy"]'), "unknown without 'joy'"),
        ("[[rules", "broken TOML"),
    ],
)
def test_a_file_with_a_fault_is_named_and_ours_stand(tmp_path: Path, text: str, rule: str) -> None:
    rules_in(tmp_path, text)
    assert any(fault.rule.startswith(rule) for fault in check_prompts(tmp_path))
    library = load_library(tmp_path)
    assert library.faults
    assert library.decision_table() == load_library().decision_table()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (PLAIN.replace("we land first", "we stay positive"), "banned words: 'stay positive'"),
        (PLAIN.replace("we land first", "we land first!"), "exclamation mark"),
        (PLAIN.replace('"LAND"', '"LAND-98"'), "card 'LAND-98' does not exist"),
        (PLAIN.replace('"house"', '"night"'), "id 'night' is a built-in one"),
    ],
)
def test_its_words_and_its_cards_are_checked(tmp_path: Path, text: str, rule: str) -> None:
    rules_in(tmp_path, text)
    faults = check_prompts(tmp_path)
    assert [fault.rule for fault in faults] == [rule]
    assert faults[0].line > 0
    assert faults[0].fix


def test_a_rule_that_breaks_while_the_bot_runs_leaves_the_last_good_one(tmp_path: Path) -> None:
    rules_in(tmp_path, PLAIN)
    library = load_library(tmp_path)
    rules_in(tmp_path, PLAIN.replace("[[rules]]", "[[rules"))
    library.reload()
    assert library.faults
    assert [rule.id for rule in library.decision_table().rules] == ["house"]


def test_with_every_file_lost_the_careful_rule_is_left() -> None:
    table = MINIMUM_RULES.table()
    for feeling in (None, *Feeling):
        point = DecisionPoint(feeling)
        assert table.rule_at(point).offer == (frozenset({"LAND", "REACH"}),)
        assert {"breath"} in [set(limit.without) for limit in table.limits_at(point)]
