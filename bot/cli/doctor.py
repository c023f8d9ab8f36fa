"""``headway doctor``: one line per finding."""

from collections.abc import Iterator
from datetime import timedelta

import typer

from bot.bootstrap import Headway
from bot.cli.running import with_headway
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.partnership import Partnership
from bot.domain.people import Person, Workspace
from bot.ports import AtLeast, OneOf, Transaction

NAME = "doctor"
EXAMPLES = ("headway doctor",)
WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)
LATELY = timedelta(days=7)

Finding = tuple[bool, str]
"""Whether all is well, and a sentence; for what is not well, one that says what to do."""


def run() -> None:
    """Look for what needs care.

    In the database, the platforms, the people and what was sent. Exit code 1 if there is any.
    """
    findings = with_headway(examine)
    for ok, text in findings:
        typer.echo(f"{'ok  ' if ok else 'care'}  {text}")
    if not all(ok for ok, _ in findings):
        raise typer.Exit(1)


async def examine(headway: Headway) -> list[Finding]:
    """What is well and what is not, each in a sentence."""
    wrong = await headway.store.ready()
    if wrong:
        return [(False, wrong)]
    findings: list[Finding] = [(True, "The database answers.")]
    async with headway.store.read() as tx:
        partnerships = await tx.find(Partnership)
        if not partnerships:
            findings.append((False, "No partnership is loaded: headway load FILE"))
        for partnership in partnerships:
            found = await _partnership(headway, tx, partnership)
            findings += [(ok, f"{partnership.key}: {text}") for ok, text in found]
    return findings


async def _partnership(
    headway: Headway, tx: Transaction, partnership: Partnership
) -> list[Finding]:
    people = await tx.find(Person, partnership=partnership.key, left=None)
    return [
        (True, f"{len(people)} people, {len(partnership.cadences)} cadences."),
        *[await _platform(headway, workspace) for workspace in partnership.workspaces],
        *_unreachable(people),
        *await _waiting(tx, partnership.key),
        *await _failed(headway, tx, partnership.key),
    ]


async def _platform(headway: Headway, workspace: Workspace) -> Finding:
    name, side = workspace.platform, workspace.side.value
    platform = headway.desk.platforms.get(name)
    if platform is None:
        return False, (
            f"the {side}'s platform, {name}, is off: this version does not speak to it yet. "
            "To try the bot without it: headway load FILE --sandbox"
        )
    wrong = await platform.ready()
    return not wrong, wrong or f"the {side}'s platform, {name}, is on."


def _unreachable(people: list[Person]) -> Iterator[Finding]:
    for person in people:
        if person.unreachable_since:
            since, because = person.unreachable_since, person.unreachable_because
            text = (
                f"{person.name} is not reached since {since:%Y-%m-%d} ({because}). Correct the "
                "user or e-mail address in the file and load it again, or let this person write "
                "to the bot."
            )
            yield False, text


async def _waiting(tx: Transaction, partnership: str) -> list[Finding]:
    number = await tx.count(Delivery, partnership=partnership, state=OneOf(WAITING))
    text = f"messages on their way: {number}. headway serve sends them, or headway tick once."
    return [(True, text)] if number else []


async def _failed(headway: Headway, tx: Transaction, partnership: str) -> list[Finding]:
    since = await headway.clock.now() - LATELY
    failed = await tx.find(
        Delivery,
        partnership=partnership,
        state=DeliveryState.FAILED,
        changed_at=AtLeast(since),
        order="-changed_at",
    )
    return [
        (False, f"not delivered to {each.recipient}: {each.error} Say it another way.")
        for each in failed
    ]
