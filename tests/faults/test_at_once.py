"""Several passes of the clock at the same moment, and a post that fails."""

from pathlib import Path

from tests.faults.district import (
    FRIDAY,
    MONDAY,
    District,
    Expectation,
    Outcome,
    finish,
    kill_when,
    process_of,
    two_at_a_time,
    wait_until,
)

PROCESSES = 8
RUNS = 2
LATER = ("2027-01-15T20:01:10Z", "2027-01-15T20:04:00Z", "2027-01-15T20:10:00Z")


def test_eight_ticks_at_the_same_moment(
    loaded: District, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / str(case))
        started = [district.start("tick", "--at", MONDAY) for _ in range(PROCESSES)]
        for process in started:
            finish(process)
        # One that came to the sending while nothing was queued yet leaves it to the next pass.
        outcome = district.outcome(district.tick())
        assert district.settled()
        return outcome

    expect_once("eight ticks at the same moment", [run(case) for case in range(RUNS)])


def test_seven_of_eight_ticks_killed(
    loaded: District, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / str(case))
        survivor, *others = [district.start("tick", "--at", MONDAY) for _ in range(PROCESSES)]
        wait_until(lambda: district.cards() > 20 * case)
        for process in others:
            with process_of(process):
                pass
        finish(survivor)
        outcome = district.outcome(district.tick())
        assert district.settled()
        return outcome

    expect_once("seven of eight ticks killed", [run(case) for case in range(RUNS)])


def test_a_digest_whose_post_fails_is_posted_later_and_once(
    loaded: District, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(kill: bool) -> Outcome:
        district = loaded.copy(tmp_path / str(kill))
        district.tick()
        district.make_leadership_stumble(2)
        district.tick(FRIDAY)
        assert district.posts() == 0
        for moment in LATER[:-1]:
            if kill:
                kill_when(lambda: district.posts() > 0, district.start("tick", "--at", moment))
            else:
                district.tick(moment)
        seconds = district.tick(LATER[-1])
        assert district.posts() == 1
        assert district.settled()
        return district.outcome(seconds)

    expect_once("digest's post refused twice, then killed", two_at_a_time(run, [False, True]))
