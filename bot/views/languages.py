"""Choosing a language, and a plain word where something is there in English only."""

from bot.domain.languages import ENGLISH, Language, Languages, is_the_same
from bot.domain.people import Worker
from bot.domain.practices import Practice
from bot.views import kit
from bot.words import Library, Words

OF_SLACK = "slack"  # no choice of their own: the language follows Slack's


def field(worker: Worker, library: Library, words: Words, languages: Languages) -> list[kit.Block]:
    """Each language by its own name; where there is only one, there is nothing to ask."""
    offered = [library.language(one) for one in library.locales() if languages.allows(one)]
    if len(offered) == 1:
        return []
    options = [kit.Option(words.say("settings.language_of_slack"), OF_SLACK)]
    options += [kit.Option(_name(one, library), one.locale) for one in offered]
    chosen = worker.language if worker.language in [one.locale for one in offered] else OF_SLACK
    select = kit.select("value", options, chosen, words.say("settings.pick"))
    blocks = [kit.field("language", words.say("settings.language"), select)]
    if any(one.is_draft for one in offered):
        blocks.append(kit.context(words.say("settings.draft_note")))
    return blocks


def in_english_only(practice: Practice, words: Words) -> list[kit.Block]:
    """Said under the title of a card that the reader's language does not have yet."""
    if practice.locale != ENGLISH or is_the_same(words.locale, ENGLISH):
        return []
    return [kit.context(words.say("minute.english_only"))]


def _name(language: Language, library: Library) -> str:
    """As its own readers call it, and that it is a draft in their words."""
    if not language.is_draft:
        return language.name
    return library.words(language.locale).say("settings.draft", language=language.name)
