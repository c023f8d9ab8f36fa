"""``/headway visit coverage``: who has visited whom, and who could go next."""

from datetime import UTC, datetime

from bot.domain.agenda import Agenda, Strategy
from bot.domain.people import Level, Person
from tests.builders import person
from tests.fakes import Office
from tests.scenarios.test_visit import LINE, change_partnership
from tests.talking import change_person, labels, said


async def lines(office: Office, who: str) -> list[str]:
    return said(await office.say(who, "/headway visit coverage")).strip().splitlines()[1:]


async def test_coverage_tells_the_share_beside_the_goal_in_its_own_words(office: Office) -> None:
    await office.say("boyd", LINE)

    told = await lines(office, "chen")

    assert told[:5] == [
        "Who has visited whom since 1 July 2026",
        "1 of 24 visits made (4 %) · V-1",
        "Goal: Every leader visits every other school once a year",
        "Each leader counts once at each other school.",
        "Measured beside it: Teachers who visited another classroom, target 90 %.",
    ]


async def test_schools_are_a_picture_that_names_nobody(office: Office) -> None:
    await office.say("boyd", LINE)

    told = await lines(office, "haddad")

    assert "○○○○○○ Lincoln Elementary: 0 of 6" in told
    assert (
        "●○○○○○ Marsh Street Elementary: 1 of 6; people from Lincoln Elementary were there" in told
    )
    assert not [line for line in told if "Boyd" in line or "Rossi" in line]


async def test_a_leader_sees_the_own_row_and_the_own_suggestions_first(office: Office) -> None:
    await office.say("boyd", LINE)
    for who in ("boyd", "nowak"):
        await office.say(who, "/commit fix it #data-teams")

    told = await lines(office, "boyd")

    assert told[told.index("You (● been there, ○ not yet)") :] == [
        "You (● been there, ○ not yet)",
        "● Marsh Street Elementary",
        "○ Riverbend Middle School",
        "○ Riverbend High School",
        "Who could go next",
        (
            "• You could visit Riverbend High School: never been there and both promised "
            "something on Data teams that change instruction"
        ),
        "• You could visit Riverbend Middle School: never been there",
        (
            "• Somebody from Marsh Street Elementary could visit Lincoln Elementary: never been "
            "there and both elementary"
        ),
    ]


async def test_the_first_own_suggestion_can_be_promised_with_a_tap(office: Office) -> None:
    told = await office.say("boyd", "/headway visit coverage")

    promised = await office.press("boyd", told.reply, "Promise it")

    assert "you'll visit Marsh Street Elementary" in said(promised)
    assert "Leaders in classrooms" in said(promised)


async def test_the_partner_sees_everybody_by_name(office: Office) -> None:
    await office.say("boyd", LINE)

    told = await lines(office, "vance")

    row = (
        "Terrence Boyd ● Marsh Street Elementary ○ Riverbend Middle School ○ Riverbend High School"
    )
    assert row in told
    assert "You (● been there, ○ not yet)" not in told
    assert "• Paula Rossi could visit Lincoln Elementary: never been there and both elementary" in (
        told
    )


async def test_what_was_last_year_counts_as_longest_ago(office: Office) -> None:
    await office.say("boyd", "/headway visit marsh on 2026-03-05 with @rossi: why questions")

    told = await lines(office, "boyd")

    assert any(line.startswith("0 of 24 visits made (0 %)") for line in told)
    assert (
        "• You could visit Marsh Street Elementary: last there on 5 March 2026 and both elementary"
        in told
    )


async def test_counts_are_of_what_the_reader_may_see(office: Office) -> None:
    form = (await office.say("boyd", "/headway visit marsh")).form
    await office.fill("boyd", form, text="for me alone", audience="self")

    assert any(line.startswith("0 of 24") for line in await lines(office, "vance"))
    assert any(line.startswith("1 of 24") for line in await lines(office, "boyd"))


async def test_who_leads_no_school_has_no_row_and_nothing_to_promise(office: Office) -> None:
    told = await office.say("price", "/headway visit coverage")

    assert labels(told.reply) == []
    assert "You (" not in said(told)
    assert "Somebody from" in said(told)


async def test_without_a_goal_that_is_said(office: Office) -> None:
    strategy = Strategy(key="visits", name="Visits")
    await change_partnership(office, agenda=Agenda(strategies=(strategy,)))
    assert "No goal has been put into words yet" in said(
        await office.say("boyd", "/headway visit coverage")
    )

    await change_partnership(office, agenda=Agenda())
    told = await office.say("boyd", "/headway visit coverage")
    assert "No goal has been put into words yet" in said(told)
    assert "visit Marsh Street Elementary" in said(
        await office.press("boyd", told.reply, "Promise it")
    )


async def test_many_leaders_fit_a_phone(office: Office) -> None:
    async with office.store.write() as tx:
        for number in range(20):
            await tx.put(leader(number))

    told = await lines(office, "vance")

    assert "Lincoln Elementary: 0 of 26" in told
    assert "… and 7 more." in told


def leader(number: int) -> Person:
    return person(f"p{number}", f"Pat {number}", level=Level.DISTRICT)


async def test_where_all_have_been_everywhere_nothing_is_suggested(office: Office) -> None:
    for who in ("whitfield", "ortega", "chen", "haddad", "nowak", "rossi"):
        await change_person(office, who, left=datetime(2027, 1, 1, tzinfo=UTC))
    for school in ("marsh", "riverbend-ms", "riverbend-hs"):
        await office.say("boyd", f"/headway visit {school}: why questions")

    told = await lines(office, "boyd")

    assert any(line.startswith("3 of 3 visits made (100 %)") for line in told)
    assert "Who could go next" not in told


async def test_without_leaders_nothing_is_wanted(office: Office) -> None:
    for who in ("whitfield", "ortega", "chen", "haddad", "nowak", "rossi", "boyd"):
        await change_person(office, who, left=datetime(2027, 1, 1, tzinfo=UTC))

    assert "There is no leader with another school" in "".join(await lines(office, "vance"))
