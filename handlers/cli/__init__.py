"""The command line: every command, and what they share."""

from handlers.cli.commands import app, main

__all__ = ["app", "main"]
