"""Loading a partnership file into the store."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.agenda import Agenda, Term
from bot.domain.cadence import Cadence, DigestPlan, Weekday
from bot.domain.calendar import Period, SchoolCalendar
from bot.domain.history import Change, Deed
from bot.domain.partnership import Partnership
from bot.domain.people import Level, Person, School, Side, Workspace
from bot.domain.preferences import Preferences
from bot.domain.schedule import UNPLANNED, Occurs, Schedule
from bot.load import Difference, FileRefusedError, Mistake, PartnershipFile, What, load
from bot.load.words import said
from integrations.partnership_file import read_partnership
from storage.memory import MemoryStore
from tests.builders import partnership, person

NOW = datetime(2027, 1, 8, 12, tzinfo=UTC)
LATER = datetime(2027, 2, 8, 12, tzinfo=UTC)
DUE = datetime(2027, 2, 15, 13, tzinfo=UTC)
PERIOD = date(2027, 2, 15)
COACH = person("vance", "Ruth Vance", level=Level.PARTNER)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def the_file(*people: Person, **changes: object) -> PartnershipFile:
    return PartnershipFile(partnership=partnership(**changes), people=people or (person(), COACH))


async def loaded(
    store: MemoryStore, file: PartnershipFile, now: datetime = NOW
) -> list[Difference]:
    async with store.write() as tx:
        return await load(tx, file, now=now)


async def changed(
    store: MemoryStore, first: PartnershipFile, second: PartnershipFile
) -> list[tuple[str, str, str, str]]:
    """What loading the second after the first says."""
    await loaded(store, first)
    found = await loaded(store, second, LATER)
    return [(one.kind, one.key, one.what.value, one.detail) for one in found]


async def planned(store: MemoryStore) -> None:
    """As if a tick had planned every row."""
    async with store.write() as tx:
        rows = await tx.find(Schedule, partnership="riverbend")
        await tx.put(*(replace(row, next_due=DUE, period=PERIOD) for row in rows))


async def row(store: MemoryStore, occurs: Occurs = Occurs.CHECK_IN) -> Schedule | None:
    """The row of boyd in the weekly cadence, or that of the digest."""
    names = ("leaders-weekly", "boyd") if occurs is Occurs.CHECK_IN else ("", "")
    async with store.read() as tx:
        return await tx.get(Schedule, "riverbend", occurs, *names)


async def stored_person(store: MemoryStore, key: str = "boyd") -> Person | None:
    async with store.read() as tx:
        return await tx.get(Person, "riverbend", key)


async def test_the_first_load_stores_the_partnership_and_its_people(store: MemoryStore) -> None:
    file = read_partnership(Path(__file__).parent / "data" / "riverbend.yaml")

    found = await loaded(store, file)

    async with store.read() as tx:
        assert await tx.get(Partnership, "riverbend") == file.partnership
        assert len(await tx.find(Person, partnership="riverbend")) == 10
    assert {one.what for one in found} == {What.ADDED}
    assert found[0].detail == "Harbor Center for School Change with Riverbend Public Schools"


async def test_the_first_load_plans_everyone_asked_and_the_digest(store: MemoryStore) -> None:
    await loaded(store, read_partnership(Path(__file__).parent / "data" / "riverbend.yaml"))

    async with store.read() as tx:
        rows = await tx.find(Schedule, partnership="riverbend")
    cadences = sorted(one.cadence for one in rows)
    assert cadences == ["", *["leaders-weekly"] * 8, *["partner-biweekly"] * 2]
    assert {one.next_due for one in rows} == {UNPLANNED}


async def test_loading_twice_changes_nothing_at_all(store: MemoryStore) -> None:
    await loaded(store, the_file())
    await planned(store)
    async with store.read() as tx:
        before = [await tx.find(kind) for kind in (Partnership, Person, Schedule, Change)]

    assert await loaded(store, the_file(), LATER) == []

    async with store.read() as tx:
        after = [await tx.find(kind) for kind in (Partnership, Person, Schedule, Change)]
    assert after == before


async def test_someone_new_is_added_and_planned(store: MemoryStore) -> None:
    rossi = person("rossi", "Paula Rossi")

    found = await changed(store, the_file(), the_file(person(), COACH, rossi))

    assert found == [("person", "rossi", "added", "Paula Rossi, principal")]
    async with store.read() as tx:
        new = await tx.get(Schedule, "riverbend", Occurs.CHECK_IN, "leaders-weekly", "rossi")
    assert new is not None
    assert new.next_due == UNPLANNED


async def test_someone_who_vanishes_has_left_and_is_not_asked_any_more(store: MemoryStore) -> None:
    found = await changed(store, the_file(), the_file(COACH))

    assert found == [("person", "boyd", "left", "Terrence Boyd, principal")]
    boyd, asked = await stored_person(store), await row(store)
    assert boyd is not None
    assert asked is not None
    assert (boyd.left, asked.next_due) == (LATER, None)


async def test_someone_who_left_stays_so_from_that_moment(store: MemoryStore) -> None:
    await changed(store, the_file(), the_file(COACH))

    assert await loaded(store, the_file(COACH), LATER + timedelta(days=9)) == []

    boyd = await stored_person(store)
    assert boyd is not None
    assert boyd.left == LATER


async def test_someone_who_returns_is_back_and_is_planned_again(store: MemoryStore) -> None:
    await loaded(store, the_file())
    await planned(store)

    found = await changed(store, the_file(COACH), the_file(person(role="director"), COACH))

    detail = "role: principal → director; is back"
    assert found == [("person", "boyd", "changed", detail)]
    boyd = await stored_person(store)
    assert boyd is not None
    assert boyd.left is None
    assert await row(store) == Schedule(
        partnership="riverbend",
        occurs=Occurs.CHECK_IN,
        cadence="leaders-weekly",
        person="boyd",
        period=PERIOD,
    )


async def test_what_a_person_has_set_in_chat_stays(store: MemoryStore) -> None:
    wish = Preferences(partnership="riverbend", person="boyd", at=time(9, 15))
    async with store.write() as tx:
        await tx.add(wish)

    await changed(store, the_file(), the_file(person(name="T. J. Boyd"), COACH))

    async with store.read() as tx:
        assert await tx.get(Preferences, "riverbend", "boyd") == wish


OTHER_PLACE = (Workspace(side=Side.DISTRICT, platform="teams", id="T9"),)


@pytest.mark.parametrize(
    ("file", "stays"),
    [
        (the_file(person(role="director"), COACH), True),
        (the_file(person(user="U1"), COACH), False),
        (the_file(person(email="new@riverbend.example"), COACH), False),
        (the_file(workspaces=OTHER_PLACE), False),
    ],
)
async def test_someone_unreachable_stays_so_until_the_address_changes(
    store: MemoryStore, file: PartnershipFile, stays: bool
) -> None:
    await loaded(store, the_file())
    async with store.write() as tx:
        await tx.put(person(unreachable_since=NOW, unreachable_because="the bot was removed"))

    await loaded(store, file, LATER)

    boyd = await stored_person(store)
    assert boyd is not None
    assert (boyd.unreachable_since == NOW) is stays
    assert (boyd.unreachable_because is not None) is stays


async def test_schools_and_strategies_that_vanish_are_kept_as_retired(store: MemoryStore) -> None:
    short = the_file(schools=(), agenda=Agenda())

    found = await changed(store, the_file(), short)

    assert [one[:3] for one in found] == [
        ("school", "lincoln", "left"),
        ("school", "marsh", "left"),
        ("strategy", "data-teams", "left"),
        ("strategy", "student-talk", "left"),
    ]
    async with store.read() as tx:
        kept = await tx.get(Partnership, "riverbend")
    assert kept is not None
    assert [one.retired for one in (*kept.schools, *kept.agenda.strategies)] == [True] * 4
    assert await loaded(store, short) == []


async def test_a_retired_strategy_comes_back(store: MemoryStore) -> None:
    await changed(store, the_file(), the_file(agenda=Agenda()))

    found = await loaded(store, the_file(), LATER)

    assert [(one.key, one.detail) for one in found] == [
        ("data-teams", "is back"),
        ("student-talk", "is back"),
    ]


def weekly(**changes: object) -> Cadence:
    return replace(partnership().cadences[0], **changes)  # type: ignore[arg-type]


SNOW = SchoolCalendar(closed=(Period(first=PERIOD, last=PERIOD, name="Snow"),))
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


@pytest.mark.parametrize(
    ("file", "difference"),
    [
        (
            the_file(person(role="director", school=None), COACH),
            ("person", "boyd", "changed", "role: principal → director; school: lincoln → none"),
        ),
        (
            the_file(cadences=(weekly(at=time(9), remind_after=(timedelta(hours=36),)),)),
            (
                "cadence",
                "leaders-weekly",
                "changed",
                "at: 08:00 → 09:00; remind after: 1 day, 3 days → 36 hours",
            ),
        ),
        (
            the_file(cadences=(weekly(every=2),)),
            ("cadence", "leaders-weekly", "changed", "every: 1 week → 2 weeks"),
        ),
        (
            the_file(cadences=(weekly(levels=(Level.SCHOOL, Level.BOARD)),)),
            (
                "cadence",
                "leaders-weekly",
                "changed",
                "levels: district, school, team → school, board",
            ),
        ),
        (
            the_file(digest=DigestPlan(day=Weekday.THURSDAY, post_to=("leadership", "partner"))),
            ("digest", "weekly", "changed", "day: friday → thursday"),
        ),
        (
            the_file(digest=None),
            ("digest", "weekly", "left", "friday 15:00"),
        ),
        (
            the_file(calendar=SchoolCalendar(holidays=None)),
            ("setting", "calendar.holidays", "changed", "US → none"),
        ),
        (
            the_file(calendar=SNOW),
            ("closed", "Snow", "added", "2027-02-15 to 2027-02-15"),
        ),
        (
            the_file(schools=(School(key="new", name="New", level="k-8"), *partnership().schools)),
            ("school", "new", "added", "New"),
        ),
        (
            the_file(workspaces=(*OTHER_PLACE, partnership().workspaces[1])),
            (
                "workspace",
                "district",
                "changed",
                "platform: sandbox → teams; id: T1 → T9",
            ),
        ),
        (
            the_file(workspaces=partnership().workspaces[:1]),
            ("workspace", "partner", "left", "sandbox T1"),
        ),
        (
            the_file(schools=partnership().schools[::-1]),
            ("setting", "order", "changed", "the same things in another order"),
        ),
    ],
)
async def test_a_change_is_told_in_words(
    store: MemoryStore, file: PartnershipFile, difference: tuple[str, str, str, str]
) -> None:
    assert await changed(store, the_file(), file) == [difference]


async def test_questions_and_terms_are_told_one_by_one(store: MemoryStore) -> None:
    old = partnership()
    asked = old.question_sets[0]
    first, *others = asked.questions
    new = (replace(first, text="Where do you stand?"), *others[1:])
    term = Term(term="pledge", meaning="a promise made at the end of a meeting")

    found = await changed(
        store,
        the_file(),
        the_file(
            question_sets=(replace(asked, questions=new),),
            agenda=replace(old.agenda, terms=(term,)),
        ),
    )

    asking = "text: Where are you in the effort? → Where do you stand?"
    assert found == [
        ("term", "pledge", "added", "a promise made at the end of a meeting"),
        ("question", "leaders/where", "changed", asking),
        ("question", "leaders/in-the-way", "left", "What is getting in the way?"),
    ]


async def test_periods_of_one_name_are_told_apart(store: MemoryStore) -> None:
    days = [date(2027, 1, 20), date(2027, 2, 17), date(2027, 3, 17)]
    early = tuple(Period(first=day, last=day, name="Early release") for day in days)
    moved = replace(early[1], first=days[1] + timedelta(days=1), last=days[1] + timedelta(days=1))

    found = await changed(
        store,
        the_file(calendar=SchoolCalendar(testing=early)),
        the_file(calendar=SchoolCalendar(testing=(early[0], moved, early[2]))),
    )

    detail = "from: 2027-02-17 → 2027-02-18; to: 2027-02-17 → 2027-02-18"
    assert found == [("testing", "Early release (2)", "changed", detail)]


async def test_every_load_that_changes_something_is_history(store: MemoryStore) -> None:
    await changed(store, the_file(), the_file(person(role="director"), COACH))

    async with store.read() as tx:
        first, second = await tx.find(Change, partnership="riverbend", ref="file", order="version")
    assert (first.deed, second.deed) == (Deed.MADE, Deed.EDITED)
    assert (second.version, second.by, second.at) == (2, "file", LATER)
    told = {"kind": "person", "key": "boyd", "what": "changed"}
    assert second.after == {"differences": [told | {"detail": "role: principal → director"}]}


async def test_another_partnership_is_not_touched(store: MemoryStore) -> None:
    await loaded(store, the_file())
    other = the_file(person(partnership="lakeside"), key="lakeside")

    await loaded(store, other, LATER)

    vance = await stored_person(store, "vance")
    assert vance is not None
    assert vance.left is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (2.50, "2.5"),
        (4, "4"),
        ("", "none"),
        (Level.TEAM, "team"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(weeks=1), "1 week"),
    ],
)
def test_values_are_said_as_a_person_would_write_them(value: object, words: str) -> None:
    assert said(value) == words


def test_a_refused_file_names_every_mistake_in_the_order_of_its_lines() -> None:
    error = FileRefusedError(
        "riverbend.yaml",
        [
            Mistake(line=88, where="cadences[0].at", text='"25:00" is not a time of day.'),
            Mistake(line=31, where="people[5].school", text='there is no school "mars".'),
        ],
    )

    assert str(error) == (
        'riverbend.yaml:31: people[5].school: there is no school "mars".\n'
        'riverbend.yaml:88: cadences[0].at: "25:00" is not a time of day.\n'
        "Nothing was changed. 2 mistakes."
    )


def test_a_refused_file_without_a_line_names_the_file_alone() -> None:
    error = FileRefusedError("no.yaml", [Mistake(line=None, where="", text="there is no file.")])

    assert str(error) == "no.yaml: there is no file.\nNothing was changed. 1 mistake."
