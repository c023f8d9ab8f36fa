"""What ``headway doctor`` says of the database and the queue."""

from collections.abc import Iterator

from bot.bootstrap import Headway
from bot.cli.doctor_looking import Seen
from bot.domain.errors import HeadwayError
from bot.ports import Store
from integrations.core import Finding

ALONE = "No worker is alive: headway serve delivers itself."


async def about_database(store: Store) -> list[Finding]:
    """That it answers, what it is, and whether its own walls between districts hold."""
    findings: list[Finding] = [(True, "The database answers."), *await store.examined()]
    if gap := await store.walls():
        findings.append((False, gap))
    return findings


async def about_queue(headway: Headway, seen: Seen) -> list[Finding]:
    """Who works on PostgreSQL's queue, and how long messages have waited; nothing on SQLite."""
    if headway.queue is None:
        return []
    try:
        standing = await headway.queue.standing()
    except HeadwayError as error:
        return [(False, str(error))]
    who = f"Workers alive: {standing.workers}." if standing.workers else ALONE
    return [
        (True, f"The queue answers. {who} Jobs that wait: {standing.jobs}."),
        *_due(seen),
    ]


def _due(seen: Seen) -> Iterator[Finding]:
    for name, due in seen.platforms.items():
        late = seen.late(due)
        todo = f" Does a worker serve {name}, and does {name} answer?" if late else ""
        yield not late, f"{name}: {due}{todo}"
