"""Takes what people do to the command that it belongs to, once however often it arrives."""

from bot.router.command import Command, Context, MisunderstoodError, read_value
from bot.router.router import Router

__all__ = ["Command", "Context", "MisunderstoodError", "Router", "read_value"]
