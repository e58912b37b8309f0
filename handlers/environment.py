"""`.env.example`, made from the settings class so that it cannot fall behind."""

import textwrap

from pydantic_core import PydanticUndefined

from bot.settings import Settings

WIDTH = 96


def example() -> str:
    """Every setting with its reason and its default; those without one are left to fill in."""
    parts = ["# Made by `aftershift env`. Copy to .env and fill in what is required."]
    for name, field in Settings.model_fields.items():
        reason = textwrap.fill(
            field.description or "", WIDTH, initial_indent="# ", subsequent_indent="# "
        )
        default = field.default
        if default is PydanticUndefined or default is None:
            default = ""
        commented = "" if field.is_required() else "# "
        parts.append(f"{reason}\n{commented}{name.upper()}={default}")
    return "\n\n".join(parts) + "\n"
