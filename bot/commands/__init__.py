"""The words that people can type: one file each, listed here."""

from bot.commands import (
    agenda,
    blocker,
    checkin,
    commit,
    digest,
    headway,
    helping,
    mine,
    people,
    settings,
)
from bot.router import Command

COMMANDS: tuple[Command, ...] = (
    checkin.COMMAND,
    commit.COMMAND,
    blocker.COMMAND,
    helping.COMMAND,
    digest.COMMAND,
    mine.COMMAND,
    agenda.COMMAND,
    people.COMMAND,
    settings.COMMAND,
    headway.COMMAND,
)

REPLY = checkin.replied
"""What a plain message goes to."""
