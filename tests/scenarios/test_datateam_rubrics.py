"""Rubrics of ``/headway datateam``: none, several, and one that is gone."""

from dataclasses import replace

from bot.domain.agenda import Rubric
from bot.domain.partnership import Partnership
from tests.fakes import Office, fields_of
from tests.scenarios.test_datateam import LINE, opened
from tests.talking import labels, said

LOG = Rubric(key="log", name="Log", lowest=0, highest=100, rows=("Pages",))


async def change_rubrics(office: Office, *rubrics: Rubric, schools: bool = True) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        agenda = replace(partnership.agenda, rubrics=rubrics)
        known = partnership.schools if schools else ()
        await tx.put(replace(partnership, agenda=agenda, schools=known))


async def the_rubric(office: Office) -> Rubric:
    async with office.store.read() as tx:
        partnership = await tx.get(Partnership, "riverbend")
    assert partnership is not None
    return partnership.agenda.rubrics[0]


async def test_without_a_rubric_minutes_the_principal_and_pledges_are_kept(office: Office) -> None:
    await change_rubrics(office)

    form = await opened(office)
    answer = await office.say("boyd", "/headway datateam lincoln grade 4: chose 3, principal away")

    assert "row-1" not in fields_of(form)
    assert "Kept" in said(await office.fill("boyd", form, team="grade 1", principal="yes"))
    assert "Minutes: chose 3" in said(answer)
    assert "The principal was not there." in said(answer)
    await office.press("boyd", answer.reply, "Undo")
    await office.act("boyd", "headway.undo", "D-2:1")
    listed = said(await office.say("boyd", "/headway datateam list"))
    assert "lincoln grade 4: principal there" in listed


async def test_of_several_rubrics_the_one_with_the_rows_is_meant(office: Office) -> None:
    await change_rubrics(office, await the_rubric(office), LOG)

    answer = await office.say("boyd", "/headway datateam lincoln grade 4: pages 50/100")

    assert "Log, from 0 to 100:\n▅ Pages: 50" in said(answer)


async def test_of_several_rubrics_one_is_chosen_before_the_form(office: Office) -> None:
    await change_rubrics(office, await the_rubric(office), LOG)
    asked = await office.say("boyd", "/headway datateam lincoln grade 4")
    assert labels(asked.reply) == ["Data-team meeting", "Log"]

    form = (await office.press("boyd", asked.reply, "Log")).form

    assert fields_of(form)["team"] == "grade 4"
    assert "Pages: 70" in said(await office.fill("boyd", form, row_1="70"))
    asked = await office.say("boyd", "/headway datateam")
    assert (await office.press("boyd", asked.reply, "Log")).form is not None


async def test_a_very_long_line_chooses_a_rubric_without_its_text(office: Office) -> None:
    await change_rubrics(office, await the_rubric(office), LOG)

    asked = await office.say("boyd", f"/headway datateam lincoln {'team ' * 500}")

    assert asked.reply is not None
    assert [button.value for button in asked.reply.buttons()] == ["data-team|", "log|"]


async def test_a_rubric_that_is_gone_stays_in_its_meetings(office: Office) -> None:
    kept = await office.say("boyd", LINE)
    await change_rubrics(office)

    form = (await office.press("boyd", kept.reply, "Edit")).form
    changed = await office.fill("boyd", form, row_1="4")

    assert "Rubric, from 1 to 4:\n█ Uses student work: 4\n▃ Names a cause: 2" in said(changed)


async def test_without_schools_no_team_can_meet(office: Office) -> None:
    await change_rubrics(office, schools=False)

    assert "names no school yet" in said(await office.say("boyd", LINE))
