"""Says one sentence where a tap was, so that nobody wonders whether it arrived."""

from bot.bootstrap import Services
from bot.replies import Fill, Replies, Whisper
from bot.views import kit, notes, plain


def where_tapped(text: str, worker: str, services: Services, *buttons: kit.Element) -> Replies:
    """In the modal that was tapped in, or beneath the whisper; Home is drawn anew by itself."""
    room = services.room(worker)
    beneath = Whisper(notes.said(room.words, text, *buttons))
    return (Fill(plain.sentence(text, room, *buttons)), beneath)
