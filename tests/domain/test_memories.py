"""What is remembered of cards: two weeks of what was shown, and the last word on each card."""

from datetime import date, timedelta

from bot.domain.decision_points import PersonalSetting
from bot.domain.memories import MOST_JUDGED, MOST_SHOWN, Judgement, Memory, Preferences

TODAY = date(2026, 11, 22)


def test_what_was_shown_is_forgotten_after_two_weeks() -> None:
    memory = Memory().seeing("LAND-01", TODAY).seeing("LAND-02", TODAY + timedelta(days=1))
    assert memory.on(TODAY + timedelta(days=13)) == memory
    assert [one.practice for one in memory.on(TODAY + timedelta(days=14)).shown] == ["LAND-02"]


def test_the_last_word_on_a_card_counts() -> None:
    said = Preferences().judging("LAND-01", Judgement.HELPS)
    assert said.helps == ("LAND-01",)
    said = said.judging("LAND-01", Judgement.NOT_AGAIN)
    assert (said.helps, said.not_again) == ((), ("LAND-01",))
    assert said.judging("LAND-01", Judgement.TAKEN_BACK) == Preferences()


def test_there_is_an_end_to_what_is_remembered_and_the_oldest_makes_room() -> None:
    memory, said = Memory(), Preferences()
    for n in range(MOST_SHOWN + MOST_JUDGED):
        memory = memory.seeing(f"A-{n}", TODAY)
        said = said.judging(f"A-{n}", Judgement.HELPS)
    assert len(memory.shown) == MOST_SHOWN
    assert len(said.helps) == MOST_JUDGED
    assert said.helps[-1] == f"A-{MOST_SHOWN + MOST_JUDGED - 1}"


def test_what_was_said_of_cards_can_be_forgotten_and_what_suits_stays() -> None:
    suits = frozenset({PersonalSetting.NO_BREATH})
    said = Preferences(settings=suits).judging("LAND-01", Judgement.NOT_AGAIN)
    assert said.unjudged() == Preferences(settings=suits)
