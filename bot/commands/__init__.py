"""The words that people can type: one file each, listed here."""

from bot.commands import (
    agenda,
    blocker,
    checkin,
    commit,
    datateam,
    digest,
    headway,
    helping,
    home,
    indicator,
    mine,
    people,
    settings,
    siteday,
    survey,
    term,
    visit,
    walkthrough,
)
from bot.router import Command

COMMANDS: tuple[Command, ...] = (
    checkin.COMMAND,
    commit.COMMAND,
    blocker.COMMAND,
    helping.COMMAND,
    walkthrough.COMMAND,
    visit.COMMAND,
    datateam.COMMAND,
    indicator.COMMAND,
    survey.COMMAND,
    agenda.COMMAND,
    term.COMMAND,
    siteday.COMMAND,
    digest.COMMAND,
    home.COMMAND,
    mine.COMMAND,
    people.COMMAND,
    settings.COMMAND,
    headway.COMMAND,
)

REPLY = checkin.replied
"""What a plain message goes to."""

HOME = home.home
"""What somebody's home shows."""
