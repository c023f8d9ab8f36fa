"""What was seen, visited, met, measured, planned and revised, in the digests of the week."""

from datetime import timedelta

import pytest

from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from tests import builders, evidence
from tests.builders import ONE_DAY
from tests.fakes import MONDAY, Office, text_of
from tests.talking import said

DIGEST_TIME = MONDAY.replace(day=15, hour=20, second=5)
LINES = {
    "/walkthrough lincoln grade 4 math: reasoning 5/9; pattern: they restate the steps": "boyd",
    "/headway visit marsh with @rossi: each lesson begins with a why question": "boyd",
    "/headway datateam lincoln grade 4: names a cause 2; principal there; pledge: go on": "boyd",
    "/headway indicator visits 61% from the sign-in sheets": "boyd",
    "/headway siteday 2027-01-20 @vance: walk grade 5 with the principals": "vance",
    "/headway agenda revise vision: Every student explains why because answers are not enough": (
        "whitfield"
    ),
}
"""What is typed, and by whom."""

TOLD = (
    "9 classrooms at Lincoln Elementary, grade 4 math, Monday, 11 Jan",
    "T. Boyd at Marsh Street Elementary, Monday, 11 Jan. Taken home: each lesson begins",
    "Lincoln Elementary: 1 meeting, the principal was there; 2.0 on the rubric of 1 to 4; 1 pledge",
    "Teachers who visited another classroom: 61 %; target 90 %",
    "Wednesday, 20 Jan, R. Vance: walk grade 5 with the principals",
    "The vision now reads “Every student explains why”, because answers are not enough",
)


async def posted(office: Office) -> list[str]:
    """The digests of the leaders and of the partner, as they are posted on Friday."""
    await office.tick(DIGEST_TIME)
    return [text_of(office.platform.to(f"C00000000{n}")[-1]) for n in (1, 2)]


async def put(office: Office, *records: object) -> None:
    async with office.store.write() as tx:
        await tx.put(*records)  # type: ignore[arg-type]  # fields of several types


async def test_both_digests_tell_what_was_typed_in_the_week(office: Office) -> None:
    for line, who in LINES.items():
        await office.say(who, line)

    leaders, partner = await posted(office)

    assert [words for words in TOLD if words not in leaders] == []
    assert [words for words in TOLD if words not in partner] == []


async def test_what_is_for_the_partner_alone_is_not_in_the_leaders_digest(office: Office) -> None:
    for_partner = {"audience": Audience.PARTNER, "text": "not for all ears"}
    await put(office, evidence.visit(1, **for_partner), evidence.site_day(2, **for_partner))

    leaders, partner = await posted(office)

    assert "not for all ears" not in leaders
    assert partner.count("not for all ears") == 2


async def test_a_walkthrough_is_told_in_the_week_in_which_it_is_finished(office: Office) -> None:
    office.later(days=-5)
    card = (await office.say("boyd", "/walkthrough start lincoln grade 4 math")).reply
    for _ in range(3):
        card = (await office.press("boyd", card, "Next classroom")).replace
    before = said(await office.say("boyd", "/digest"))
    office.later(days=5)
    await office.fill("boyd", (await office.press("boyd", card, "Finish")).form)

    leaders, _ = await posted(office)

    assert "Lincoln" not in before
    assert "classrooms at Lincoln Elementary, grade 4 math, Wednesday, 6 Jan" in leaders


async def test_a_debrief_is_told_in_the_week_in_which_it_is_given(office: Office) -> None:
    old = evidence.site_day(1, day=(MONDAY - 60 * ONE_DAY).date(), text="long ago")
    day, given = evidence.debriefed(2, day=(MONDAY - 60 * ONE_DAY).date())
    await put(office, old, day, given)

    leaders, _ = await posted(office)

    assert "Debrief of Thursday, 12 Nov 2026. Worked: short visits." in leaders
    assert "long ago" not in leaders


async def test_what_leaders_say_and_classrooms_show_is_set_side_by_side(office: Office) -> None:
    november = {"at": evidence.NOVEMBER, "day": evidence.NOVEMBER.date()}
    await put(office, evidence.walked(50, evidence.found("reasoning", 5, 8, 1), **november))
    await office.say("boyd", "/walkthrough lincoln grade 4 math: reasoning 3/9")
    await put(office, builders.taps(31, {"student-talk": Momentum.STEADY}))

    leaders, partner = await posted(office)

    assert "Student talk about the task: the evidence points two ways." in leaders
    assert "the sources contradict each other. Leaders call it steady; look-fors are" in partner
    assert "What would explain both?" in partner
    assert "What would explain both?" not in leaders


@pytest.mark.parametrize(("days", "told"), [(399, True), (401, False)])
async def test_what_is_compared_reaches_back_a_year_and_no_further(
    office: Office, days: int, told: bool
) -> None:
    then = DIGEST_TIME - timedelta(days=days)
    seen = evidence.found("reasoning", 5, 8, 1)
    await put(office, evidence.walked(50, seen, at=then, day=then.date()))
    await office.say("boyd", "/walkthrough lincoln grade 4 math: reasoning 3/9")

    leaders, _ = await posted(office)

    assert ("5 of 8" in leaders) is told


async def test_a_visit_of_before_the_school_year_is_told_and_counts_no_more(office: Office) -> None:
    june = evidence.visit(1, day=MONDAY.date().replace(year=2026, month=6))
    await put(office, june, evidence.visit(2, at=evidence.NOVEMBER, visitors=("nowak",)))

    leaders, _ = await posted(office)

    assert "P. Rossi at Lincoln Elementary, Thursday, 11 Jun 2026." in leaders
    assert "since 1 July: 1 of" in leaders
