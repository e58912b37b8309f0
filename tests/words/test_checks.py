"""Every seeded fault is found, with its file, its line and a way out."""

from pathlib import Path

import pytest

from bot.words import Fault, load_library
from bot.words.checks import check_prompts
from bot.words.wording import sentences, troubles, words_in
from tests.words.makers import LINE, card, write, write_card

HARD_TO_READ = "Individual organisational responsibilities necessitate collaborative deliberation."
SIGNED = {"reviewed_on": "2026-11-21", "reviewed_by": "Dr Ada Okafor"}
READ_AT_LEISURE = {"more": 'learn = "app"', "situations": "[]"}


def only_fault(folder: Path) -> Fault:
    faults = check_prompts(folder)
    assert len(faults) == 1, [str(fault) for fault in faults]
    assert faults[0].fix
    return faults[0]


def test_the_prompts_that_come_with_the_package_have_no_fault() -> None:
    assert [str(fault) for fault in check_prompts()] == []


def test_a_folder_without_a_fault_is_told_nothing(tmp_path: Path) -> None:
    write_card(tmp_path)
    write_card(tmp_path, "LAND-78", length="3m")
    write(tmp_path, "en/check_in.toml", 'opening = "Home time."')
    write(tmp_path, "lines/GB.toml", f'code = "GB"\n{LINE}')
    (tmp_path / "README.md").write_text("ours")
    assert check_prompts(tmp_path) == []


def test_the_guide_has_a_whole_number_by_which_a_change_is_known(tmp_path: Path) -> None:
    write(tmp_path, "en/buddy_guide.toml", 'version = "2b"')
    assert only_fault(tmp_path).rule == "version '2b'"
    write(tmp_path, "en/buddy_guide.toml", 'version = "2"')
    assert check_prompts(tmp_path) == []


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert only_fault(tmp_path / "nowhere").rule == "no such folder"


@pytest.mark.parametrize(
    ("changes", "rule", "line_holds"),
    [
        ({"step": "one two three four. " * 14}, "card of 6", "steps"),
        ({"step": "one two three four. " * 38, "length": "3m"}, "card of 15", "steps"),
        ({"step": "one two three four. " * 70, "length": "10m"}, "card of 2", "steps"),
        ({"step": "one " * 19}, "sentence of 19 words", "one one"),
        ({"step": "Feel better now!"}, "exclamation mark", "Feel better"),
        ({"step": "At least you were there."}, "banned words: 'at least'", "At least"),
        ({"step": "Don\u2019t worry about it."}, "banned words: 'don't worry'", "worry"),
        ({"step": "You are a superhero."}, "banned words: 'superhero'", "superhero"),
        ({"step": "This heals trauma."}, "banned words: 'trauma'", "trauma"),
        (
            {"stop_line": "You may stop. You are not at risk."},
            "banned words: 'at risk'",
            "stop_line",
        ),
        ({"step": "Tell me about the call."}, "asks for the story", "Tell me"),
        ({"step": "What happened on the line?"}, "asks for the story", "What happened"),
        ({"step": "Type your thoughts."}, "asks for free text", "Type your"),
        ({"step": "Write back to us."}, "asks for free text", "Write back"),
        ({"step": "Close your eyes."}, "against the body's ease", "Close your"),
        ({"step": "Hold your breath."}, "against the body's ease", "Hold your"),
        ({"step": "Breathe in slowly."}, "breath card that does not say so", "needs"),
        ({"breath": "true"}, "breath card without a twin", "needs"),
        ({"breath": "true", "twin": 'twin = "BRE-02"'}, "breath card without a twin", "twin"),
        ({"twin": 'twin = "LAND-66"'}, "twin 'LAND-66' does not exist", "twin"),
        ({"twin": 'twin = "LAND-07"'}, "twin 'LAND-07' of another length", "twin"),
        ({"source": " "}, "empty text", "source"),
        ({"stop_line": ""}, "empty text", "stop_line"),
        ({"stop_line": "Go on to the end."}, "stop line without a way out", "stop_line"),
        ({"step": HARD_TO_READ}, "reading grade 30", "steps"),
        ({"owner": ""}, "empty text", "owner"),
        ({"review_due": ""}, "no review date", "review_due"),
        (
            {"reviewed_on": "2026-11-21", "review_due": "2027-11-22"},
            "review due too late",
            "review_due",
        ),
        ({**SIGNED, "situations": '["S04"]'}, "signature of other words", "reviewed_by"),
        ({**SIGNED, "id": "GRIEF-77"}, "signature of other words", "reviewed_by"),
        (
            {**SIGNED, "more": 'signed_text = "of other words"'},
            "signature of other words",
            "signed_text",
        ),
        ({**READ_AT_LEISURE, "id": "KNOW-77"}, "page without a source", "source"),
        ({**READ_AT_LEISURE, "id": "TECH-77"}, "page without a source", "source"),
        (
            {**READ_AT_LEISURE, "title": "Feet and hands, and all that they can do"},
            "title of 40 characters",
            "title",
        ),
        ({"length": "5m"}, "unknown length '5m'", "length"),
        ({"step": "Go <!channel> go."}, "markup in a card", "steps"),
        ({"twin": 'twim = "LAND-01"'}, "unknown key 'twim'", "twim"),
        ({"id": "LAND-78"}, "id 'LAND-78' is not the file's name", "id"),
        ({"id": "landing", "family": "LAND"}, "odd id 'landing'", "id"),
        ({"id": f"LAND-{'7' * 99}"}, "odd id 'LAND-777777777777777'", "id"),
        ({"id": "RISK-77", "family": "CARE"}, "family 'CARE' of RISK-77", "family"),
    ],
)
def test_a_fault_in_a_card_is_found(
    tmp_path: Path, changes: dict[str, str], rule: str, line_holds: str
) -> None:
    name = "LAND-77" if rule.startswith("id ") else changes.get("id", "LAND-77")
    file = write(tmp_path, f"en/practices/{name}.toml", card(**changes))
    fault = only_fault(tmp_path)
    assert fault.file == file.as_posix()
    assert fault.rule.startswith(rule)
    assert line_holds in file.read_text(encoding="utf-8").splitlines()[fault.line - 1]


@pytest.mark.parametrize(
    "fine",
    [
        {**SIGNED},  # an easy card, reviewed by hand
        {"reviewed_on": "2026-11-21", "review_due": "2027-11-21"},
        {"reviewed_on": "2028-02-29", "review_due": "2029-03-01"},
        {"twin": 'twin = "LAND-01"'},
        {"stop_line": "Stopping is fine."},
        {**READ_AT_LEISURE, "card_id": "SELF-77"},
        {**READ_AT_LEISURE, "card_id": "KNOW-77", "source": "A review, Ode and others 2019."},
        {**READ_AT_LEISURE, "card_id": "TECH-77", "source": "How it is built: docs/keys.md."},
    ],
)
def test_what_is_no_fault_in_a_card_is_left_alone(tmp_path: Path, fine: dict[str, str]) -> None:
    write_card(tmp_path, **fine)
    assert check_prompts(tmp_path) == []


def test_the_words_of_a_signed_card_may_not_change_under_the_signature(tmp_path: Path) -> None:
    hard = {**SIGNED, "situations": '["S04"]'}
    file = write_card(tmp_path, **hard)
    card = load_library(tmp_path).practice("LAND-77", "en")
    assert card is not None
    write_card(tmp_path, **hard, more=f'signed_text = "{card.fingerprint}"')
    assert check_prompts(tmp_path) == []
    text = file.read_text("utf-8")
    file.write_text(text.replace("the floor", "your feet"), encoding="utf-8")
    fault = only_fault(tmp_path)
    assert fault.rule == "signature of other words"
    assert "aftershift prompts sign LAND-77" in fault.fix


def test_a_situation_keeps_two_cards_of_its_own(tmp_path: Path) -> None:
    """Told once a situation, against the folder: no single file is at fault."""
    taken = [one for one in load_library().practices("en") if "S15" in one.situations][1:]
    for one in taken:
        write_card(tmp_path, one.id, length=one.length.value)
    fault = only_fault(tmp_path)
    assert (fault.file, fault.line) == (tmp_path.as_posix(), 0)
    assert fault.rule == "situation S15 with 1 cards"
    write_card(tmp_path, situations='["S15"]')
    assert check_prompts(tmp_path) == []


def test_other_languages_have_their_own_word_for_stopping(tmp_path: Path) -> None:
    write_card(tmp_path, locale="es", step="Siente el suelo.", stop_line="Puedes dejarlo.")
    assert check_prompts(tmp_path) == []


def test_a_card_without_stop_line_or_source_is_not_taken(tmp_path: Path) -> None:
    text = card().replace('stop_line = "You may stop."\n', "").replace('source = "A book."\n', "")
    write(tmp_path, "en/practices/LAND-77.toml", text)
    assert [fault.rule for fault in check_prompts(tmp_path)] == [
        "missing key 'stop_line'",
        "missing key 'evidence.source'",
    ]


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ('\nopening = "Thank you!"', "exclamation mark", 2),
        ('opening = "You noticed. We noticed you."', "banned words: 'we noticed you'", 1),
        ('opening = "This is anonymous."', "banned words: 'anonymous'", 1),
        ('opening = "Hello {who}."', "unknown placeholder {who}", 1),
        ('opening = "Hello {who"', "bad placeholder", 1),
        ("opening = 5", "wrong type", 1),
        ('opening = ""', "empty text", 1),
        ('openign = "Home time."', "unknown key 'check_in.openign'", 1),
        ('[button]\nlight = "A really very light shift"', "button of 25 characters", 2),
        ('opening = "Home\nopening = "', "broken TOML", 1),
    ],
)
def test_a_fault_in_a_sentence_is_found(tmp_path: Path, text: str, rule: str, line: int) -> None:
    (tmp_path / "en").mkdir()
    file = tmp_path / "en" / "check_in.toml"
    file.write_text(text, encoding="utf-8")
    fault = only_fault(tmp_path)
    assert (fault.file, fault.line) == (file.as_posix(), line)
    assert fault.rule.startswith(rule)


def test_other_languages_are_held_against_the_english(tmp_path: Path) -> None:
    text = 'opening = "Hola {nombre}."\nquestoin = "Nada."\n'
    file = write(tmp_path, "es/check_in.toml", text)
    faults = {(fault.file, fault.line, fault.rule) for fault in check_prompts(tmp_path)}
    assert faults == {
        (file.as_posix(), 1, "unknown placeholder {nombre}"),
        (file.as_posix(), 2, "unknown key 'check_in.questoin'"),
    }


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('source = "https://example.org"\n', "", "missing key 'lines.0.source'"),
        ('source = "https://example.org"', 'source = ""', "empty text"),
        ('number = "116 123"', "number = 116123", "wrong type"),
        ('number = "116 123"', 'number = "<!here>"', "markup in a number"),
        ('verified_by = "Ada Okafor"', 'verified_by = ""', "half a signature"),
        ('"2027-01-31"', '"last week"', "not a date"),
        ('hours = "any time"', 'huors = "any time"\nhours = "any time"', "unknown key"),
        ('code = "GB"', 'code = "UK"', "code 'UK' is not the file's name"),
        ('code = "GB"', 'code = "GB"\nemergency_number = "999"', "number without source"),
        ('code = "GB"', 'code = "GB"\ndirectory_url = "http://example.org"', "not a web address"),
    ],
)
def test_a_fault_in_the_people_to_call_is_found(
    tmp_path: Path, old: str, new: str, rule: str
) -> None:
    text = f'code = "GB"\n{LINE}'
    assert old in text
    file = write(tmp_path, "lines/GB.toml", text.replace(old, new))
    faults = check_prompts(tmp_path)
    assert faults[0].file == file.as_posix()
    assert any(fault.rule.startswith(rule) and fault.line for fault in faults)


def test_a_country_without_emergency_number_is_found(tmp_path: Path) -> None:
    write(tmp_path, "lines/NZ.toml", f'code = "NZ"\n{LINE}')
    assert only_fault(tmp_path).rule == "country 'NZ' without emergency number"


def test_a_folder_under_a_name_that_nobody_reads_is_found(tmp_path: Path) -> None:
    write(tmp_path, "english/check_in.toml", 'opening = "Home time."')
    fault = only_fault(tmp_path)
    assert fault.file == (tmp_path / "english").as_posix()


def test_a_fault_says_where_what_and_how_to_mend_it() -> None:
    fault = Fault("prompts/en/home.toml", 3, "exclamation mark", "Say it calmly.")
    assert str(fault) == "prompts/en/home.toml:3: exclamation mark. Say it calmly."


@pytest.mark.parametrize(
    "fine",
    [
        "Shoulders may drop. Trauma-free words stay.",
        "Scored lines are fine.",
        "Do not hold your breath.",
        "The date is <!date^1392734382^{date}|soon>.",
        "They may completeness.",
        "The type of shift does not matter.",
    ],
)
def test_words_that_only_look_like_banned_ones_are_left_alone(fine: str) -> None:
    assert list(troubles(fine, is_english=True)) == []


def test_banned_words_are_english_words() -> None:
    assert list(troubles("Un trauma.", is_english=False)) == []
    assert list(troubles("Gracias!", is_english=False))


def test_sentences_end_where_a_reader_may_rest() -> None:
    text = "One thing. Another: a third; a fourth\nThe *last*, :sunny: (or so)?"
    assert [words_in(sentence) for sentence in sentences(text)] == [2, 1, 2, 2, 4]
