"""The words that people can type: one file each, listed here."""

from bot.commands import (
    agenda,
    blocker,
    capture,
    checkin,
    commit,
    datateam,
    digest,
    districts,
    draft,
    find,
    handover,
    headway,
    helping,
    home,
    indicator,
    mine,
    network,
    pack,
    people,
    picture,
    record,
    settings,
    share,
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
    share.COMMAND,
    capture.COMMAND,
    walkthrough.COMMAND,
    visit.COMMAND,
    datateam.COMMAND,
    indicator.COMMAND,
    picture.COMMAND,
    survey.COMMAND,
    agenda.COMMAND,
    term.COMMAND,
    siteday.COMMAND,
    digest.COMMAND,
    draft.COMMAND,
    find.COMMAND,
    record.COMMAND,
    home.COMMAND,
    mine.COMMAND,
    pack.COMMAND,
    people.COMMAND,
    network.COMMAND,
    districts.COMMAND,
    settings.COMMAND,
    handover.COMMAND,
    headway.COMMAND,
)

REPLY = checkin.replied
"""What a plain message goes to."""

HOME = home.home
"""What somebody's home shows."""
