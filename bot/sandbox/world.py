"""What the pretend workspace is made of: people, channels, and the app's own ids and rights."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`tz` is empty for somebody whose clock Slack was never told."""

    id: str
    name: str
    real_name: str
    email: str
    tz: str = "Europe/London"
    locale: str = "en-GB"
    is_guest: bool = False
    team_id: str | None = None
    deleted: bool = False
    dnd: tuple[str, str] | None = None
    role_note: str = ""

    @property
    def app_dm(self) -> str:
        """The direct message with the app keeps its id across restarts, as in a real workspace."""
        return "D" + self.id[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    id: str
    name: str
    members: tuple[str, ...]
    has_app: bool = True
    is_private: bool = False
    is_archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    team_id: str
    team_name: str
    bot_user_id: str
    bot_id: str
    app_id: str
    bot_token: str
    app_token: str
    scopes: tuple[str, ...]
    people: tuple[Person, ...]
    channels: tuple[Channel, ...] = ()
    commands: tuple[str, ...] = ("/decompress",)
    messages_tab_read_only: bool = True
    enterprise_id: str | None = None
    shortcuts: tuple[str, ...] | None = None
    """Callback ids of the global shortcuts; None lets any pass."""
    events: tuple[str, ...] = (
        "app_home_opened",
        "app_uninstalled",
        "dnd_updated_user",
        "reaction_added",
        "reaction_removed",
        "team_join",
        "tokens_revoked",
        "user_change",
    )
    app_name: str = "Aftershift"
    home_enabled: bool = True
    tiers: bool = False

    @property
    def domain(self) -> str:
        return self.team_name.lower().replace(" ", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Where the page's strip sends the end of a shift and the demo clock."""

    signals_url: str
    signals_secret: str
    demo_clock_url: str


DEMO_WORLD = World(
    team_id="T0LANTERN1",
    team_name="Lantern Line",
    bot_user_id="U0AFTERBOT",
    bot_id="B0AFTERBOT",
    app_id="A0AFTERBOT",
    bot_token="xoxb-lantern-sandbox",  # noqa: S106 - opens nothing but this sandbox
    app_token="xapp-lantern-sandbox",  # noqa: S106 - opens nothing but this sandbox
    scopes=(
        "chat:write",
        "commands",
        "dnd:read",
        "im:write",
        "reactions:read",
        "users:read",
        "users:read.email",
    ),
    people=(
        Person(
            id="U0ANA00001",
            name="Ana",
            real_name="Ana Ferraz",
            email="ana@lantern.example",
            tz="Europe/Lisbon",
            role_note="hotline worker, nights",
        ),
        Person(
            id="U0BEN00001",
            name="Ben",
            real_name="Ben Okafor",
            email="ben@lantern.example",
            role_note="hotline worker, a colleague",
        ),
        Person(
            id="U0CHIDI001",
            name="Chidi",
            real_name="Chidi Lindqvist",
            email="chidi@lantern.example",
            role_note="coordinator",
        ),
        Person(
            id="U0DARIA001",
            name="Daria",
            real_name="Daria Novak",
            email="daria@lantern.example",
            tz="Europe/Warsaw",
            role_note="hotline worker, days",
        ),
        Person(
            id="U0EMRE0001",
            name="Emre",
            real_name="Emre Castell",
            email="emre@lantern.example",
            tz="Europe/Berlin",
            role_note="facilitator",
        ),
    ),
    channels=(
        Channel(
            id="C0NIGHT001",
            name="night-team",
            members=("U0ANA00001", "U0BEN00001", "U0CHIDI001", "U0EMRE0001"),
        ),
    ),
    shortcuts=("shift_ended",),
)
