"""``/headway handover``: somebody takes somebody else's place, and nothing open is lost."""

from dataclasses import replace

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.cadence import Cadence
from bot.domain.commitment import Commitment
from bot.domain.partnership import Partnership
from bot.domain.people import Level, Side
from bot.domain.site_day import SiteDay
from tests.fakes import Office
from tests.talking import change_person, changes, get, said

LINE = "/headway handover @boyd @rossi because Terrence moves to the middle school"


async def promise(office: Office) -> None:
    """Two open promises of Boyd's, one that he kept, and one of somebody else."""
    await office.say("boyd", "/commit share the rubric with grade 4 by 29 January")
    await office.say("boyd", "/commit plan one why question")
    await office.say("boyd", "/commit done C-2")
    await office.say("whitfield", "/commit @boyd send the schedule by 5 February")
    await office.say("chen", "/commit visit grade 5 by 5 February")


async def test_all_that_is_open_goes_over_with_the_reason(office: Office) -> None:
    await promise(office)

    answer = await office.say("whitfield", LINE)

    assert said(answer).splitlines()[1:4] == [
        "Handed over from Terrence Boyd to Paula Rossi: 2 promises.",
        "• share the rubric with grade 4, by Friday, 29 Jan · C-1",
        "• send the schedule, by Friday, 5 Feb · C-3",
    ]
    assert [(await get(office, Commitment, n)).owner for n in (1, 2, 3, 4)] == [
        "rossi",
        "boyd",
        "rossi",
        "chen",
    ]
    assert (await changes(office, "C-1"))[-1].why == "Terrence moves to the middle school"


async def test_blockers_to_clear_go_over_and_keep_their_author(office: Office) -> None:
    await office.say("boyd", "/blocker no common planning time")
    await office.say("chen", "/blocker the copier @boyd")
    await open_to_leaders(office, 1, 2)

    await office.say("whitfield", LINE)

    blockers = [await get(office, Blocker, number) for number in (1, 2)]
    assert [(one.by, one.can_clear) for one in blockers] == [("boyd", "rossi"), ("chen", "rossi")]


async def open_to_leaders(office: Office, *numbers: int) -> None:
    for number in numbers:
        blocker = await get(office, Blocker, number)
        form = (await office.act(blocker.by, "blocker.edit", blocker.ref)).form
        await office.fill(blocker.by, form, audience="leaders")


async def test_what_the_new_person_may_not_read_stays(office: Office) -> None:
    await office.say("boyd", "/blocker no common planning time")
    await office.say("boyd", "/commit share the rubric by 29 January")

    answer = said(await office.say("vance", LINE))

    assert (await get(office, Blocker, 1)).can_clear is None
    assert (
        "1 thing was said to readers among whom Paula Rossi is not, and stays with Terrence Boyd."
    ) in answer


async def test_whoever_may_not_read_something_does_not_learn_of_it(office: Office) -> None:
    await office.say("boyd", "/blocker no common planning time")
    assert (await get(office, Blocker, 1)).audience is Audience.PARTNER

    answer = said(await office.say("whitfield", LINE))

    assert "Terrence Boyd has nothing open that could go over to Paula Rossi. Nothing" in answer
    assert "1 thing was said to readers" in said(await office.say("vance", LINE))


async def test_a_coach_s_site_days_go_over(office: Office) -> None:
    await office.say("vance", "/headway siteday 2027-02-03 @vance @imai: walk grade 4")
    await office.say("vance", "/headway siteday 2027-02-10 @vance: walk grade 5")

    answer = said(await office.say("imai", "/headway handover @vance @imai since Ruth retires"))

    assert "2 site days" in answer
    assert [(await get(office, SiteDay, n)).coaches for n in (1, 2)] == [("imai",), ("imai",)]


async def test_undo_gives_everything_back_but_what_was_changed_since(office: Office) -> None:
    await promise(office)
    done = await office.say("whitfield", LINE)
    await office.say("rossi", "/commit done C-3")

    answer = await office.press("whitfield", done.reply, "Undo")

    assert said(answer).splitlines()[-2] == (
        "Undone: 1 item went back from Paula Rossi to Terrence Boyd. C-3 was changed since, and "
        "stays."
    )
    assert [(await get(office, Commitment, n)).owner for n in (1, 3)] == ["boyd", "rossi"]
    again = await office.press("whitfield", done.reply, "Undo")
    assert "was undone already" in said(again)


async def test_only_who_handed_over_can_undo_it(office: Office) -> None:
    await promise(office)
    done = await office.say("whitfield", LINE)

    assert "Only who handed over" in said(await office.press("chen", done.reply, "Undo"))
    for made_up in ("77", "9" * 40, "x"):
        assert "no longer do" in said(await office.act("chen", "handover.undo", made_up))
    assert (await get(office, Commitment, 1)).owner == "rossi"


async def test_the_form_asks_for_what_is_missing(office: Office) -> None:
    await promise(office)
    form = (await office.say("whitfield", "/headway handover @boyd")).form
    empty = await office.fill("whitfield", form)

    answer = await office.fill("whitfield", form, new="rossi", why="she takes over Lincoln")

    assert set(empty.errors) == {"new", "why"}
    assert "Handed over from Terrence Boyd to Paula Rossi: 2 promises." in said(answer)


async def test_who_has_left_hands_over_by_key(office: Office) -> None:
    await promise(office)
    await change_person(office, "boyd", left=office.now)

    assert "2 promises" in said(await office.say("whitfield", LINE))
    refused = said(await office.say("whitfield", "/headway handover @rossi @boyd because x"))
    assert "Terrence Boyd has left. Choose somebody who is there." in refused


async def test_what_makes_no_sense_is_refused(office: Office) -> None:
    refusals = {
        "@boyd @boyd because x": "Nobody hands over to themselves.",
        "@boyd @vance because x": "A side’s promises stay with that side.",
        "@boyd @rossi @chen because x": "Name two people, and why",
        "@boyd @rosi because x": "rossi",
    }
    for typed, told in refusals.items():
        assert told in said(await office.say("whitfield", f"/headway handover {typed}")), typed


async def test_what_is_refused_leaves_the_form_open_with_the_reason(office: Office) -> None:
    form = (await office.say("whitfield", "/headway handover")).form

    answer = await office.fill("whitfield", form, old="boyd", new="boyd", why="he moves")

    assert dict(answer.errors) == {"new": "Nobody hands over to themselves."}


async def test_somebody_unknown_is_named_as_they_were_typed(office: Office) -> None:
    answer = await office.say("whitfield", "/headway handover @boyd @zzz because x")
    assert "I know no “@zzz” here." in said(answer)


async def test_others_hand_over_for_themselves_alone(office: Office) -> None:
    await promise(office)
    await change_person(office, "chen", level=Level.SCHOOL)

    assert "District leaders and the partner hand over" in said(await office.say("chen", LINE))
    assert "can once Terrence Boyd has left" in said(await office.say("rossi", LINE))
    await change_person(office, "boyd", left=office.now)
    assert "2 promises" in said(await office.say("rossi", LINE))


async def test_where_the_file_still_names_the_old_one_is_told(office: Office) -> None:
    await promise(office)
    await name_in_file(office)

    answer = said(await office.say("whitfield", LINE))

    assert (
        "The partnership file still names Terrence Boyd: cadences: leaders-weekly and "
        "digest: approve. Change it there."
    ) in answer


async def name_in_file(office: Office) -> None:
    """Let the file name Boyd in a cadence and as who reads the digest over."""
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership
        assert partnership.digest
        first, *others = partnership.cadences
        asked: tuple[Cadence, ...] = (replace(first, people=("boyd",)), *others)
        plan = replace(partnership.digest, approve="boyd")
        await tx.put(replace(partnership, cadences=asked, digest=plan))


async def test_many_items_are_counted(office: Office) -> None:
    for number in range(14):
        await office.say("boyd", f"/commit step {number}")

    assert "… and 2 more" in said(await office.say("whitfield", LINE))


async def test_without_a_workspace_there_is_nobody_to_tell(office: Office) -> None:
    await office.say("vance", "/headway siteday 2027-02-03 @vance: walk grade 4")
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership
        of_district = [one for one in partnership.workspaces if one.side is Side.DISTRICT]
        await tx.put(replace(partnership, workspaces=tuple(of_district)))

    answer = await office.say("whitfield", "/headway handover @vance @imai because Ruth retires")
    await office.tick()

    assert "1 site day" in said(answer)
    assert office.platform.to("imai") == []
