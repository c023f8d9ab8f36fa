"""What ``headway doctor`` says of each partnership."""

from collections.abc import Iterator, Mapping, Sequence

from bot.bootstrap import Headway
from bot.cli.doctor_looking import Seen
from bot.cli.model_use import model_finding
from bot.domain.delivery import Delivery
from bot.domain.partnership import Partnership
from bot.domain.people import Person, Workspace
from integrations.core import Finding
from integrations.sandbox import PLATFORM as SANDBOX
from integrations.slack import PLATFORM as SLACK
from integrations.teams import PLATFORM as TEAMS

WITHOUT = "To try the bot without it: headway load FILE --sandbox"
OFF = {
    SANDBOX: "HEADWAY_SANDBOX_ENABLED is false.",
    SLACK: f"none of its variables is set; docs/slack.md says which. {WITHOUT}",
    TEAMS: f"none of its variables is set; docs/teams.md says which. {WITHOUT}",
}
SHOWN = 10
"""Of a kind of trouble so many are told one by one: a bot that was removed fails for everybody."""

Wrong = Mapping[str, str | None]
"""By platform what is wrong with it; each is asked once."""


async def about_partnerships(headway: Headway, seen: Seen) -> list[Finding]:
    """Each with its key before it: people, platforms, the model, and what did not arrive."""
    used = {one.platform for each in seen.partnerships for one in each.workspaces}
    on = headway.desk.platforms
    wrong = {name: await on[name].ready() for name in sorted(used & on.keys())}
    return [
        (ok, f"{partnership.key}: {text}")
        for partnership in seen.partnerships
        for ok, text in _partnership(headway, partnership, seen, wrong)
    ]


def _partnership(
    headway: Headway, partnership: Partnership, seen: Seen, wrong: Wrong
) -> Iterator[Finding]:
    people = seen.people[partnership.key]
    yield True, f"{len(people)} people, {len(partnership.cadences)} cadences."
    for workspace in partnership.workspaces:
        yield from _platform(headway, workspace, wrong)
    yield model_finding(headway, partnership)
    yield from _unreachable([person for person in people if person.unreachable_since])
    if way := seen.way[partnership.key]:
        yield True, f"messages on their way: {way}. headway serve sends them, or headway tick once."
    yield from _failed(seen.failed.get(partnership.key, ()))


def _platform(headway: Headway, workspace: Workspace, wrong: Wrong) -> Iterator[Finding]:
    name, side = workspace.platform, workspace.side.value
    if name not in wrong:
        for why in headway.lacking.get(name) or (OFF[name],):
            yield False, f"the {side}'s platform, {name}, is off: {why}"
        return
    why = wrong[name] or ""
    yield not why, why or f"the {side}'s platform, {name}, is on."


def _unreachable(people: Sequence[Person]) -> Iterator[Finding]:
    for person in people[:SHOWN]:
        since, because = person.unreachable_since, person.unreachable_because
        yield (
            False,
            (
                f"{person.name} is not reached since {since:%Y-%m-%d} ({because}). Correct the "
                "user or e-mail address in the file and load it again, or let this person write "
                "to the bot."
            ),
        )
    if len(people) > SHOWN:
        yield False, f"others who are not reached: {len(people) - SHOWN}."


def _failed(deliveries: Sequence[Delivery]) -> Iterator[Finding]:
    for each in deliveries[:SHOWN]:
        yield False, f"not delivered to {each.recipient}: {each.error} Say it another way."
    if len(deliveries) > SHOWN:
        yield False, f"other messages not delivered in seven days: {len(deliveries) - SHOWN}."
