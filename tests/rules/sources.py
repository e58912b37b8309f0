"""Our own code read as text: who imports what."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import bot
import handlers

HOUSE = Path(bot.__file__).parent.parent
FLOORS = (Path(bot.__file__).parent, Path(handlers.__file__).parent)
SANDBOX = "bot.sandbox"


@cache
def modules() -> dict[str, Path]:
    """Every module of the product by its name; the sandbox is a foreign world and left out."""
    files = (file for floor in FLOORS for file in floor.rglob("*.py"))
    named = {".".join(file.relative_to(HOUSE).with_suffix("").parts): file for file in files}
    return {name: file for name, file in named.items() if not name.startswith(SANDBOX)}


@cache
def imports(file: Path) -> frozenset[str]:
    """Every module, and every name out of a module, that a file imports anywhere in it."""
    return frozenset(_imports(file))


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers_of(name: str) -> set[str]:
    """The modules that import this one, or anything out of it."""
    return {
        module
        for module, file in modules().items()
        if any(one == name or one.startswith(f"{name}.") for one in imports(file))
    }
