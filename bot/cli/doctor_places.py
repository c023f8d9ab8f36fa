"""What ``headway doctor`` says of each workspace, once for all partnerships in it."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from bot.bootstrap import Headway
from bot.cli.doctor_looking import Seen, place_of
from bot.domain.delivery import Place
from bot.domain.partnership import Partnership
from bot.domain.people import Channel, Person, Side
from integrations.core import Finding, Part

AT_ONCE = 8
"""So many workspaces are asked about beside each other: each takes some calls of its platform."""
NAMED = 3
"""So many partnerships of a workspace are named; a partner's own may have fifty."""


async def about_places(headway: Headway, seen: Seen) -> list[Finding]:
    """What waits there, and what the platform says of the app, its channels and people."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def about(place: Place, there: Sequence[Partnership]) -> list[Finding]:
        async with turns:
            told = await _platform(headway.parts, place, there, seen)
        start = f"{_names(there)}: {place}: "
        found = [*_waiting(place, seen), *_readers(place, there), *told]
        return [(ok, start + text) for ok, text in found]

    found = await asyncio.gather(*(about(*each) for each in seen.places().items()))
    return [*(finding for findings in found for finding in findings), *_of_nobody(seen)]


def _of_nobody(seen: Seen) -> Iterator[Finding]:
    for place in sorted(seen.due.keys() - seen.places().keys()):
        yield False, f"{place}: {seen.due[place]} No partnership has this workspace any more."


def _names(partnerships: Sequence[Partnership]) -> str:
    names = [partnership.key for partnership in partnerships]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _waiting(place: Place, seen: Seen) -> Iterator[Finding]:
    until, due = seen.paused.get(place), seen.due.get(place)
    if until:
        yield True, f"the platform wants nothing before {until:%Y-%m-%d %H:%M:%S} UTC."
    if due:
        late = seen.late(due) and not until
        todo = " Does headway serve run, or a worker?" if late else ""
        yield not late, f"{due}{todo}"


def _readers(place: Place, there: Sequence[Partnership]) -> Iterator[Finding]:
    """Channels that partnership files give to different readers: some read what is not theirs."""
    said: dict[str, dict[str, list[Partnership]]] = {}
    for partnership in there:
        for channel in _channels(place, partnership):
            readers = said.setdefault(channel.id, {})
            readers.setdefault(channel.audience.value, []).append(partnership)
    for channel_id, readers in said.items():
        if len(readers) > 1:
            files = " and ".join(f"{word} in {_names(them)}" for word, them in readers.items())
            yield False, f"channel {channel_id} is for {files}. Give it one audience in all files."


def _channels(place: Place, partnership: Partnership) -> list[Channel]:
    sides = _sides(place, partnership)
    return [one for one in partnership.channels if one.workspace in sides]


def _sides(place: Place, partnership: Partnership) -> set[Side]:
    """The sides of a partnership that sit there."""
    return {one.side for one in partnership.workspaces if place_of(one) == place}


async def _platform(
    parts: Mapping[str, Part], place: Place, there: Sequence[Partnership], seen: Seen
) -> list[Finding]:
    if place.platform not in parts:
        return []
    channels: dict[str, Channel] = {}
    people: dict[str, Person] = {}
    for partnership in there:
        channels |= {one.id: one for one in _channels(place, partnership)}
        # Somebody may be in many partnerships, and whoever has no address is in one.
        people |= {
            one.user or one.email or f"{partnership.key}/{one.key}": one
            for one in seen.people[partnership.key]
            if one.side in _sides(place, partnership)
        }
    return await parts[place.platform].examining.findings(
        place.workspace,
        channels=list(channels.values()),
        people=list(people.values()),
        since=seen.since,
    )
