"""``kill -9`` of the bot while it asks sixty people in Teams, and Teams on a bad day.

Teams lets nobody look up what arrived. So who was written to when it broke off has one message or
none, and where nobody knows which, the delivery says so and ``headway doctor`` tells of it; see
docs/decisions/0015-what-left-for-teams-is-not-sent-again.md.
"""

import asyncio
import signal
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.jobs.delivering import AT_ONCE
from integrations.teams.errors import NOT_INSTALLED
from tests.faults.district import (
    MONDAY,
    Expectation,
    Outcome,
    finish,
    kill_when,
    process_of,
    two_at_a_time,
    wait_until,
)
from tests.faults.teams_district import TeamsDistrict
from tests.faults.teams_trouble import Holds, OnSend, Storm
from tests.teams.fake.faults import Fault
from tests.teams.fake.state import APP

RANDOM_KILLS = 4
WAVE = 1.0
"""Seconds that it takes about to ask everybody."""
SOON = "2027-01-11T13:02:30Z"
AFTER_PAUSES = "2027-01-11T14:00:00Z"
"""Late enough for what broke off again and again, or was refused more than once."""
LOST = "SELECT count(*) FROM people WHERE unreachable_since IS NOT NULL"
QUEUED = "SELECT count(*) FROM deliveries"


@dataclass(frozen=True, kw_only=True)
class Killed:
    """How often a run was killed, of how many nobody knows, and what became of all."""

    kills: int
    unknown: int
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A pass is killed when ``held`` sends have got no answer, after ``answered`` that have.

    ``done``: Teams has done what those ask.
    """

    answered: int
    held: int
    done: bool


MOMENTS = [
    Moment(answered=0, held=AT_ONCE, done=True),
    Moment(answered=0, held=AT_ONCE, done=False),
    Moment(answered=9, held=5, done=False),
    Moment(answered=59, held=1, done=True),
]


def test_a_pass_killed_at_any_time(
    in_teams: TeamsDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(case: int) -> Killed:
        with in_teams.copied(tmp_path / str(case)) as district:
            with process_of(district.start("tick", "--at", MONDAY)) as process:
                wait_until(lambda: district.number(QUEUED) > 0)
                time.sleep(WAVE * (case + Random(case).random()) / RANDOM_KILLS)
            return recovered(district, kills=was_killed(process))

    expect("tick killed at any time", two_at_a_time(run, list(range(RANDOM_KILLS))), expect_once)


def test_a_pass_killed_while_teams_holds_answers_back(
    in_teams: TeamsDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    """Nobody knows of exactly those whose request had begun and was not heard to have ended."""

    def run(number: int) -> Killed:
        moment = MOMENTS[number]
        with in_teams.copied(tmp_path / str(number)) as district:
            holds = Holds("send", answered=moment.answered, done=moment.done)
            district.meet(holds)
            kill_when(lambda: holds.held >= moment.held, district.start("tick", "--at", MONDAY))
            unknown = district.leaving()
            killed = recovered(district, kills=1, ask_doctor=number == 0)
            assert killed.unknown == unknown >= holds.held > 0
            assert moment.done or district.cards() <= district.people - holds.held
            return killed

    runs = two_at_a_time(run, list(range(len(MOMENTS))))
    expect("tick killed before the answer", runs, expect_once)


def test_a_pass_killed_before_a_request_leaves(
    in_teams: TeamsDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    """It waits for its token, or for chats to be opened; those are opened again."""

    def run(method: str) -> Killed:
        with in_teams.copied(tmp_path / method) as district:
            holds = Holds(method)
            district.meet(holds)
            kill_when(lambda: holds.held > 0, district.start("tick", "--at", MONDAY))
            assert method == "create" or district.cards() == 0
            return recovered(district, kills=1)

    runs = two_at_a_time(run, ["token", "create"])
    expect("tick killed before a request", runs, expect_once)


def test_a_pass_killed_three_times(
    in_teams: TeamsDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    with in_teams.copied(tmp_path / "district") as district:
        for holds in (Holds("create"), Holds("create", answered=5), Holds("send", answered=5)):
            district.meet(holds)
            kill_when(lambda: holds.held > 0, district.start("tick", "--at", MONDAY))  # noqa: B023 - called before the next one
            assert holds.held
        district.lift()
        district.tick(SOON)
        killed = recovered(district, kills=3, at=AFTER_PAUSES)
    expect("tick killed three times", [killed], expect_once)


def test_a_service_killed_while_it_sends_to_teams(
    in_teams: TeamsDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(cards: int) -> Killed:
        with in_teams.copied(tmp_path / str(cards)) as district:
            kill_when(lambda: district.cards() >= cards, district.serve())
            with process_of(district.serve()):
                seconds = wait_until(district.settled)
            return what_became(district, kills=1, seconds=seconds)

    expect("serve killed and started again", two_at_a_time(run, [3, 45]), expect_once)


def test_two_services_on_one_tenant(
    in_teams: TeamsDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    """The second one leaves the wave to the first while that lives, however long it takes."""
    with in_teams.copied(tmp_path / "district") as district:
        holds = Holds("send", answered=5)
        district.meet(holds)
        with process_of(district.serve()) as first:
            wait_until(lambda: holds.held >= AT_ONCE)
            with process_of(district.serve()):
                wait_until(lambda: district.passes() >= 2)
                assert holds.held == AT_ONCE
                district.lift()
                first.kill()
                seconds = wait_until(district.settled)
        killed = what_became(district, kills=1, seconds=seconds)
        assert killed.unknown >= AT_ONCE
    expect("two serve at once, one killed", [killed], expect_once)


def test_a_wave_in_a_storm(
    in_teams: TeamsDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    """Nobody knows of exactly those whose send was answered with 502 or 504, or not at all.

    When the bot is killed besides, there are those whose answer it did not hear, too.
    """

    def run(killed: bool) -> Killed:
        with in_teams.copied(tmp_path / str(killed)) as district:
            storm = Storm(seed=1)
            district.meet(storm)
            first = district.start("tick", "--at", MONDAY)
            if killed:
                kill_when(lambda: district.cards() >= 20, first)
            else:
                finish(first)
            district.tick(SOON)
            run = recovered(district, kills=int(killed), at=AFTER_PAUSES, ask_doctor=True)
            assert run.unknown >= len(storm.open)
            assert killed or run.unknown == len(storm.open)
            assert set(storm.met) == {200, 412, 429, 502, 503, 504}
            return run

    runs = two_at_a_time(run, [False, True])
    expect("connector answers at random", runs, expect_once)


def test_a_token_that_ends_in_the_middle_of_a_wave(
    in_teams: TeamsDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    """It is renewed by one request, and what was refused is sent with the new one."""
    with in_teams.copied(tmp_path / "district") as district:
        state = district.teams.state

        def end() -> None:
            state.tokens.clear()

        district.meet(OnSend(lambda number, call: number == 20, end))
        killed = what_became(district, kills=0, seconds=district.tick())
        assert district.settled()
        assert any(call.status == 401 for call in district.teams.called("send"))
        assert (state.token_requests[APP], killed.unknown) == (2, 0)
        expect("token ends in mid-wave", [killed], expect_once)


def test_an_app_that_is_removed_in_the_middle_of_a_wave(
    in_teams: TeamsDistrict, tmp_path: Path
) -> None:
    """Teams takes these messages and shows them to nobody; the bot hears of it later."""
    before, opened, during = 4, 5, 6
    with in_teams.copied(tmp_path / "district") as district:
        district.teams.state.silent_after_uninstall = True
        chat = district.person(during).chat
        began: list[bool] = []

        def remove() -> Fault:
            chat.apps.discard(APP)
            began.append(True)
            return Fault(method="send", hang=2)

        district.meet(OnSend(lambda _, call: call.conversation == chat.id, remove))
        for n in (before, opened):
            asyncio.run(district.person(n).uninstalls(tell=False))
        with process_of(district.serve()):
            wait_until(lambda: bool(began))
            district.tell_removed(during)
            wait_until(district.settled)
            assert [district.fates()[n][0] for n in (before, opened)] == ["sent", "sent"]
            district.tell_removed(before)
            district.tell_removed(opened)
            wait_until(lambda: district.number(LOST) == 3)
        expect_not_reached(district, {before, opened, during})


def expect_not_reached(district: TeamsDistrict, gone: set[int]) -> None:
    """These were not asked, and are shown as not reached; the others have one message."""
    fates, said = district.fates(), district.doctor()
    assert {n for n, fate in enumerate(fates) if fate == ("failed", NOT_INSTALLED)} == gone
    asked = district.ask("SELECT person FROM checkins WHERE state <> 'unreached'")
    assert {f"p{n}" for n in range(district.people) if n not in gone} == {p for (p,) in asked}
    for n, messages in enumerate(district.each()):
        assert messages == (n not in gone)
        assert (f"Person {n} is not reached since 2027-01-11" in said) == (n in gone)
        assert (f"not delivered to person:p{n}: {NOT_INSTALLED}" in said) == (n in gone)


def was_killed(process: subprocess.Popen[str]) -> int:
    """1, or 0 for a process that had come to its end before."""
    return int(process.returncode == -signal.SIGKILL)


def recovered(
    district: TeamsDistrict, *, kills: int, at: str = MONDAY, ask_doctor: bool = False
) -> Killed:
    """Pass the clock again on a good day: then nothing is left to do."""
    district.lift()
    seconds = district.tick(at)
    assert district.settled(), Counter(district.fates())
    if ask_doctor:
        assert district.named_by_doctor() == district.unknown() != []
    return what_became(district, kills=kills, seconds=seconds)


def what_became(district: TeamsDistrict, *, kills: int, seconds: float) -> Killed:
    """What became of everybody: whoever counts as asked has a message."""
    for messages, (state, _) in zip(district.each(), district.fates(), strict=True):
        assert messages == 1 or state == "failed"
    unknown, outcome = len(district.unknown()), district.outcome(seconds)
    return Killed(kills=kills, unknown=unknown, outcome=outcome)


def expect(what: str, runs: list[Killed], expect_once: Expectation) -> None:
    """Put the runs into the table."""
    kills, unknown = sum(one.kills for one in runs), sum(one.unknown for one in runs)
    expect_once(f"Teams: {what}: {kills} kills, {unknown} unknown", [one.outcome for one in runs])
