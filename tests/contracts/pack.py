"""Facts about Slack that nobody here wrote: the contracts folder that lies beside the checkout."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PACK = Path(__file__).resolve().parents[3] / "shared" / "contracts"

# The facts are another party's and not part of this repository, so a clone by itself has none to compare
# with; the pack's absence is said, test by test, and never counted as agreement.
needs_pack = pytest.mark.skipif(
    not PACK.is_dir(), reason="there is no ../shared/contracts beside this checkout"
)


@cache
def fact(name: str) -> Any:
    """One file of the pack, without its ending: `blocks/limits`, `payloads/slash_command`."""
    return json.loads((PACK / f"{name}.json").read_text("utf-8"))


def samples() -> dict[str, Any]:
    """What the index says of each inbound sample; nothing where there is no pack to read."""
    known: dict[str, Any] = fact("payloads/index")["payloads"] if PACK.is_dir() else {}
    return known
