"""``headway doctor``: one line per finding."""

import os
from collections.abc import Iterator

import typer

from bot.bootstrap import Headway
from bot.cli.running import with_headway
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.ports import Transaction

NAME = "doctor"
EXAMPLES = ("headway doctor",)
WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)
PLATFORM_VARIABLES = {
    "slack": ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"),
    "teams": ("TEAMS_APP_ID", "TEAMS_APP_PASSWORD", "TEAMS_TENANT_ID"),
}


def run() -> None:
    """Look at the database, the platforms and the people; exit code 1 if something needs care."""
    findings = with_headway(_examine)
    for ok, text in findings:
        typer.echo(f"{'ok  ' if ok else 'care'}  {text}")
    if not all(ok for ok, _ in findings):
        raise typer.Exit(1)


Finding = tuple[bool, str]


async def _examine(headway: Headway) -> list[Finding]:
    wrong = await headway.store.ready()
    findings: list[Finding] = [(not wrong, wrong or "The database answers.")]
    async with headway.store.read() as tx:
        partnerships = await tx.find(Partnership)
        if not partnerships:
            findings.append((False, "No partnership is loaded: headway load FILE"))
        for partnership in partnerships:
            findings += await _partnership(headway, tx, partnership)
    return findings


async def _partnership(
    headway: Headway, tx: Transaction, partnership: Partnership
) -> list[Finding]:
    key = partnership.key
    people = await tx.find(Person, partnership=key, left=None)
    found: list[Finding] = [
        (True, f"{key}: {len(people)} people, {len(partnership.cadences)} cadences."),
        *_platforms(headway, partnership),
        *((False, f"{key}: {trouble}") for person in people for trouble in _troubles(person)),
    ]
    for state in (*WAITING, DeliveryState.FAILED):
        number = await tx.count(Delivery, partnership=key, state=state)
        if number:
            found.append((state in WAITING, f"{key}: messages {state.value}: {number}."))
    return found


def _troubles(person: Person) -> Iterator[str]:
    if not (person.user or person.email):
        yield f"{person.name} has neither a user id nor an e-mail address."
    if person.unreachable_since:
        since, because = person.unreachable_since, person.unreachable_because
        yield f"{person.name} is not reached since {since:%Y-%m-%d}: {because}"


def _platforms(headway: Headway, partnership: Partnership) -> Iterator[Finding]:
    for workspace in partnership.workspaces:
        name, side = workspace.platform, workspace.side.value
        if name in headway.desk.platforms:
            yield True, f"{partnership.key}: the {side}'s platform, {name}, is on."
            continue
        missing = [v for v in PLATFORM_VARIABLES.get(name, ()) if not os.environ.get(v)]
        why = f"set {', '.join(missing)}" if missing else "this version does not speak to it yet"
        yield False, f"{partnership.key}: the {side}'s platform, {name}, is off: {why}."
