"""A process that is alive has a row; one that left in good order, or long ago, has none."""

from bot.store.unit_of_work import Store
from bot.use_cases import heartbeats
from tests.use_cases.places import Place


def alive(place: Place) -> list[tuple[str, str]]:
    return [(beat.process, beat.role) for beat in heartbeats.listed(place.work)]


def beats(place: Place, process: str, role: str = "worker") -> None:
    heartbeats.beat(process, role, place.work, place.wall.now())


def test_every_process_has_one_row_and_the_latest_comes_first(place: Place) -> None:
    beats(place, "p1", "web")
    place.passes(seconds=20)
    beats(place, "p2")
    assert alive(place) == [("p2", "worker"), ("p1", "web")]
    place.passes(seconds=20)
    beats(place, "p1", "web")
    assert alive(place) == [("p1", "web"), ("p2", "worker")]


def test_a_row_tells_since_when_and_until_when(place: Place) -> None:
    began = place.wall.now()
    beats(place, "p1")
    place.passes(seconds=20)
    beats(place, "p1")
    (beat,) = heartbeats.listed(place.work)
    assert (beat.began_at, beat.beat_at) == (began, place.wall.now())


def test_who_leaves_in_good_order_takes_the_row_along(place: Place) -> None:
    beats(place, "p1")
    beats(place, "p2")
    heartbeats.end("p1", place.work)
    assert alive(place) == [("p2", "worker")]


def test_who_vanished_stays_in_sight_for_a_day(place: Place) -> None:
    beats(place, "p1")
    place.passes(hours=23)
    beats(place, "p2")
    assert ("p1", "worker") in alive(place)
    place.passes(hours=2)
    beats(place, "p2")
    assert alive(place) == [("p2", "worker")]


def test_no_workspace_sees_the_processes_of_another(one_store: Store) -> None:
    ours, theirs = Place(one_store), Place(one_store)
    beats(theirs, "p1")
    beats(ours, "p1", "web")
    heartbeats.end("p1", theirs.work)
    assert alive(ours) == [("p1", "web")]
    assert alive(theirs) == []
