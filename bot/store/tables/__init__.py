"""Every table there is; the workspace is part of each primary key, each unique key and each index."""

from bot.store.tables.buddies import buddies, buddy_offers, buddy_requests, hellos, private_lists
from bot.store.tables.caretaking import heartbeats, master_keys, restores, worker_keys
from bot.store.tables.check_ins import OPEN_CHECK_IN, answers, check_ins, memories, preferences
from bot.store.tables.mail import outbox, rate_buckets
from bot.store.tables.pairs import pair_members, pairs, rests, rounds
from bot.store.tables.parts import KEYS, metadata
from bot.store.tables.people import coordinators, workers
from bot.store.tables.roster import (
    audit_chain,
    audit_log,
    audit_names,
    roles,
    roster,
    roster_names,
    supporters,
)
from bot.store.tables.shifts import (
    inbound,
    shift_names,
    shifts,
    unknown_names,
    usual_shifts,
    waiting_signals,
)

__all__ = [
    "KEYS", "OPEN_CHECK_IN", "answers", "audit_chain", "audit_log", "audit_names", "buddies",
    "buddy_offers", "buddy_requests", "check_ins", "coordinators", "heartbeats", "hellos",
    "inbound", "master_keys", "memories", "metadata", "outbox", "pair_members", "pairs",
    "preferences", "private_lists", "rate_buckets", "restores", "rests", "roles", "roster",
    "roster_names", "rounds", "shift_names", "shifts", "supporters", "unknown_names",
    "usual_shifts", "waiting_signals", "worker_keys", "workers",
]  # fmt: skip
