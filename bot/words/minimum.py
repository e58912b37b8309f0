"""What can be said when every file is lost: people to call, and one way to land."""

from bot.domain.decision_rules import DecisionRule, Limit, When
from bot.domain.directory import ANYWHERE
from bot.domain.languages import ENGLISH
from bot.domain.practices import ANY_SITUATION, Evidence, Length, Needs, Practice
from bot.words.decision_rules import RuleSheet
from bot.words.lines import DIRECTORY_URL, CountrySheet
from bot.words.phrases import Phrase

MINIMUM_WORDS = {
    key: Phrase.of(text)
    for key, text in {
        "people.title": "People to call",
        "people.emergency": "If someone is in danger now, call {number}.",
        "people.local_number": "your local emergency number (in the European Union: 112)",
        "people.emergency_in": "If someone is in danger now, call {number}. ({country})",
        "people.line": "{name}: {number} ({hours})",
        "people.line_text": "By text: {number}",
        "people.no_reviewed_line": "No line has been checked here yet.",
        "people.contact": "{name}: {how}",
        "people.record_kept": "They keep a record.",
        "people.no_record": "They keep no record.",
        "people.outside": "Outside your organisation.",
        "people.directory": "Free support lines in many countries:",
        "people.honest": "This app reads nothing and cannot tell if someone is in danger.",
        "people.together": "If you are with someone, stay together.",
        "people.button.talk": "Talk to a person",
        "people.button.more": "More ways",
        "people.button.directory": "Lines in other countries",
        "minute.title": "A quiet minute",
        "minute.one_moment": "One moment.",
        "modal.close": "Close",
        "modal.done": "Done",
        "times.moment": "{day}, {clock}",
    }.items()
}

# 112 works everywhere in the European Union and in many other countries, but not in all of them; so
# the local number comes first, in words.
INTERNATIONAL = CountrySheet(
    code=ANYWHERE,
    name="Anywhere else",
    emergency_number="your local emergency number (in the European Union: 112)",
    emergency_source="https://europa.eu/rapid/press-release_MEMO-05-363_en.htm",
    directory_url=DIRECTORY_URL,
)

# The careful choice, whatever was said: landing, nothing bright, no breath.
MINIMUM_RULES = RuleSheet(
    rules=(DecisionRule("plain", When(), (frozenset({"LAND", "REACH"}),)),),
    limits=(
        Limit("nothing_bright", When(), never=frozenset({"GOOD", "MEAN"})),
        Limit("no_breath_unasked", When(), without=frozenset({"breath"})),
    ),
)

MINIMUM_PRACTICE = Practice(
    id="LAND-00",
    version=1,
    locale=ENGLISH,
    title="Feet on the floor",
    situations=(ANY_SITUATION,),
    phase=("P0", "P1", "P2"),
    length=Length.HALF_A_MINUTE,
    family="LAND",
    channel="text",
    needs=Needs(),
    twin=None,
    steps=(
        "Let your feet rest on the floor.",
        "Look around and name the room you are in.",
        "Stay a moment. There is nothing else to do.",
    ),
    stop_line="If this makes it worse, stop.",
    caution=(),
    not_for=(),
    owner="Aftershift",
    reviewed_on=None,
    reviewed_by="",
    review_due=None,
    evidence=Evidence(grade="C", source="Grounding, as expert practice describes it", checked=None),
)
