"""Looks whether everything is in place, and says what to do about what is not."""

from collections.abc import Iterator
from datetime import timedelta

from bot.bootstrap import Foundations
from bot.courier.slack import Refused
from bot.words.checks import check_prompts
from handlers import checkup
from handlers.findings import Finding, Verdict, bad, good, look
from handlers.manifest import SCOPES

SOON = timedelta(days=30)


async def examine(base: Foundations) -> list[Finding]:
    """Every finding; nothing is changed and nobody is written to."""
    await base.slack.open()
    try:
        database = checkup.database(base)
        findings = [
            database,
            *checkup.space(base),
            *_words(base),
            *_own_words(base),
            *_cards(base),
            *_languages(base),
            *_lines(base),
            *_signals(base),
        ]
        workspace = await _slack(base, findings)
        if database.verdict is Verdict.GOOD:
            for each in [workspace] if workspace is not None else base.store.workspaces():
                findings += checkup.everything(base, each)
        return findings
    finally:
        await base.slack.close()


async def _slack(base: Foundations, findings: list[Finding]) -> str | None:
    """The workspace, when Slack tells it."""
    try:
        identity = await base.slack.who_am_i()
        installation = await base.slack.installation()
    except Refused as refusal:
        findings.append(bad("slack", _refused(refusal.fault.error)))
        return None
    findings.append(good("slack", f"Connected to workspace {identity.workspace}."))
    findings += _scopes(installation.scopes)
    if installation.time is not None:
        findings.append(checkup.clock("slack clock", installation.time, base.wall.now()))
    return identity.workspace


def _refused(error: str) -> str:
    if error.startswith(("not_connected", "no_answer")):
        return f"Slack cannot be reached ({error}). Is there a way out of this machine?"
    return f"Slack says {error}. Is SLACK_BOT_TOKEN the one of this app?"


def _scopes(granted: frozenset[str]) -> Iterator[Finding]:
    missing, more = sorted(set(SCOPES) - granted), sorted(granted - set(SCOPES))
    if missing:
        told = f"Not granted: {', '.join(missing)}. Reinstall the app in Slack's app settings."
        yield bad("scopes", told)
    if more:
        told = f"Granted and never used: {', '.join(more)}. Paste manifest.json anew and reinstall the app."
        yield look("scopes", told)
    if not missing and not more:
        yield good("scopes", "All that is needed is granted, and nothing else.")


def _words(base: Foundations) -> Iterator[Finding]:
    for fault in base.library.faults:
        yield look("words", str(fault))
    if not base.library.faults:
        yield good("words", "All prompts are readable.")


def _own_words(base: Foundations) -> Iterator[Finding]:
    """Readable is not yet right: here the organisation's own folder is checked word by word."""
    folder = base.settings.prompts_dir
    if folder is None:
        return
    count = len(check_prompts(folder))
    if count:
        yield look(
            "own words", f"PROMPTS_DIR has faults: {count}. See: aftershift prompts check {folder}"
        )
    else:
        yield good("own words", "PROMPTS_DIR is in order.")


def _cards(base: Foundations) -> Iterator[Finding]:
    """A hard card that nobody has signed reaches nobody, so somebody has to; each in its language."""
    library, today = base.library, base.wall.now().date()
    cards = {card for locale in library.locales() for card in library.practices(locale)}
    waiting = sum(card.waits_for_a_signature(today) for card in cards)
    near = sum(card.review_due is None or card.review_due <= today + SOON for card in cards)
    told = (
        f"{waiting} of {len(cards)} wait for a clinician's signature and reach nobody before. "
        f"{near} reviews are due within {SOON.days} days or over."
    )
    if waiting or near:
        yield look("cards", f"{told} See prompts/README.md.")
    else:
        yield good("cards", told)


def _languages(base: Foundations) -> Iterator[Finding]:
    """A draft may be offered; that nobody of its readers has signed it should be known."""
    allowed = [base.library.language(one) for one in base.settings.allowed_languages]
    drafts = [language.name for language in allowed if language.is_draft]
    if drafts:
        told = f"Drafts that nobody here has signed: {', '.join(drafts)}."
        yield look("languages", f"{told} See prompts/README.md.")
    else:
        yield good("languages", "People read English, or a language that somebody has signed.")


def _lines(base: Foundations) -> Iterator[Finding]:
    """A line that nobody has rung is never shown, so somebody has to."""
    today = base.wall.now().date()
    country = base.library.country(base.settings.organisation_country or "")
    waiting = [line.name for line in country.lines if not line.reviewed(today)]
    if country.is_anywhere:
        yield look(
            "lines", "No ORGANISATION_COUNTRY: who has not chosen one sees a directory only."
        )
    elif waiting:
        told = f"Not rung and signed in the last 180 days, so not shown: {', '.join(waiting)}."
        yield look("lines", f"{told} See prompts/README.md.")
    else:
        yield good("lines", f"Every line for {country.name} was rung and signed.")


def _signals(base: Foundations) -> Iterator[Finding]:
    if base.settings.signal_webhook_secret is not None:
        yield good("signals", "/signals/default takes signed signals.")
    else:
        told = (
            "No SIGNAL_WEBHOOK_SECRET: shifts end by the workers' own word and usual shifts only."
        )
        yield look("signals", told)
