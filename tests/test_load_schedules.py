"""Loading a partnership file: who is planned anew, and who is not asked any more."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.cadence import DigestPlan, Weekday
from bot.domain.schedule import UNPLANNED, Occurs
from bot.load import PartnershipFile
from storage.memory import MemoryStore
from tests.builders import partnership, person
from tests.loaded import (
    COACH,
    DUE,
    LATER,
    PERIOD,
    SNOW,
    changed,
    loaded,
    planned,
    row,
    the_file,
    weekly,
)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


ELSEWHERE = replace(partnership().district, timezone="America/Chicago")


@pytest.mark.parametrize(
    ("file", "anew"),
    [
        (the_file(cadences=(weekly(at=time(9)),)), True),
        (the_file(cadences=(weekly(day=Weekday.TUESDAY),)), True),
        (the_file(cadences=(weekly(every=2, starts=date(2027, 1, 4)),)), True),
        (the_file(cadences=(weekly(starts=date(2027, 1, 4)),)), True),
        (the_file(person(timezone="America/Denver"), COACH), True),
        (the_file(district=ELSEWHERE), True),
        (the_file(calendar=SNOW), True),
        (the_file(cadences=(weekly(open_for=timedelta(days=2), remind_after=()),)), False),
        (the_file(person(role="director"), COACH), False),
        (the_file(digest=None), False),
    ],
)
async def test_a_person_is_planned_anew_when_the_moment_may_have_changed(
    store: MemoryStore, file: PartnershipFile, anew: bool
) -> None:
    """The period stays, so that nobody is asked twice in one."""
    await loaded(store, the_file())
    await planned(store)

    assert await loaded(store, file, LATER)

    after = await row(store)
    assert after is not None
    assert (after.next_due, after.period) == (UNPLANNED if anew else DUE, PERIOD)


@pytest.mark.parametrize(
    ("file", "due"),
    [
        (the_file(digest=None), None),
        (the_file(digest=DigestPlan(at=time(14))), UNPLANNED),
        (the_file(district=ELSEWHERE), UNPLANNED),
        (the_file(digest=DigestPlan()), DUE),
        (the_file(person(timezone="America/Denver"), COACH), DUE),
    ],
)
async def test_the_digest_is_planned_anew_or_laid_to_rest(
    store: MemoryStore, file: PartnershipFile, due: datetime | None
) -> None:
    await loaded(store, the_file())
    await planned(store)

    await loaded(store, file, LATER)

    after = await row(store, Occurs.DIGEST)
    assert after is not None
    assert after.next_due == due


async def test_people_of_a_cadence_that_is_gone_are_not_asked(store: MemoryStore) -> None:
    found = await changed(store, the_file(), the_file(cadences=()))

    after = await row(store)
    assert found == [("cadence", "leaders-weekly", "left", "monday 08:00")]
    assert after is not None
    assert after.next_due is None
