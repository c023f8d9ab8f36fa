"""Gathering the story so far, as its reader may know it; ten years cost what one does."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

from bot.domain.audience import visible
from bot.domain.blocker import Blocker, BlockerState
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.data_team import DataTeam
from bot.domain.handover import Handover
from bot.domain.help import Help
from bot.domain.people import Person
from bot.domain.record import Statement
from bot.domain.revision import Revision
from bot.domain.story import Story
from bot.domain.walkthrough import Walkthrough
from bot.ledger.directory import Directory
from bot.ledger.records import look_up
from bot.ports import AtLeast, Transaction
from bot.rhythm import local_day

S = TypeVar("S", bound=Statement)

BACK = timedelta(days=365)
MOST = 5


async def story_of(tx: Transaction, directory: Directory, done: Handover) -> Story:
    """What the one who takes over may read of the year before, told of the hand-over's day."""
    old, new = directory.people[done.old], directory.people[done.new]
    story = Story(
        handover=done,
        partnership=directory.partnership,
        old=old,
        new=new,
        today=local_day(done.at, directory.partnership.zone_of(new)),
    )
    theirs = _those_around(directory, story)
    year, here = AtLeast(done.at - BACK), directory.partnership.key
    kept = await tx.find(
        Commitment, partnership=here, owner=old.key, state=CommitmentState.KEPT, closed_at=year
    )
    blockers = await tx.find(Blocker, partnership=here, state=BlockerState.OPEN)
    helps = await tx.find(Help, partnership=here, at=year)
    revisions = await tx.find(Revision, partnership=here, at=year)
    walkthroughs = await _of_school(tx, Walkthrough, story)
    return Story(
        **{
            **vars(story),
            "came": await _came(tx, story),
            "kept": _latest(new, kept),
            "blockers": _latest(new, (one for one in blockers if one.by in theirs)),
            "helps": _latest(new, (one for one in helps if one.by in theirs)),
            "walkthroughs": tuple(
                one.told_elsewhere for one in _latest(new, walkthroughs) if not one.under_way
            ),
            "teams": _latest(new, await _of_school(tx, DataTeam, story)),
            "revisions": _latest(new, revisions),
        }
    )


def _those_around(directory: Directory, story: Story) -> set[str]:
    """The one before and, of a school, everybody there; everybody where there is no school."""
    people = directory.people.values()
    around = {one.key for one in people if not story.school or one.school == story.school}
    return {*around, story.old.key}


async def _came(tx: Transaction, story: Story) -> tuple[Statement, ...]:
    found = [await look_up(tx, story.partnership.key, ref) for ref in story.handover.moved]
    statements = [one for one in found if isinstance(one, Statement) and one.is_open]
    return tuple(visible(story.new.viewer, statements))


async def _of_school(tx: Transaction, kind: type[S], story: Story) -> list[S]:
    since = AtLeast(story.handover.at - BACK)
    found = await tx.find(kind, partnership=story.partnership.key, at=since)
    return [one for one in found if story.school in {None, getattr(one, "school", None)}]


def _latest(new: Person, records: Iterable[S]) -> tuple[S, ...]:
    told = [one for one in visible(new.viewer, records) if not one.withdrawn]
    return tuple(sorted(told, key=lambda one: one.at, reverse=True)[:MOST])
