"""Cards on paper: self-contained HTML pages that a browser prints."""

from bot.views.paper.pages import card_set, review_pack

__all__ = ["card_set", "review_pack"]
