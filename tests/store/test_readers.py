"""The people to call can be shown in the right country while the database is away."""

from pathlib import Path

from bot.domain.languages import Languages
from bot.store.readers import Reader, Readers
from bot.store.unit_of_work import Store
from tests.domain.makers import worker
from tests.store.stores import MASTER, WORKSPACE, url_in


def test_a_stranger_is_shown_the_country_of_the_organisation(store: Store) -> None:
    readers = Readers(store, WORKSPACE, "GB")
    assert readers.of("U1") == Reader("en", "GB")


def test_a_worker_is_shown_their_own_once_it_was_read(store: Store) -> None:
    readers = Readers(store, WORKSPACE, "GB")
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker(country="IE", language="en"))
        uow.people.save(worker(id="U2"))
    assert readers.refresh()
    assert readers.of("U1") == Reader("en", "IE")
    assert readers.of("U2") == Reader("en", "GB")


def test_the_language_is_decided_as_everywhere(store: Store) -> None:
    readers = Readers(store, WORKSPACE, "GB", Languages(("de", "fr"), own="fr"))
    assert readers.of("U1").language == "fr"
    readers.note(worker(slack_language="de-DE"))
    assert readers.of("U1").language == "de"
    readers.note(worker(slack_language="pl-PL", language="pl"))
    assert readers.of("U1").language == "fr"


def test_who_was_erased_is_a_stranger_again(store: Store) -> None:
    readers = Readers(store, WORKSPACE, "GB")
    readers.note(worker(country="IE"))
    readers.forget("U1")
    assert readers.of("U1").country == "GB"
    readers.note(worker(country="IE"))
    assert readers.refresh()
    assert readers.of("U1").country == "GB"


def test_with_the_database_away_the_last_copy_stays(tmp_path: Path) -> None:
    (tmp_path / "aftershift.db").write_bytes(b"no database" * 1000)
    broken = Store(url_in(tmp_path), MASTER)
    readers = Readers(broken, WORKSPACE, "GB")
    readers.note(worker(country="IE"))
    assert not readers.refresh()
    assert readers.of("U1").country == "IE"
    broken.close()
