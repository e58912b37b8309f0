"""A memory of cards: two weeks of what was shown, and the last word on each card."""

from datetime import date, timedelta

from bot.domain.memories import MOST_JUDGED, MOST_SHOWN, Judgement, Memory

TODAY = date(2026, 11, 22)


def test_what_was_shown_is_forgotten_after_two_weeks() -> None:
    memory = Memory().seeing("LAND-01", TODAY).seeing("LAND-02", TODAY + timedelta(days=1))
    assert memory.on(TODAY + timedelta(days=13)) == memory
    assert [one.practice for one in memory.on(TODAY + timedelta(days=14)).shown] == ["LAND-02"]


def test_the_last_word_on_a_card_counts() -> None:
    memory = Memory().judging("LAND-01", Judgement.HELPS)
    assert memory.judged_of("LAND-01") is Judgement.HELPS
    memory = memory.judging("LAND-01", Judgement.NOT_AGAIN)
    assert (memory.helps, memory.not_again) == ((), ("LAND-01",))
    assert memory.judged_of("LAND-01") is Judgement.NOT_AGAIN
    assert memory.judging("LAND-01", Judgement.TAKEN_BACK) == Memory()


def test_it_has_an_end_and_the_oldest_makes_room() -> None:
    memory = Memory()
    for n in range(MOST_SHOWN + MOST_JUDGED):
        memory = memory.seeing(f"A-{n}", TODAY).judging(f"A-{n}", Judgement.HELPS)
    assert len(memory.shown) == MOST_SHOWN
    assert len(memory.helps) == MOST_JUDGED
    assert memory.helps[-1] == f"A-{MOST_SHOWN + MOST_JUDGED - 1}"


def test_what_was_said_can_be_forgotten_and_the_rest_stays() -> None:
    memory = Memory().seeing("LAND-01", TODAY).judging("LAND-01", Judgement.NOT_AGAIN)
    assert memory.unjudged() == Memory().seeing("LAND-01", TODAY)
