"""The words that people can type: one file each, listed here."""

from bot.commands import (
    agenda,
    blocker,
    checkin,
    commit,
    digest,
    headway,
    helping,
    home,
    mine,
    people,
    settings,
    walkthrough,
)
from bot.router import Command

COMMANDS: tuple[Command, ...] = (
    checkin.COMMAND,
    commit.COMMAND,
    blocker.COMMAND,
    helping.COMMAND,
    walkthrough.COMMAND,
    digest.COMMAND,
    home.COMMAND,
    mine.COMMAND,
    agenda.COMMAND,
    people.COMMAND,
    settings.COMMAND,
    headway.COMMAND,
)

REPLY = checkin.replied
"""What a plain message goes to."""

HOME = home.home
"""What somebody's home shows."""
