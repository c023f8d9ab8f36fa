"""``headway doctor``: one line per finding."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import typer

from bot.bootstrap import Headway
from bot.cli.model_use import model_finding
from bot.cli.running import with_headway
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.partnership import Partnership
from bot.domain.people import Person, Workspace
from bot.ports import AtLeast, OneOf, Transaction
from integrations.core import Finding, Part
from integrations.sandbox import PLATFORM as SANDBOX
from integrations.slack import PLATFORM as SLACK
from integrations.teams import PLATFORM as TEAMS

NAME = "doctor"
EXAMPLES = ("headway doctor",)
WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)
LATELY = timedelta(days=7)
WITHOUT = "To try the bot without it: headway load FILE --sandbox"
OFF = {
    SANDBOX: "HEADWAY_SANDBOX_ENABLED is false.",
    SLACK: f"none of its variables is set; docs/slack.md says which. {WITHOUT}",
    TEAMS: f"none of its variables is set; docs/teams.md says which. {WITHOUT}",
}


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
        found = await _partnership(headway, partnership)
        findings += [(ok, f"{partnership.key}: {text}") for ok, text in found]
    return findings


async def _partnership(headway: Headway, partnership: Partnership) -> list[Finding]:
    since = await headway.clock.now() - LATELY
    async with headway.store.read() as tx:
        people = await tx.find(Person, partnership=partnership.key, left=None)
        deliveries = [
            *await _waiting(tx, partnership.key),
            *await _failed(tx, partnership.key, since),
        ]
    findings: list[Finding] = [
        (True, f"{len(people)} people, {len(partnership.cadences)} cadences.")
    ]
    for workspace in partnership.workspaces:
        findings += await _platform(headway, workspace)
    findings.append(model_finding(headway, partnership))
    for name, part in headway.parts.items():
        findings += await _part(name, part, partnership, people, since)
    return [*findings, *_unreachable(people), *deliveries]


async def _platform(headway: Headway, workspace: Workspace) -> list[Finding]:
    name, side = workspace.platform, workspace.side.value
    platform = headway.desk.platforms.get(name)
    if platform is None:
        return [
            (False, f"the {side}'s platform, {name}, is off: {why}")
            for why in headway.lacking.get(name) or (OFF[name],)
        ]
    wrong = await platform.ready()
    return [(not wrong, wrong or f"the {side}'s platform, {name}, is on.")]


async def _part(
    name: str, part: Part, partnership: Partnership, people: Sequence[Person], since: datetime
) -> list[Finding]:
    """About each workspace there; both sides may sit in the same one."""
    findings: list[Finding] = []
    places = [one for one in partnership.workspaces if one.platform == name]
    for team in dict.fromkeys(one.id for one in places):
        sides = {one.side for one in places if one.id == team}
        found = await part.examining.findings(
            team,
            channels=[one for one in partnership.channels if one.workspace in sides],
            people=[one for one in people if one.side in sides],
            since=since,
        )
        findings += [(ok, f"{name} {team}: {text}") for ok, text in found]
    return findings


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


async def _failed(tx: Transaction, partnership: str, since: datetime) -> list[Finding]:
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
