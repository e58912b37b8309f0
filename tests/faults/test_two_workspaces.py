"""Two workspaces in one database, each with processes of its own: neither sees nor starves the other.

A process serves the one workspace that its token belongs to, so no round-robin is needed: each has its
own bucket, its own rows and its own courier.
"""

from collections.abc import Iterator

import pytest

from bot.store.unit_of_work import Store
from tests.faults.faulty_slack import FaultySlack, No
from tests.faults.mail import Mail
from tests.faults.wave import fill
from tests.store.stores import empty
from tests.use_cases.desk import Desk

BIG, SMALL = "TBIG", "TSMALL"


@pytest.fixture
def mails(one_store: Store) -> Iterator[tuple[Mail, Mail]]:
    """The same names in both: 60 people who are due in the big one, and five in the small one."""
    store = empty(one_store)
    with FaultySlack() as big, FaultySlack() as small:
        both = Mail(Desk(store, BIG), big), Mail(Desk(store, SMALL), small)
        for mail, size in zip(both, (60, 5), strict=True):
            fill(store, size, mail.desk.now, workspace=mail.desk.place.workspace)
        yield both


def test_the_small_one_does_not_wait_behind_the_big_one(mails: tuple[Mail, Mail]) -> None:
    big, small = mails
    big.goes()
    small.goes()
    assert big.states() == {"sent": 20, "due": 40}
    assert small.states() == {"sent": 5}
    assert len(small.slack.accepted) == 5


@pytest.mark.parametrize(
    "no", [No("ratelimited", 429, {"Retry-After": "300"}), No("token_revoked")], ids=str
)
def test_what_holds_one_of_them_up_holds_up_nobody_else(mails: tuple[Mail, Mail], no: No) -> None:
    big, small = mails
    big.slack.noes = {"conversations.open": no, "chat.postMessage": no}
    big.goes()
    small.goes()
    assert big.states() == {"due": 60}
    assert small.states() == {"sent": 5}


def test_each_courier_ends_and_tidies_only_letters_of_its_own(mails: tuple[Mail, Mail]) -> None:
    big, small = mails
    small.slack.noes = {"DU000000": No("user_disabled")}
    small.passes(seconds=7300, step=3650)
    assert small.states() == {"failed": 1, "sent": 4}
    assert big.states() == {"due": 60}
    assert big.slack.calls == {}
