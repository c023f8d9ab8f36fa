"""``headway doctor``"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.cli.doctor import examine
from bot.domain.audience import Audience
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.pace import Pace
from bot.domain.people import Channel, Level, Person
from bot.ports import Standing
from bot.settings import Settings
from integrations.core import Finding
from integrations.openai_settings import OFF as NO_KEY
from storage.memory import MemoryStore
from tests.builders import person, workspace
from tests.cli.shell import Shell, keep
from tests.fakes import RIVERBEND, WORKSPACE, riverbend
from tests.several import district
from tests.test_service import Away, Left

NOW = datetime.now(UTC)
PLACE = f"sandbox {WORKSPACE}"
SINCE = datetime(2027, 1, 11, 13, tzinfo=UTC)


def _delivery(at: datetime = NOW) -> Delivery:
    occasion = Occasion(partnership="riverbend", kind=DeliveryKind.DIGEST, name="2027-W02", at=at)
    return occasion.to("channel:leadership", replace(workspace(), id=WORKSPACE))


@pytest.mark.usefixtures("riverbend")
def test_where_all_is_well_it_says_so_and_ends_with_0(headway: Shell) -> None:
    answers, kept, *others = headway("doctor").out.splitlines()
    assert answers == "ok    The database answers."
    assert kept.startswith("ok    SQLite 3.")
    assert kept.endswith("/headway.db. No other program holds it.")
    assert others == [
        "ok    riverbend: 10 people, 2 cadences.",
        "ok    riverbend: the district's platform, sandbox, is on.",
        "ok    riverbend: the partner's platform, sandbox, is on.",
        f"ok    riverbend: words from a model are off: {NO_KEY}",
    ]
    assert headway("doctor").code == 0


def test_before_anything_is_loaded_it_says_how_to_load(headway: Shell) -> None:
    ran = headway("doctor")
    assert ran.out.endswith("\ncare  No partnership is loaded: headway load FILE\n")
    assert (ran.code, ran.err) == (1, "")


def test_of_a_platform_that_is_off_it_says_how_to_go_on_without(headway: Shell) -> None:
    headway("load", str(RIVERBEND))
    ran = headway("doctor")
    assert ran.code == 1
    assert (
        "care  riverbend: the district's platform, slack, is off: none of its variables is set; "
        "docs/slack.md says which. To try the bot without it: headway load FILE --sandbox\n"
    ) in ran.out


@pytest.mark.usefixtures("riverbend")
def test_of_the_sandbox_it_says_what_switches_it_off(
    headway: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADWAY_SANDBOX_ENABLED", "false")
    out = headway("doctor").out
    assert "platform, sandbox, is off: HEADWAY_SANDBOX_ENABLED is false.\n" in out


def test_of_a_platform_that_is_not_set_up_it_says_where_to_begin(
    headway: Shell, place: Path
) -> None:
    text = RIVERBEND.read_text().replace("{platform: slack, id", "{platform: teams, id")
    (place / "teams.yaml").write_text(text)
    headway("load", str(place / "teams.yaml"))
    assert "platform, teams, is off: none of its variables is set" in headway("doctor").out


@pytest.mark.usefixtures("riverbend")
def test_of_somebody_who_is_not_reached_it_says_since_when_why_and_what_to_do(
    headway: Shell,
) -> None:
    lost = person("imai", "Ken Imai", level=Level.PARTNER)
    keep(replace(lost, unreachable_since=SINCE, unreachable_because="the account was closed"))
    ran = headway("doctor")
    assert ran.code == 1
    assert (
        "care  riverbend: Ken Imai is not reached since 2027-01-11 (the account was closed). "
        "Correct the user or e-mail address in the file and load it again, or let this person "
        "write to the bot.\n"
    ) in ran.out


@pytest.mark.usefixtures("riverbend")
def test_messages_on_their_way_are_counted_and_need_no_care(headway: Shell) -> None:
    keep(_delivery())
    ran = headway("doctor")
    said = "messages on their way: 1. headway serve sends them, or headway tick once."
    assert ran.code == 0
    assert f"ok    riverbend: {said}\n" in ran.out


@pytest.mark.usefixtures("riverbend")
def test_what_was_not_delivered_lately_is_told(headway: Shell) -> None:
    keep(_delivery().failed("The channel was archived.", NOW))
    ran = headway("doctor")
    said = "not delivered to channel:leadership: The channel was archived. Say it another way."
    assert ran.code == 1
    assert f"care  riverbend: {said}\n" in ran.out


@pytest.mark.usefixtures("riverbend")
def test_what_was_not_delivered_long_ago_is_past(headway: Shell) -> None:
    before = NOW - timedelta(days=8)
    keep(_delivery(before).failed("The channel was archived.", before))
    assert headway("doctor").code == 0


class _Locked(MemoryStore):
    async def ready(self) -> str | None:
        return "The database is locked. End the other program."


def test_what_is_wrong_with_the_database_is_told_alone() -> None:
    headway = build(Settings(), store=_Locked())
    findings = asyncio.run(examine(headway))
    assert findings == [(False, "The database is locked. End the other program.")]


class _Superusers(MemoryStore):
    async def walls(self) -> str | None:
        return "The database's role passes through the walls between districts."


def test_a_database_whose_own_walls_do_not_hold_is_told() -> None:
    findings = asyncio.run(examine(build(Settings(), store=_Superusers())))
    assert (False, "The database's role passes through the walls between districts.") in findings


@pytest.mark.usefixtures("riverbend")
def test_of_what_is_due_it_says_how_much_and_since_when(headway: Shell) -> None:
    keep(_delivery(NOW - timedelta(seconds=1)))
    since = f"{NOW - timedelta(seconds=1):%Y-%m-%d %H:%M} UTC"
    said = f"ok    riverbend: {PLACE}: messages due now: 1, the oldest since {since}.\n"
    assert said in headway("doctor").out


@pytest.mark.usefixtures("riverbend")
def test_what_goes_out_later_is_not_due(headway: Shell) -> None:
    keep(_delivery(NOW + timedelta(hours=1)))
    out = headway("doctor").out
    assert ("on their way: 1." in out, "due now" in out) == (True, False)


@pytest.mark.usefixtures("riverbend")
def test_what_should_long_be_gone_needs_care(headway: Shell) -> None:
    keep(_delivery(NOW - timedelta(minutes=16)))
    ran = headway("doctor")
    assert (ran.code, "UTC. Does headway serve run, or a worker?\n" in ran.out) == (1, True)


@pytest.mark.usefixtures("riverbend")
def test_a_pause_that_a_platform_asked_for_explains_why_something_waits(headway: Shell) -> None:
    until = NOW + timedelta(hours=1)
    pause = Pace(key=f"sandbox/{WORKSPACE}", at=NOW, until=until)
    keep(_delivery(NOW - timedelta(minutes=16)), pause)
    ran = headway("doctor")
    said = f"the platform wants nothing before {until:%Y-%m-%d %H:%M:%S} UTC."
    assert (ran.code, f"ok    riverbend: {PLACE}: {said}\n" in ran.out) == (0, True)


@pytest.mark.usefixtures("riverbend")
def test_of_much_trouble_of_one_kind_the_first_is_told_and_the_rest_counted(
    headway: Shell,
) -> None:
    failed = [_delivery().failed("The channel was archived.", NOW) for _ in range(11)]
    keep(*(replace(each, id=f"riverbend/{number}") for number, each in enumerate(failed)))
    lost = person("imai", "Ken Imai", level=Level.PARTNER)
    lost = replace(lost, unreachable_since=SINCE, unreachable_because="gone")
    keep(*(replace(lost, key=f"imai{number}", user=f"U{number}") for number in range(12)))
    told = headway("doctor").out
    assert "care  riverbend: other messages not delivered in seven days: 1.\n" in told
    assert "care  riverbend: others who are not reached: 2.\n" in told
    assert (told.count("not delivered to"), told.count("Ken Imai is not reached")) == (10, 10)


async def doctor(*, queue: Left, deliveries: Sequence[Delivery] = ()) -> list[Finding]:
    """What is found where there is a queue."""
    headway = build(Settings(), store=MemoryStore())
    await headway.load(riverbend().played_on("sandbox"))
    async with headway.store.write() as tx:
        await tx.put(*deliveries)
    return await examine(replace(headway, queue=queue))


async def test_of_a_queue_it_says_who_works_there() -> None:
    found = await doctor(queue=Left())
    assert (True, "The queue answers. Workers alive: 2. Jobs that wait: 3.") in found


class _Nobody(Left):
    async def standing(self) -> Standing:
        return Standing(workers=0, jobs=0)


async def test_a_queue_without_workers_is_well_for_serve_delivers_itself() -> None:
    found = await doctor(queue=_Nobody())
    said = "No worker is alive: headway serve delivers itself."
    assert (True, f"The queue answers. {said} Jobs that wait: 0.") in found


async def test_a_queue_that_does_not_answer_needs_care() -> None:
    assert (False, Away.WHY) in await doctor(queue=Away())


@pytest.mark.parametrize(("minutes", "well"), [(1, True), (16, False)])
async def test_of_a_queue_it_says_how_long_a_platforms_messages_wait(
    minutes: int, well: bool
) -> None:
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    found = await doctor(queue=Left(), deliveries=[_delivery(since)])
    ((ok, said),) = [(ok, text) for ok, text in found if text.startswith("sandbox: ")]
    assert said.startswith(f"sandbox: messages due now: 1, the oldest since {since:%Y-%m-%d %H:%M}")
    assert (ok, said.endswith("Does a worker serve sandbox, and does sandbox answer?")) == (
        well,
        not well,
    )


class _Asked:
    """Notes what it is asked about, in the place of a platform's part."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int]] = []

    @property
    def examining(self) -> "_Asked":
        return self

    async def findings(
        self,
        workspace: str,
        *,
        channels: Sequence[Channel],
        people: Sequence[Person],
        since: datetime,
    ) -> list[Finding]:
        self.asked.append((workspace, len(channels), len(people)))
        return [(True, "is there.")]


async def test_a_workspace_of_many_partnerships_is_asked_about_once() -> None:
    part = _Asked()
    headway = build(Settings(), store=MemoryStore())
    for key in ("alder", "birch", "cedar", "dogwood", "elm"):
        await headway.load(district(key, key.title(), riverbend().played_on("sandbox")))
    found = await examine(replace(headway, parts={"sandbox": part}))  # type: ignore[dict-item]  # as much of a part as is asked for
    assert part.asked == [(WORKSPACE, 10, 42)]
    assert found[-1] == (True, f"alder, birch, cedar and 2 more: {PLACE}: is there.")


async def test_a_channel_with_other_readers_in_another_file_needs_care() -> None:
    headway = build(Settings(), store=MemoryStore())
    alder, birch = (
        district(key, key.title(), riverbend().played_on("sandbox")) for key in ("alder", "birch")
    )
    shared, *others = birch.partnership.channels
    shared = replace(shared, id=alder.partnership.channels[0].id, audience=Audience.PARTNER)
    for file in (alder, birch):
        await headway.load(file)
    assert not [text for _, text in await examine(headway) if "one audience" in text]
    await headway.load(
        replace(birch, partnership=replace(birch.partnership, channels=(shared, *others)))
    )
    said = f"{PLACE}: channel {shared.id} is for leaders in alder and partner in birch."
    wanted = (False, f"alder, birch: {said} Give it one audience in all files.")
    assert wanted in await examine(headway)


@pytest.mark.usefixtures("riverbend")
def test_what_is_due_in_a_workspace_of_nobody_needs_care(headway: Shell) -> None:
    keep(replace(_delivery(), workspace="T-before"))
    said = "No partnership has this workspace any more.\n"
    ran = headway("doctor")
    assert (ran.code, "care  sandbox T-before: messages due now: 1" in ran.out) == (1, True)
    assert ran.out.endswith(said)
