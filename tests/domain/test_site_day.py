"""Site days: what is typed of one, what may be done to it, and how many are used."""

from datetime import date

import pytest

from bot.domain.errors import ChangeRefusedError
from bot.domain.site_day import Debrief, Plan, SiteDay, SiteDayState, days_used, planned, read_plan
from tests.builders import site_day

FEB = date(2027, 2, 3)
DATES = {"2027-02-03": FEB, "next Wednesday": FEB, "on Wednesday, 3 Feb 2027": FEB, "today": FEB}
OFF, DONE = SiteDayState.CALLED_OFF, SiteDayState.DEBRIEFED


@pytest.mark.parametrize(
    ("text", "people", "rest"),
    [
        ("2027-02-03 @vance: walk Lincoln", ("vance",), "walk Lincoln"),
        (
            "next Wednesday with @vance and @imai: walk: all of it",
            ("vance", "imai"),
            "walk: all of it",
        ),
        ("@vance, next Wednesday: walk @boyd", ("vance",), "walk @boyd"),
        ("on Wednesday, 3 Feb 2027 walk\nand talk", (), "walk\nand talk"),
        ("today: walk", (), "walk"),
        ("next Wednesday", (), ""),
        ("2027-02-03 @vance:", ("vance",), ""),
    ],
)
def test_a_line_names_the_day_who_comes_and_what_for(
    text: str, people: tuple[str, ...], rest: str
) -> None:
    assert read_plan(text, DATES.get) == Plan(day=FEB, people=people, text=rest)


def test_a_line_without_a_date_is_all_purpose() -> None:
    assert read_plan("walk Lincoln today", DATES.get).day is None


def test_a_date_counts_once_and_a_day_called_off_not_at_all() -> None:
    days = [
        site_day(1, day=FEB),
        site_day(2, day=FEB, coaches=("imai",)),
        site_day(3, day=date(2027, 2, 24), state=DONE),
        site_day(4, day=date(2027, 2, 10), state=OFF),
        site_day(5, day=date(2027, 2, 11), withdrawn=True),
        site_day(6, day=date(2026, 2, 3)),
        site_day(7, day=date(2027, 3, 3)),
    ]

    assert days_used(days, month=date(2027, 2, 28)) == 2
    assert days_used(days, month=FEB, until=FEB) == 1


def test_what_is_planned_comes_in_the_order_of_the_days() -> None:
    days = [
        site_day(1, day=date(2027, 2, 5)),
        site_day(2, day=date(2027, 2, 4)),
        site_day(3, day=FEB),
        site_day(4, day=date(2027, 2, 4), state=OFF),
        site_day(5, day=date(2027, 2, 4), state=DONE),
        site_day(6, day=date(2027, 2, 6)),
    ]

    assert [one.number for one in planned(days, after=FEB, until=date(2027, 2, 5))] == [2, 1]


def test_a_debrief_ends_it_and_can_be_written_once_more() -> None:
    told = site_day().debriefed(Debrief(worked="the protocol"), today=date(2027, 1, 20))

    again = told.debriefed(Debrief(did_not="the time"), today=FEB)

    assert (told.state, told.worked, told.is_open, told.stands) == (
        DONE,
        "the protocol",
        False,
        True,
    )
    assert (again.worked, again.did_not) == ("", "the time")


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (site_day(state=OFF), "was called off already"),
        (site_day(state=DONE), "was debriefed already"),
        (site_day(withdrawn=True), "was called off already"),
    ],
)
def test_what_is_over_is_neither_moved_nor_called_off(record: SiteDay, why: str) -> None:
    with pytest.raises(ChangeRefusedError, match=why):
        record.moved(FEB)
    with pytest.raises(ChangeRefusedError, match=why):
        record.called_off()


def test_it_is_not_moved_to_where_it_is() -> None:
    with pytest.raises(ChangeRefusedError, match="on that day already"):
        site_day().moved(site_day().day)


@pytest.mark.parametrize(
    ("record", "why"), [(site_day(state=OFF), "called off"), (site_day(day=FEB), "still to come")]
)
def test_what_has_not_been_is_not_debriefed(record: SiteDay, why: str) -> None:
    with pytest.raises(ChangeRefusedError, match=why):
        record.debriefed(Debrief(), today=date(2027, 1, 20))
