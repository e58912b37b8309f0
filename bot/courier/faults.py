"""What Slack's refusals mean beyond the one call: read from an answer, with bounded trust."""

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

# Our token is dead, or the workspace lets no app in: that says nothing about any person.
SHUT_OUT = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",
        "app_access_restricted",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
# No message of ours is taken at the moment, whoever it is for.
HELD_BACK = frozenset(
    {
        "message_limit_exceeded",
        "messages_tab_disabled",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "rate_limited",
        "ratelimited",
        "restricted_action",
        "team_access_not_granted",
    }
)
NO_ANSWER = "no_answer"
ASK_AGAIN_AFTER = 60  # seconds, where Slack names no time
SHORTEST_WAIT = 1
MOST_DIGITS = 9  # more are no number of seconds that anybody means


@dataclass(frozen=True)
class Fault:
    """A call that failed: Slack's own error word, or ours for what never got an answer.

    `retry_after` says for how many seconds nobody need try, with whatever message.
    """

    error: str
    retry_after: int | None = None

    @property
    def shuts_out(self) -> bool:
        return self.error in SHUT_OUT

    @property
    def is_silence(self) -> bool:
        """No answer that could be read: whether anything was done, nobody knows."""
        return self.error.startswith(NO_ANSWER)


def fault_of(refusal: SlackApiError) -> Fault:
    response = refusal.response
    headers = {name.lower(): value for name, value in (response.headers or {}).items()}
    told = getattr(response, "data", None)  # an unreadable answer has none
    data = told if isinstance(told, dict) else {}
    status = getattr(response, "status_code", 0)
    if status == 429:  # noqa: PLR2004  the HTTP status for "too many requests"
        return Fault("ratelimited", _seconds(str(headers.get("retry-after", ""))))
    if status >= 500:  # noqa: PLR2004  the server's own faults begin here
        return Fault(f"{NO_ANSWER}:{status}")
    error = str(data.get("error") or f"{NO_ANSWER}:unreadable")
    return Fault(error, ASK_AGAIN_AFTER if error in SHUT_OUT | HELD_BACK else None)


def _seconds(told: str) -> int:
    """A word, a fraction and a negative number are no number; how long we wait at most, rates.py says."""
    digits = told.strip()
    if not (digits.isascii() and digits.isdecimal()):
        return SHORTEST_WAIT
    return max(int(digits[:MOST_DIGITS]), SHORTEST_WAIT)
