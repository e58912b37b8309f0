"""Requests for a buddy and their offers as rows; what somebody declined is in none of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.buddy_requests import (
    OPEN,
    BuddyOffer,
    BuddyRequest,
    OfferState,
    RequestState,
    Route,
)
from bot.store import tables
from bot.store.columns import among, by_name, insert
from bot.store.statements import BY_NOW, HERE

OF_REQUEST = (
    "asker", "made_at", "begins_at", "ends_at", "next_at", "calls", "buddy", "met_at",
    "comes_at",
)  # fmt: skip
OF_OFFER = ("id", "request", "buddy", "made_at", "is_named")
TALKED = (RequestState.HELD.value, RequestState.MET.value)
DUE = (
    sa.select(tables.buddy_requests.c.id)
    .where(
        tables.buddy_requests.c.workspace == HERE,
        tables.buddy_requests.c.state.in_([state.value for state in OPEN]),
        tables.buddy_requests.c.next_at <= BY_NOW,
    )
    .order_by(tables.buddy_requests.c.next_at)
)


class BuddyRequests:
    """Whoever changes an offer holds its request first, so that no two wait for each other."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._requests, self._offers = tables.buddy_requests, tables.buddy_offers
        self._mine = self._requests.c.workspace == workspace
        self._its = self._offers.c.workspace == workspace
        self._open = self._requests.c.state.in_([state.value for state in OPEN])

    def get(self, request: str) -> BuddyRequest | None:
        return self._one(self._all(self._requests.c.id == request))

    def locked(self, request: str) -> BuddyRequest | None:
        """The request, held until the end of the transaction."""
        return self._one(self._all(self._requests.c.id == request).with_for_update())

    def locked_unless_busy(self, request: str) -> BuddyRequest | None:
        """For clockwork, which comes by again and never waits for a person."""
        which = self._all(self._requests.c.id == request)
        return self._one(which.with_for_update(skip_locked=True))

    def open_of(self, asker: str) -> BuddyRequest | None:
        return self._one(self._all(self._requests.c.asker == asker, self._open))

    def last_met_of(self, asker: str, since: datetime) -> BuddyRequest | None:
        """The latest request of this asker to which somebody said yes since then who is still here."""
        met = (self._requests.c.state == RequestState.MET.value, self._requests.c.met_at > since)
        is_here = self._requests.c.buddy.is_not(None)
        which = self._all(self._requests.c.asker == asker, *met, is_here)
        return self._one(which.order_by(self._requests.c.met_at.desc()).limit(1))

    def of(self, asker: str) -> list[BuddyRequest]:
        """Every one of this asker that is still kept, the oldest first."""
        mine = self._all(self._requests.c.asker == asker).order_by(self._requests.c.made_at)
        return [_to_request(row) for row in self._connection.execute(mine)]

    def times_asked(self, buddy: str) -> int:
        """How many offers to this buddy are still kept."""
        theirs = sa.select(sa.func.count()).where(self._its, self._offers.c.buddy == buddy)
        return self._connection.execute(theirs.select_from(self._offers)).scalar_one()

    def asking(self, by: datetime) -> set[str]:
        """Everybody who looks for somebody themselves, or will by then."""
        askers = sa.select(self._requests.c.asker).where(
            self._mine, self._open, self._requests.c.begins_at <= by
        )
        return set(self._connection.execute(askers).scalars())

    def open_to(self, buddy: str) -> list[BuddyRequest]:
        """Open requests that were ever offered to this buddy."""
        offers = sa.select(self._offers.c.request).where(self._its, self._offers.c.buddy == buddy)
        rows = self._connection.execute(self._all(self._open, self._requests.c.id.in_(offers)))
        return [_to_request(row) for row in rows]

    def due(self, now: datetime) -> list[str]:
        """Ids of those for which the clock has something to do, the longest overdue first."""
        told = {"in_workspace": self._workspace, "by_now": now}
        return list(self._connection.execute(DUE, told).scalars())

    def add(self, request: BuddyRequest) -> bool:
        """False when this asker has an open one already."""
        values = _to_columns(request) | {"workspace": self._workspace, "id": request.id}
        added = insert(self._connection, self._requests).values(**values)
        done = added.on_conflict_do_nothing().returning(self._requests.c.id)
        return self._connection.execute(done).first() is not None

    def change(self, request: BuddyRequest, only_from: Collection[RequestState] = OPEN) -> bool:
        """One conditional update: of several who come at once, one finds it in such a state."""
        done = self._connection.execute(
            sa.update(self._requests)
            .where(
                self._mine,
                self._requests.c.id == request.id,
                self._requests.c.state.in_([state.value for state in only_from]),
            )
            .values(**_to_columns(request))
        )
        return bool(done.rowcount)

    def forget_buddy(self, buddy: str) -> None:
        """Nothing of a request tells any more who had come, or was to be called."""
        for column in (self._requests.c.buddy, self._requests.c.calls):
            named = sa.update(self._requests).where(self._mine, column == buddy)
            self._connection.execute(named.values({column: None}))

    # Offers

    def offer(self, offer: str) -> BuddyOffer | None:
        which = sa.select(self._offers).where(self._its, self._offers.c.id == offer)
        row = self._connection.execute(which).first()
        return None if row is None else _to_offer(row)

    def is_open_offer(self, offer: str) -> bool:
        """Whether what was offered is still looked for; of one that is forgotten it is not."""
        which = sa.select(self._offers.c.id).where(
            self._its,
            self._offers.c.id == offer,
            self._offers.c.request.in_(
                sa.select(self._requests.c.id).where(self._mine, self._open)
            ),
        )
        return self._connection.execute(which).first() is not None

    def of_offers(self, offers: Sequence[str]) -> dict[str, BuddyRequest]:
        """For what each of them was made, by offer."""
        which = sa.select(self._offers.c.id, self._offers.c.request).where(
            self._its, among(self._offers.c.id, offers)
        )
        made_for = {row.id: row.request for row in self._connection.execute(which)}
        found = self._connection.execute(
            self._all(among(self._requests.c.id, sorted({*made_for.values()})))
        )
        requests = {request.id: request for request in map(_to_request, found)}
        return {offer: requests[request] for offer, request in made_for.items()}

    def offers_of(self, request: str) -> list[BuddyOffer]:
        which = sa.select(self._offers).where(self._its, self._offers.c.request == request)
        rows = self._connection.execute(which.order_by(self._offers.c.id))
        return [_to_offer(row) for row in rows]

    def called(self, asker: str, since: datetime) -> set[str]:
        """Whom this asker has called by name since then, whether they could be called or not."""
        calls = sa.select(self._requests.c.calls).where(
            self._mine,
            self._requests.c.asker == asker,
            self._requests.c.calls.is_not(None),
            self._requests.c.begins_at > since,
        )
        return set(self._connection.execute(calls).scalars())

    def add_offer(self, offer: BuddyOffer) -> bool:
        """False when this buddy has another open one, or was asked for this request before."""
        added = insert(self._connection, self._offers).values(
            workspace=self._workspace,
            state=offer.state.value,
            **{name: getattr(offer, name) for name in OF_OFFER},
        )
        done = added.on_conflict_do_nothing().returning(self._offers.c.id)
        return self._connection.execute(done).first() is not None

    def close_offers(self, offers: Sequence[str]) -> None:
        self._change_offers(self._offers.c.id.in_(offers), state=OfferState.CLOSED.value)

    def accept_offer(self, offer: str) -> None:
        self._change_offers(self._offers.c.id == offer, state=OfferState.ACCEPTED.value)

    def end_offers(self, request: BuddyRequest, now: datetime) -> None:
        """All but the accepted one look alike; each tells only when it ended, which is one for all.

        That is never before it was made, so nobody is asked again sooner than they were promised.
        """
        of_it = self._offers.c.request == request.id
        open_ones = self._offers.c.state == OfferState.OPEN.value
        self._change_offers(of_it, open_ones, state=OfferState.CLOSED.value)
        self._change_offers(of_it, made_at=now)

    # What the score looks at

    def talks(self, since: datetime) -> Mapping[str, tuple[datetime, ...]]:
        """When each buddy said yes, since then."""
        found = self._connection.execute(
            sa.select(self._requests.c.buddy, self._requests.c.met_at).where(
                self._mine,
                self._requests.c.buddy.is_not(None),
                self._requests.c.met_at > since,
                self._requests.c.state.in_(TALKED),
            )
        )
        talks = defaultdict(list)
        for buddy, met_at in found:
            talks[buddy].append(met_at)
        return {buddy: tuple(sorted(times)) for buddy, times in talks.items()}

    def asked(self, since: datetime) -> Mapping[str, datetime]:
        """When each buddy was asked last, since then."""
        found = self._connection.execute(
            sa.select(self._offers.c.buddy, sa.func.max(self._offers.c.made_at))
            .where(self._its, self._offers.c.made_at > since)
            .group_by(self._offers.c.buddy)
        )
        return {row[0]: row[1] for row in found}

    def _all(self, *which: sa.ColumnElement[bool]) -> sa.Select[Any]:
        return sa.select(self._requests).where(self._mine, *which)

    def _one(self, which: sa.Select[Any]) -> BuddyRequest | None:
        row = self._connection.execute(which).first()
        return None if row is None else _to_request(row)

    def _change_offers(self, *which: sa.ColumnElement[bool], **values: object) -> None:
        self._connection.execute(sa.update(self._offers).where(self._its, *which).values(**values))


def _to_columns(request: BuddyRequest) -> dict[str, Any]:
    same = {name: getattr(request, name) for name in OF_REQUEST}
    return same | {"route": request.route.value, "state": request.state.value}


def _to_request(row: Any) -> BuddyRequest:  # noqa: ANN401  a row has the columns of the table
    told = by_name(tables.buddy_requests, row)
    return BuddyRequest(
        id=told["id"],
        route=Route(told["route"]),
        state=RequestState(told["state"]),
        **{name: told[name] for name in OF_REQUEST},
    )


def _to_offer(row: Any) -> BuddyOffer:  # noqa: ANN401  as above
    told = by_name(tables.buddy_offers, row)
    return BuddyOffer(state=OfferState(told["state"]), **{name: told[name] for name in OF_OFFER})
