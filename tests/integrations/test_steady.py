"""Time goes on when somebody sets the machine's clock back, and agrees with it again later."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from integrations.steady import SteadyTime

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass
class Machine:
    """A machine's clock, which can be set, and the seconds that have really gone by."""

    wall: datetime = NOON
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.steady = SteadyTime(wall=lambda: self.wall, elapsed=lambda: self.seconds)
        self.steady.now()

    def after(self, pause: timedelta) -> datetime:
        self.wall += pause
        self.seconds += pause.total_seconds()
        return self.steady.now()


def test_it_is_the_machines_time() -> None:
    machine = Machine()
    assert machine.after(MINUTE) == machine.wall


def test_a_clock_that_is_set_forward_is_followed_at_once() -> None:
    machine = Machine()
    machine.wall += HOUR
    assert machine.after(MINUTE) == NOON + HOUR + MINUTE


def test_a_clock_that_is_set_back_slows_it_but_does_not_turn_it_back() -> None:
    machine = Machine()
    machine.wall -= HOUR
    assert machine.after(timedelta(0)) == NOON
    assert machine.after(2 * MINUTE) == NOON + MINUTE


def test_both_agree_again_when_twice_the_time_has_gone_by() -> None:
    machine = Machine()
    machine.wall -= HOUR
    assert machine.after(HOUR) == NOON + HOUR / 2
    assert machine.after(HOUR) == NOON + HOUR == machine.wall
    assert machine.after(HOUR) == machine.wall
