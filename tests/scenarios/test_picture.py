"""``/headway picture``: what it says in words and bars, and to whom."""

import pytest

from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from tests.builders import MONDAY, ONE_WEEK, reading, taps
from tests.evidence import found, meeting, walked
from tests.fakes import Office
from tests.picturing import THREE, drawing, files, keep, rated
from tests.talking import labels, said


async def test_momentum_is_told_in_words_and_bars(office: Office) -> None:
    await rated(office)
    told = said(await office.say("boyd", "/headway picture momentum")).splitlines()
    assert told[1:5] == [
        "Momentum of each strategy, as the people in it see it",
        (
            "Student talk about the task rose from slow to steady since 28 December 2026. "
            "3 people a week, 3 weeks."
        ),
        "▃▆▆ Student talk about the task: steady",
        (
            "Each bar is the mean of a week: ▁ is the low end of the scale, █ the high end, "
            "· nothing to tell."
        ),
    ]
    assert told[5].endswith(
        "as leaders and Harbor Center for School Change may read them: "
        "A-2, A-3, A-4, A-5, A-6, A-7, A-8, A-9 and 1 earlier."
    )


async def test_a_week_without_ratings_is_a_dot(office: Office) -> None:
    await rated(office, weeks=1)
    slow = {"student-talk": Momentum.SLOW}
    at = MONDAY - 3 * ONE_WEEK
    await keep(office, *(taps(n, slow, by=who, at=at) for n, who in enumerate(THREE, 7)))
    assert "▃··▃ Student talk" in said(await office.say("boyd", "/headway picture momentum"))


async def test_a_school_can_be_named_and_a_name_be_written_out(office: Office) -> None:
    await keep(
        office,
        walked(1, found("reasoning", 3, 5)),
        walked(2, found("reasoning", 4, 5), school="marsh"),
    )
    told = said(
        await office.say("boyd", "/headway picture look-for Students explain their reasoning marsh")
    )
    assert "Marsh Street Elementary is at 4 of 5. From 5 classrooms." in told
    assert "Lincoln" not in told


async def test_measures_and_data_teams_are_drawn_too(office: Office) -> None:
    await keep(office, reading(1), meeting(1), meeting(2, (2, 2), school="marsh"))
    assert "▅ The whole district: 61 %" in said(
        await office.say("boyd", "/headway picture indicator visits")
    )
    assert "Marsh Street Elementary: 2.0 (1)" in said(
        await office.say("boyd", "/headway picture fidelity")
    )


async def test_promises_of_both_sides_are_counted(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Tuesday")
    await office.say("vance", "/commit send the protocol by Tuesday")
    await office.say("vance", "/commit done C-2")
    office.later(days=3)
    told = said(await office.say("boyd", "/headway picture promises"))
    assert "○ January 2027: 1 open and late" in told
    assert "● January 2027: 1 kept on time" in told
    assert "● kept on time, ◐ kept late, ○ open and late, × dropped." in told


async def test_many_marks_give_way_to_the_count(office: Office) -> None:
    for number in range(13):
        await office.say("boyd", f"/blocker no time for {number} #conditions")
    told = said(await office.say("vance", "/headway picture blockers"))
    assert "\nConditions: 13 up to 2 weeks\n" in told


async def test_blockers_for_the_partner_are_not_in_a_leaders_picture(office: Office) -> None:
    await office.say("boyd", "/blocker no time #conditions")
    assert "1 blocker is open (conditions 1)" in said(
        await office.say("vance", "/headway picture blockers")
    )
    told = said(await office.say("boyd", "/headway picture blockers"))
    assert told.splitlines()[1:] == [
        (
            "There is nothing to draw yet: no blocker that leaders and Harbor Center for School "
            "Change may read."
        ),
        "To say what is in the way: /blocker",
    ]


async def test_leaders_see_schools_and_the_partner_sees_leaders(office: Office) -> None:
    await office.say("boyd", "/headway visit marsh with @rossi: why questions")
    leaders = said(await office.say("nowak", "/headway picture coverage"))
    partner = said(await office.say("vance", "/headway picture coverage"))
    assert "–●○○ Lincoln Elementary" in leaders
    assert "Boyd" not in leaders
    assert "–●○○ Terrence Boyd" in partner
    assert "Goal: Every leader visits every other school once a year." in partner


async def test_a_long_list_is_cut_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prompts.picture.MOST_LINES", 2)
    await office.say("boyd", "/headway visit marsh with @rossi: why questions")
    assert "… and 4 more." in said(await office.say("nowak", "/headway picture coverage"))


async def test_without_ratings_that_is_said_with_what_to_do(office: Office) -> None:
    told = said(await office.say("boyd", "/headway picture momentum"))
    assert "There is nothing to draw yet: no rating of a strategy that leaders" in told
    assert told.splitlines()[2] == "Ratings are the taps in the check-in: /checkin"


async def test_where_too_few_have_rated_that_is_said(office: Office) -> None:
    await rated(office, people=("boyd", "rossi"))
    assert "Weeks in which fewer than three people rated a strategy are left out." in said(
        await office.say("boyd", "/headway picture momentum")
    )


async def test_alone_it_lists_what_there_is_with_buttons(office: Office) -> None:
    listed = await office.say("boyd", "/headway picture")
    assert labels(listed.reply)[:6] == [
        *("Momentum", "Promises", "Blockers", "Visits", "Data teams"),
        "Students explain their reasoning",
    ]
    told = await office.press("boyd", listed.reply, "Students explain their reasoning")
    assert "no count of “Students explain their reasoning”" in said(told)


@pytest.mark.parametrize(
    ("typed", "message", "meant"),
    [
        ("momentun", "There is no picture of “momentun”. Did you mean momentum?", "momentum"),
        ("look-for reasonin marsh", "no look-for “reasonin”", "look-for reasoning marsh"),
        (
            "fidelity lincon",
            "There is no school “lincon”. Did you mean lincoln?",
            "fidelity lincoln",
        ),
        ("momentum lincoln", "Momentum can only be drawn for the whole district.", "momentum"),
    ],
)
async def test_what_was_probably_meant_is_one_tap_away(
    office: Office, typed: str, message: str, meant: str
) -> None:
    told = await office.say("boyd", f"/headway picture {typed}")
    assert message in said(told)
    assert told.reply is not None
    assert [button.value for button in told.reply.buttons()] == [f"/headway picture {meant}"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            "pie",
            "There are momentum, promises, blockers, coverage, fidelity, look-for and indicator",
        ),
        ("indicator xyz", "There is no indicator “xyz”. There are visits and confidence."),
        ("fidelity zzz", "There is no school “zzz”. There are lincoln, marsh, riverbend-ms"),
    ],
)
async def test_what_nobody_knows_is_told_with_what_there_is(
    office: Office, typed: str, message: str
) -> None:
    assert message in said(await office.say("boyd", f"/headway picture {typed}"))


async def test_a_kind_without_a_name_offers_what_there_is_of_it(office: Office) -> None:
    for typed in ("indicator", "indicator:"):
        told = await office.say("boyd", f"/headway picture {typed}")
        assert labels(told.reply) == [
            "Teachers who visited another classroom",
            "Teams confident in using data",
        ]


async def test_the_digest_has_the_momentum_of_three_weeks_beneath_it(office: Office) -> None:
    await rated(drawing(office))
    await office.tick()
    await office.tick(MONDAY + 4 * ONE_WEEK / 7 + ONE_WEEK / 24)
    for channel in ("C000000001", "C000000002"):
        [digest] = [message for message in office.platform.to(channel) if message.files]
        assert digest.files[0].alt.startswith("Momentum of each strategy, as the people in it")
    assert {stored.audience for stored in await files(office)} == {
        Audience.LEADERS,
        Audience.PARTNER,
    }


async def test_a_digest_of_two_weeks_of_ratings_has_no_picture(office: Office) -> None:
    await rated(drawing(office), weeks=2)
    await office.tick()
    await office.tick(MONDAY + 4 * ONE_WEEK / 7 + ONE_WEEK / 24)
    assert office.platform.to("C000000001")
    assert await files(office) == []
