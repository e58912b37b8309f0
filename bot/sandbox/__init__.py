"""A little Slack for tests and for the demo: speaks Slack's protocol, imports nothing of ours."""

from bot.sandbox.server import Running, Sandbox
from bot.sandbox.world import DEMO_WORLD, Channel, Person, Strip, World

__all__ = ["DEMO_WORLD", "Channel", "Person", "Running", "Sandbox", "Strip", "World"]
