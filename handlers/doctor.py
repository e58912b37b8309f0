"""Looks whether everything is in place, and says what to do about what is not."""

import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.bootstrap import Foundations
from bot.courier.slack import Refused
from bot.store import migrate
from bot.use_cases import names
from handlers.manifest import SCOPES

ENOUGH_SPACE = 100 * 1024 * 1024  # bytes


class Verdict(StrEnum):
    GOOD = "good"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    what: str
    verdict: Verdict
    told: str


async def examine(base: Foundations) -> list[Finding]:
    """Every finding; nothing is changed and nobody is written to."""
    await base.slack.open()
    try:
        findings = [_database(base), _space(base), *_words(base)]
        workspace = await _who(base, findings)
        if workspace is not None:
            findings.append(await _scopes(base))
            if findings[0].verdict is Verdict.GOOD:
                findings += _names(base, workspace)
        findings += _signals(base)
        return findings
    finally:
        await base.slack.close()


def _database(base: Foundations) -> Finding:
    if not Path(str(base.store.url.database)).exists():
        return Finding("database", Verdict.LOOK, "There is none yet. `aftershift run` makes it.")
    at, newest = migrate.current(base.store.url), migrate.newest()
    if at != newest:
        return Finding("database", Verdict.BAD, "Its schema is old. Run: aftershift migrate")
    if not base.store.answers():
        return Finding("database", Verdict.BAD, "It cannot be read. See DATABASE_URL.")
    return Finding("database", Verdict.GOOD, f"It answers, at schema {at}.")


def _space(base: Foundations) -> Finding:
    folder = Path(str(base.store.url.database)).absolute().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    told = f"{free // (1024 * 1024)} MiB are free."
    return Finding("disk", Verdict.GOOD if free > ENOUGH_SPACE else Verdict.BAD, told)


def _words(base: Foundations) -> list[Finding]:
    today = base.wall.now().date()
    findings = [Finding("words", Verdict.LOOK, str(fault)) for fault in base.library.faults]
    code = base.settings.organisation_country or ""
    country = base.library.country(code)
    if not country.shown_lines(today):
        told = (
            f"No line for {country.name} was rung and signed in the last 180 days, so only the "
            "emergency number and the directory are shown. See prompts/README.md."
        )
        findings.append(Finding("lines", Verdict.LOOK, told))
    return findings or [Finding("words", Verdict.GOOD, "All prompts are readable.")]


async def _who(base: Foundations, findings: list[Finding]) -> str | None:
    try:
        identity = await base.slack.who_am_i()
    except Refused as refusal:
        told = f"Slack says {refusal.fault.error}. Is SLACK_BOT_TOKEN the one of this app?"
        findings.append(Finding("slack", Verdict.BAD, told))
        return None
    findings.append(Finding("slack", Verdict.GOOD, f"Connected to workspace {identity.workspace}."))
    return identity.workspace


async def _scopes(base: Foundations) -> Finding:
    try:
        granted = await base.slack.granted_scopes()
    except Refused as refusal:
        return Finding("scopes", Verdict.LOOK, f"Slack did not say: {refusal.fault.error}.")
    missing = sorted(set(SCOPES) - granted)
    if missing:
        told = f"Not granted: {', '.join(missing)}. Reinstall the app in Slack's app settings."
        return Finding("scopes", Verdict.BAD, told)
    return Finding("scopes", Verdict.GOOD, "All that is needed is granted.")


def _names(base: Foundations, workspace: str) -> list[Finding]:
    listed = names.listed(base.store, workspace)
    return [
        Finding("rota", Verdict.LOOK, f"{source} names {name!r}, whom Slack does not know.")
        for source, name, _heard in listed
    ]


def _signals(base: Foundations) -> list[Finding]:
    if base.settings.signal_webhook_secret is not None:
        return [Finding("signals", Verdict.GOOD, "/signals/default takes signed signals.")]
    told = "No SIGNAL_WEBHOOK_SECRET: shifts end by the workers' own word and usual shifts only."
    return [Finding("signals", Verdict.LOOK, told)]
