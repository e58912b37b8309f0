"""The ways to be refused: by Slack's Web API, and by what a person's hands can do."""

from typing import Any

Arguments = dict[str, Any]


class ApiError(Exception):
    """Becomes `{"ok": false, "error": code}` with Slack's own words for what is wrong."""

    def __init__(self, code: str, *messages: str, **further: str | Arguments) -> None:
        super().__init__(code)
        self.code = code
        self.further: dict[str, Any] = {**further}
        if messages:
            self.further["response_metadata"] = {"messages": list(messages)}


class TooManyCallsError(ApiError):
    def __init__(self, seconds: int) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


class OutageError(ApiError):
    def __init__(self) -> None:
        super().__init__("internal_error")


class CannotError(Exception):
    """What a person tried cannot be done on their screen; the words say why."""
