"""Names in a rota that match nobody who opted in: looked up later, and listed when they are typing errors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.store.unit_of_work import Store
from bot.use_cases.workplace import Workplace


def next_waiting(place: Workplace) -> tuple[str, str] | None:
    """The (source, name) that has waited longest to be looked up."""
    with place.look() as uow:
        return uow.unknown_names.next_waiting()


def match_later(source: str, name: str, slack_id: str | None, place: Workplace) -> None:
    """A name that matched nobody was looked up: unknown to Slack is a rota's typing error."""
    with place.begin() as uow:
        if slack_id is None:
            uow.unknown_names.list(source, name, place.now())
            return
        uow.unknown_names.forget(source, name)
        worker = uow.people.locked(slack_id)
        if worker is not None and "@" in name:
            uow.people.save(replace(worker, email_mark=uow.email_mark(name)))


def listed(store: Store, workspace: str) -> Sequence[tuple[str, str, datetime]]:
    """(source, name, last heard) of every name in a rota that Slack does not know."""
    with store.look(workspace) as uow:
        return uow.unknown_names.listed()
