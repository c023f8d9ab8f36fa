"""``headway doctor``: one line per finding."""

import typer

from bot.bootstrap import Headway
from bot.cli.doctor_looking import look
from bot.cli.doctor_partnerships import about_partnerships
from bot.cli.doctor_places import about_places
from bot.cli.doctor_service import about_database, about_queue
from bot.cli.running import with_headway
from integrations.core import Finding

NAME = "doctor"
EXAMPLES = ("headway doctor",)


def run() -> None:
    """Look for what needs care.

    In the database, the queue, the platforms, the people and what was sent. Exit code 1 if there
    is any.
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
    seen = await look(headway)
    findings = [*await about_database(headway.store), *await about_queue(headway, seen)]
    if not seen.partnerships:
        findings.append((False, "No partnership is loaded: headway load FILE"))
    return [
        *findings,
        *await about_partnerships(headway, seen),
        *await about_places(headway, seen),
    ]
