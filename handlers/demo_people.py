"""Who is what in the demo before anybody taps: a coordinator, a roster, and three on the list of buddies."""

from bot.domain.buddies import HOURS_A_WEEK, Way
from bot.domain.people import Profile
from bot.domain.roster import Line
from bot.sandbox import DEMO_WORLD
from bot.use_cases import buddies, coordination, guide, membership, roster
from bot.use_cases.buddies import Choices
from bot.use_cases.workplace import Workplace

ANA, BEN, CHIDI, DARIA, EMRE = "U0ANA00001", "U0BEN00001", "U0CHIDI001", "U0DARIA001", "U0EMRE0001"
NIGHTS, DAYS = "Nights", "Days"
LINES = (
    Line((ANA,), team=NIGHTS, manager=CHIDI, languages=("en",), experience_years=2.0),
    Line((BEN,), team=NIGHTS, manager=CHIDI, languages=("en",), experience_years=9.0),
    Line((DARIA,), team=DAYS, languages=("en",), experience_years=4.0),
    Line((EMRE,), team=DAYS, languages=("en",), experience_years=1.0),
)
ON_THE_LIST = (BEN, DARIA, EMRE)
# What Slack says of whoever joins; of these it is not asked before the first minutes are over.
TOLD = {
    one.id: Profile(one.tz, one.locale, one.email, None, one.is_guest, None)
    for one in DEMO_WORLD.people
}
AT_ANY_HOUR = Choices(
    hours=frozenset(range(HOURS_A_WEEK)),
    languages=frozenset({"en"}),
    most_per_week=2,
    paused_until=None,
    wants_outside_team=False,
    wants_trio=True,
)


def settle_in(place: Workplace) -> None:
    """Once: a demo that keeps its data keeps these people as they are by then."""
    if not coordination.name_coordinator(CHIDI, place):
        return
    coordination.name_supporter_from_outside(CHIDI, None, place)
    people = {person: person for person in (ANA, BEN, CHIDI, DARIA, EMRE)}
    roster.take_in_file(LINES, people, place)
    for person in ON_THE_LIST:
        buddies.join(person, Way.BOTH, place)
        membership.learn_profile(person, TOLD[person], place)
        buddies.choose(person, AT_ANY_HOUR, place)
        buddies.read_guide(person, guide.version(place.library), place)
        coordination.name_own_supporter(person, None, place)
