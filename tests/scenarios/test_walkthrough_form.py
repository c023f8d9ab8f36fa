"""The form of a walkthrough: everything in it, errors at their fields, and nothing lost."""

from dataclasses import replace

import pytest

from bot.domain.agenda import Agenda
from bot.domain.audience import Audience
from bot.domain.commitment import Commitment
from bot.domain.history import Deed
from bot.domain.partnership import Partnership
from bot.domain.walkthrough import Finding, Walkthrough
from bot.messages import Form
from tests.fakes import Office, fields_of
from tests.talking import change_person, changes, count, get, said

REASONING = "Students explain their reasoning"


async def opened(office: Office, who: str = "chen", line: str = "/walkthrough") -> Form:
    form = (await office.say(who, line)).form
    assert form is not None
    return form


async def test_what_is_needed_comes_first(office: Office) -> None:
    form = await opened(office)

    assert [field.key for field in form.fields] == [
        *("school", "day", "grades", "subject"),
        *("seen.reasoning", "seen.grade-level-task", "seen.checks"),
        *("text", "pattern", "next", "predict", "wondering", "focus", "part", "with"),
        *("strategy", "audience"),
    ]


async def test_the_form_keeps_everything(office: Office) -> None:
    answer = await office.fill(
        "chen",
        await opened(office),
        **{"with": "Ruth Vance", "seen.reasoning": "3 of 5", "seen.checks": "0/5"},
        school="marsh",
        grades="K",
        subject="math",
        text="exit tickets 2/5",
        pattern="no why",
        next="plan one @boyd by 5 Feb",
        predict="reasoning 4/5",
    )

    told = said(answer)
    assert "Kept: Marsh Street Elementary, K math, Monday, 11 Jan · W-1." in told
    assert f"{REASONING} in 3 of 5 · F-1\nThe teacher checks for understanding in 0 of 5" in told
    assert "Not looked for: The task is at grade level" in told
    assert "Terrence Boyd will plan one by Friday, 5 Feb · C-1" in told
    kept = await get(office, Walkthrough, 1)
    assert [finding.number for finding in kept.findings] == [1, 2, 3]
    assert (kept.observers, kept.not_looked_for) == (("vance",), ("grade-level-task",))


async def test_edit_changes_it_and_findings_keep_their_numbers(office: Office) -> None:
    kept = await office.say("chen", "/walkthrough marsh: reasoning 3/5, talk 1/4; next: plan one")
    form = (await office.press("chen", kept.reply, "Edit")).form

    changed = await office.fill(
        "chen", form, audience="partner", **{"seen.reasoning": "4/5", "seen.checks": "1/5"}
    )

    assert "Changed: Marsh Street Elementary, Monday, 11 Jan · W-1." in said(changed)
    stored = await get(office, Walkthrough, 1)
    assert [(f.about, f.seen, f.number) for f in stored.findings] == [
        *(("reasoning", 4, 1), ("checks", 1, 3), ("talk", 1, 2)),
    ]
    assert (stored.audience, stored.version) == (Audience.PARTNER, 2)
    assert [change.deed for change in await changes(office, "W-1")] == [Deed.MADE, Deed.EDITED]


async def test_edit_that_changes_nothing_says_so(office: Office) -> None:
    kept = await office.say("chen", "/walkthrough lincoln: reasoning 3/5; with: @price; next: go")
    form = (await office.press("chen", kept.reply, "Edit")).form

    assert form is not None
    assert "The next level of work is a promise already: C-1." in form.intro
    assert "next" not in fields_of(form)
    assert "W-1 stays as it was" in said(await office.fill("chen", form))


async def test_a_next_level_of_work_can_be_added_once(office: Office) -> None:
    kept = await office.say("chen", "/walkthrough lincoln: reasoning 3/5")
    form = (await office.press("chen", kept.reply, "Edit")).form

    changed = await office.fill("chen", form, next="plan one @boyd")

    assert "Terrence Boyd will plan one · C-1" in said(changed)
    undone = await office.press("chen", changed.reply, "Undo")
    assert "W-1 is as it was before." in said(undone)
    assert await count(office, Commitment) == 1


async def test_a_next_step_that_is_no_promise_stays_or_goes(office: Office) -> None:
    await office.say("chen", "/walkthrough lincoln: reasoning 3/5")
    async with office.store.write() as tx:
        old = await tx.get(Walkthrough, "riverbend", 1)
        assert old is not None
        await tx.put(replace(old, next_step="from before"))
    form = (await office.act("chen", "walkthrough.edit", "W-1")).form

    assert "stays as it was" in said(await office.fill("chen", form))
    assert "Next: from before" in said(await office.say("chen", "/walkthrough W-1"))
    await office.fill("chen", form, next="")
    assert (await get(office, Walkthrough, 1)).next_step == ""
    assert await count(office, Commitment) == 0


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("school", "nowhere"),
        ("school", ""),
        ("day", "2027-01-12"),
        ("day", "soon"),
        ("seen.reasoning", "most"),
        ("seen.reasoning", "6/5"),
        ("text", "reasoning 1/5"),
        ("predict", "more"),
        ("with", "@prise"),
        ("next", "plan one by 4 Jan 2027"),
    ],
)
async def test_errors_stand_at_their_fields(office: Office, field: str, text: str) -> None:
    form = await opened(office)

    given = {"school": "marsh", "seen.reasoning": "3/5", "text": "x"} | {field: text}
    wrong = await office.fill("chen", form, **given)

    assert set(wrong.errors) == {field}
    assert await count(office, Walkthrough) == 0


async def test_something_must_have_been_seen(office: Office) -> None:
    form = await opened(office, "boyd")

    assert set((await office.fill("boyd", form)).errors) == {"text"}
    assert not (await office.fill("boyd", form, pattern="no why")).errors


async def test_a_count_in_the_text_goes_to_its_look_for(office: Office) -> None:
    await office.fill("boyd", await opened(office, "boyd"), text="reasoning 3/5, they restate")

    kept = await get(office, Walkthrough, 1)
    assert (kept.text, [f.look_for for f in kept.findings]) == ("they restate", ["reasoning"])


async def test_what_the_agenda_no_longer_names_can_still_be_edited(office: Office) -> None:
    kept = await office.say("chen", "/walkthrough lincoln: reasoning 3/5")
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, agenda=Agenda()))

    form = (await office.press("chen", kept.reply, "Edit")).form
    changed = await office.fill("chen", form, seen__reasoning="4/5")

    assert f"{REASONING} in 4 of 5 · F-1" in said(changed)
    assert (await get(office, Walkthrough, 1)).findings == (
        Finding(text=REASONING, seen=4, of=5, look_for="reasoning", number=1),
    )
    assert "“reasoning 4/5”" in said(
        await office.say("chen", "/walkthrough lincoln: x; predict: y")
    )


async def test_an_observer_who_has_left_stays_in_the_record(office: Office) -> None:
    kept = await office.say("chen", "/walkthrough lincoln: reasoning 3/5; with: @price")
    await change_person(office, "price", left=office.now)
    form = (await office.press("chen", kept.reply, "Edit")).form

    assert "W-1 stays as it was" in said(await office.fill("chen", form))


async def test_what_was_said_of_look_fors_that_are_gone_stays_as_it_was(office: Office) -> None:
    """Edited after all of them vanished from the file: nothing but what was changed changes."""
    line = "/walkthrough lincoln: reasoning 3/5, checks 4/5; predict: reasoning 4/5"
    await office.say("boyd", line)
    before = await get(office, Walkthrough, 1)
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, agenda=Agenda()))

    form = (await office.act("boyd", "walkthrough.edit", "W-1")).form
    await office.fill("boyd", form, focus="who asks why")

    after = await get(office, Walkthrough, 1)
    assert after == replace(before, version=2, focus="who asks why")
    assert (before.predictions[0].look_for, before.not_looked_for) == (
        "reasoning", ("grade-level-task",)
    )  # fmt: skip
