"""The key to the workers' keys, and the one before it while that is being replaced."""

import hmac
from dataclasses import dataclass, field

from bot.store import sealing

WRAPPED_LENGTH = 64  # bytes of a worker's key before it is sealed


@dataclass(frozen=True)
class MasterKeys:
    """Everything new is made with `current`; what `old` made is still accepted."""

    current: bytes = field(repr=False)
    old: bytes | None = field(default=None, repr=False)

    def wrap(self, key: bytes, workspace: str, worker: str) -> bytes:
        return sealing.seal(self.current, key, _place(workspace, worker), WRAPPED_LENGTH)

    def unwrap(self, wrapped: bytes, workspace: str, worker: str) -> bytes | None:
        """The worker's key; None when neither master key opens it."""
        opened = (
            _open(master, wrapped, workspace, worker)
            for master in (self.current, self.old)
            if master
        )
        return next((key for key in opened if key is not None), None)

    def is_wrapped_anew(self, wrapped: bytes, workspace: str, worker: str) -> bool:
        """Whether the current master key opens it."""
        return _open(self.current, wrapped, workspace, worker) is not None

    def email_marks(self, address: str) -> list[str]:
        """What stands for an e-mail address at rest: the mark to write, then those still accepted."""
        return self.marks("email", address.strip().lower())

    def marks(self, kind: str, text: str) -> list[str]:
        """What stands for a text at rest: the mark to write, then those still accepted."""
        marked = f"{kind}\x1f{text}".encode()
        return [_hash(master, marked).hex() for master in (self.current, self.old) if master]

    @property
    def fingerprint(self) -> str:
        """Tells one master key from another and nothing else about it."""
        return _fingerprint(self.current)

    @property
    def old_fingerprint(self) -> str | None:
        return None if self.old is None else _fingerprint(self.old)


def _open(master: bytes, wrapped: bytes, workspace: str, worker: str) -> bytes | None:
    try:
        return sealing.unseal(master, wrapped, _place(workspace, worker))
    except sealing.CannotOpen:
        return None


def _place(workspace: str, worker: str) -> sealing.Place:
    return sealing.Place(workspace, worker, "worker_keys", "key", "sealed")


def _fingerprint(master: bytes) -> str:
    return _hash(master, b"fingerprint\x1f").hex()[:32]


def _hash(master: bytes, text: bytes) -> bytes:
    return hmac.new(master, text, "sha256").digest()
