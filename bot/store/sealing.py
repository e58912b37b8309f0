"""AES-256-GCM for what only a worker may read: padded to one length and bound to its place."""

import base64
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes, as NIST SP 800-38D recommends for GCM
KEY = 32


class CannotOpen(Exception):
    """The key is another one, or the sealed bytes were moved or changed."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value belongs; it opens nowhere else."""

    workspace: str
    worker: str
    table: str
    row: str
    column: str

    @property
    def label(self) -> bytes:
        return repr((self.workspace, self.worker, self.table, self.row, self.column)).encode()


def parse_key(text: str) -> bytes:
    """The 32 bytes of an `AFTERSHIFT_KEY` in URL-safe base64; ValueError when it is none."""
    key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(key) != KEY:
        raise ValueError(f"needs {KEY} bytes, has {len(key)}")
    return key


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=KEY * 8)


def seal(key: bytes, value: bytes, place: Place, length: int) -> bytes:
    """Nonce and ciphertext of the value padded to `length` bytes; ValueError when it is longer."""
    if len(value) > length - 2:
        raise ValueError(f"a sealed value may have {length - 2} bytes, this one has {len(value)}")
    padded = len(value).to_bytes(2, "big") + value.ljust(length - 2, b"\0")
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, padded, place.label)


def unseal(key: bytes, sealed: bytes, place: Place) -> bytes:
    """What was sealed at this place; CannotOpen otherwise."""
    try:
        padded = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.label)
    except (InvalidTag, ValueError) as fault:
        raise CannotOpen from fault
    return padded[2 : 2 + int.from_bytes(padded[:2], "big")]
