"""The demo's people and a few whom only stories need."""

from dataclasses import replace

from bot.sandbox import DEMO_WORLD, Person

FINN = Person(  # told Slack no clock
    id="U0FINN0001", name="Finn", real_name="Finn Aro", email="finn@lantern.example", tz=""
)
GIA = Person(  # a guest of the workspace
    id="U0GIA00001",
    name="Gia",
    real_name="Gia Moreau",
    email="gia@guest.example",
    is_guest=True,
)
HUGO = Person(  # of another organisation, met through Slack Connect
    id="U0HUGO0001",
    name="Hugo",
    real_name="Hugo Brandt",
    email="hugo@other.example",
    team_id="T0OTHER001",
)
TOWN = replace(DEMO_WORLD, people=(*DEMO_WORLD.people, FINN, GIA, HUGO))
