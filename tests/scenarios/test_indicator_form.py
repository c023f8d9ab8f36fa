"""The form of a reading: what it keeps, what it refuses, and who reads it."""

from dataclasses import replace

import pytest

from bot.domain.agenda import Indicator
from bot.domain.partnership import Partnership
from bot.domain.people import Level, School
from bot.domain.reading import Reading
from bot.messages import Response
from tests.fakes import Office, fields_of
from tests.measuring import change_indicators
from tests.talking import change_person, count, get, said

LINE = "/headway indicator visits 61% lincoln from sign-in sheets on Friday"
VISITS = "Teachers who visited another classroom"
READERS = "Leaders and Harbor Center for School Change"


async def filled(office: Office, **fields: str) -> Response:
    listed = await office.say("chen", "/headway indicator")
    form = (await office.press("chen", listed.reply, "Add a reading")).form
    given = {"indicator": "visits", "value": "61", "text": "sign-in sheets"} | fields
    return await office.fill("chen", form, **given)


async def test_the_form_keeps_everything(office: Office) -> None:
    answer = await filled(office, value=" 61.5 % ", school="marsh", day="2027-01-08")

    assert f"Kept: {VISITS}, 61.5 % at Marsh Street Elementary, Friday, 8 Jan" in said(answer)
    form = (await office.press("chen", answer.reply, "Edit")).form
    told = fields_of(form)
    assert (told["indicator"], told["value"], told["school"]) == ("visits", "61.5", "marsh")
    assert (told["day"], told["text"]) == ("2027-01-08", "sign-in sheets")
    assert "I-1 stays as it was" in said(await office.fill("chen", form))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("indicator", ""),
        ("value", "sixty"),
        ("value", "61 or so"),
        ("value", "101"),
        ("school", "nowhere"),
        ("day", "2027-01-12"),
        ("day", "soon"),
        ("text", " "),
    ],
)
async def test_errors_stand_at_their_fields(office: Office, field: str, wrong: str) -> None:
    answer = await filled(office, **{field: wrong})

    assert list(answer.errors) == [field]
    assert await count(office, Reading) == 0


async def test_a_reading_keeps_its_strategy_and_its_school(office: Office) -> None:
    answer = await office.say("chen", LINE)
    indicator = Indicator(key="visits", name="V", unit="percent", target=9, strategy="data-teams")
    other = Indicator(key="new", name="New", unit="percent", target=9, strategy="student-talk")
    await change_indicators(office, indicator, other)
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(
            replace(partnership, schools=(School(key="marsh", name="M", level="elementary"),))
        )
    form = (await office.press("chen", answer.reply, "Edit")).form

    await office.fill("chen", form, value="62")
    kept = await get(office, Reading, 1)
    await office.fill("chen", form, indicator="new")
    moved = await get(office, Reading, 1)

    assert (kept.strategy, kept.school, kept.value) == ("leader-visits", "lincoln", 62)
    assert (moved.strategy, moved.indicator) == ("student-talk", "new")


async def test_what_one_may_not_see_is_not_there(office: Office) -> None:
    await filled(office, audience="partner", value="61")
    await change_person(office, "rossi", level=Level.BOARD)

    for who in ("boyd", "rossi"):
        for line in ("", " visits", " I-1"):
            assert "61 %" not in said(await office.say(who, f"/headway indicator{line}"))
    assert "61 %" in said(await office.say("vance", "/headway indicator"))
