"""The buddy guide: one page, read once for each version of it."""

from bot.domain.buddy_pages import BuddyFacts
from bot.views import kit
from bot.views.people import emergency, person_button
from bot.views.room import Room

PARTS = ("role", "limits", "look", "listen", "link", "time", "life", "never", "load", "after")


def page(facts: BuddyFacts, room: Room) -> kit.View:
    """Whoever has read this version sees when; for everybody else there is a button at its end."""
    words, buddy = room.words, facts.buddy
    blocks = [kit.context(words.say("buddy_guide.opening", version=facts.guide))]
    if buddy is not None and buddy.guide_version is not None and not buddy.has_read(facts.guide):
        blocks.insert(0, kit.section(words.say("buddy_guide.anew")))
    blocks += [kit.section(words.say(f"buddy_guide.{part}")) for part in PARTS]
    buttons = [person_button(words)]
    if buddy is not None and buddy.has_read(facts.guide) and buddy.guide_read_at is not None:
        day = words.day(facts.worker.local(buddy.guide_read_at).date())
        blocks.append(
            kit.context(words.say("buddy_guide.noted", version=buddy.guide_version, day=day))
        )
    elif buddy is not None:
        said = words.say("buddy_guide.button.read")
        buttons.insert(0, kit.button(said, "buddies.read", str(facts.guide), style="primary"))
    blocks += [kit.actions("guide", *buttons), emergency(room.country, words)]
    return kit.modal(words.say("buddy_guide.title"), blocks, close=words.say("modal.back"))
