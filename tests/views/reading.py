"""Messages, modals and Home as plain text, for who looks at them in a test."""

from bot.views.aloud import as_text

__all__ = ["as_text"]
