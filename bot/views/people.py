"""People to call, and the button towards them that stands in everything a worker sees."""

from dataclasses import replace
from datetime import date

from bot.domain.directory import Contact, Country, CrisisLine
from bot.views import kit
from bot.words import Words


def person_button(words: Words, about: str = "-") -> kit.Element:
    return kit.button(words.say("people.button.talk"), "people.call", about)


def emergency(country: Country, words: Words) -> kit.Block:
    """One small line: the number to ring when somebody is in danger now."""
    return kit.context(_emergency(country, words))


def first_line(country: Country, words: Words, today: date) -> kit.Block:
    """The emergency number and one reviewed line, where there is one."""
    texts = [_emergency(country, words)]
    texts += [_line(line, words) for line in country.shown_lines(today)[:1]]
    return kit.section("\n".join(texts))


def modal(country: Country, words: Words, today: date) -> kit.View:
    contacts = [_contact(contact, words) for contact in country.contacts[:2]]
    return _short_list(contacts, country, words, today)


def from_here(country: Country, words: Words, today: date) -> kit.View:
    """The organisation's own people; where none is named, that is said, and what there is."""
    own = [_contact(one, words) for one in country.contacts if not one.outside][:20]
    nobody = [kit.section(words.say("people.nobody_named"))]
    return _short_list(own or nobody, country, words, today)


def more_ways(country: Country, words: Words, today: date) -> kit.View:
    """Everyone there is: reviewed lines, the organisation's people, the worldwide directory."""
    lines = [kit.section(_line(line, words)) for line in country.shown_lines(today)]
    if not lines:
        lines = [kit.section(words.say("people.no_reviewed_line"))]
    contacts = [_contact(contact, words) for contact in country.contacts]
    blocks = [
        kit.section(_emergency(country, words)),
        *lines[:20],
        *contacts[:20],
        kit.section(words.say("people.directory", url=kit.escape(country.directory_url))),
        kit.actions("people", directory_button(country, words)),
        kit.context(words.say("people.honest")),
    ]
    return kit.modal(words.say("people.title"), blocks, close=words.say("modal.close"))


def _short_list(people: list[kit.Block], country: Country, words: Words, today: date) -> kit.View:
    blocks = [
        first_line(country, words, today),
        kit.section(words.say("people.honest")),
        kit.actions(
            "people.buddy",
            kit.button(words.say("asking.button.my_buddy"), "asking.mine"),
            kit.button(words.say("asking.button.anyone"), "asking.anyone"),
        ),
        *people,
        kit.section(words.say("people.together")),
        kit.actions(
            "people",
            kit.button(words.say("people.button.more"), "people.more"),
            kit.button(words.say("asking.button.call"), "asking.call"),
            directory_button(country, words),
        ),
    ]
    return kit.modal(words.say("people.title"), blocks, close=words.say("modal.close"))


def outside(country: Country, words: Words, today: date) -> kit.View:
    """Nobody of the organisation: lines and people beside it, and the worldwide directory."""
    lines = tuple(line for line in country.lines if line.outside)
    contacts = tuple(contact for contact in country.contacts if contact.outside)
    return more_ways(replace(country, lines=lines, contacts=contacts), words, today)


def for_strangers(country: Country, words: Words, today: date) -> kit.View:
    """Of another organisation: our own people are not theirs to ring, everybody else is."""
    return more_ways(replace(country, contacts=()), words, today)


def emergency_number(country: Country, words: Words) -> str:
    """Safe to print; where no country is known, the reader is told in words which one it is."""
    if country.is_anywhere:
        return words.say("people.local_number")
    return kit.escape(country.emergency_number)


def country_name(country: Country, words: Words) -> str:
    """As its file has it for who reads English; others call a country by a name of their own."""
    return words.territory(country.code) or country.name


def directory_button(country: Country, words: Words) -> kit.Element:
    label = words.say("people.button.directory")
    return kit.link_button(label, "people.directory", country.directory_url)


def _emergency(country: Country, words: Words) -> str:
    """With the country that the number is for: 999 rings nowhere in Lisbon."""
    number = emergency_number(country, words)
    if country.is_anywhere:
        return words.say("people.emergency", number=number)
    name = kit.escape(country_name(country, words))
    return words.say("people.emergency_in", number=number, country=name)


def _line(line: CrisisLine, words: Words) -> str:
    told = words.say(
        "people.line", name=kit.escape(line.name), number=line.number, hours=kit.escape(line.hours)
    )
    if line.text_number:
        told += "\n" + words.say("people.line_text", number=line.text_number)
    return told


def _contact(contact: Contact, words: Words) -> kit.Block:
    told = words.say("people.contact", name=kit.escape(contact.name), how=kit.escape(contact.how))
    notes = [kit.escape(contact.note)] if contact.note else []
    if contact.record_kept is not None:
        kept = "people.record_kept" if contact.record_kept else "people.no_record"
        notes.append(words.say(kept))
    if contact.outside:
        notes.append(words.say("people.outside"))
    return kit.section("\n".join([told, *notes]))
