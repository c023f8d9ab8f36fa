"""Several observers of one walkthrough, and how it ends."""

from bot.domain.commitment import Commitment
from bot.domain.history import Deed
from bot.domain.walkthrough import Walkthrough
from tests.fakes import Office, fields_of, sender, text_of
from tests.talking import changes, get, labels, said
from tests.walking import REASONING, TASK, Thumb, rounds, started


async def test_who_was_named_gets_a_card_and_both_sums_add_up(office: Office) -> None:
    boyd = await started(office, "/walkthrough start with @price")
    await office.tick()
    price = Thumb(office, "price", office.platform.to("price")[-1])
    assert "Terrence Boyd started a walkthrough at Lincoln Elementary with you." in text_of(
        price.shown
    )
    assert "Finish" not in labels(price.shown)

    await boyd.walk((TASK,), (TASK,), ())
    await price.walk((REASONING, TASK), ())
    form = (await boyd.tap("Finish")).form
    kept = await office.fill("boyd", form)

    assert f"{REASONING} in 1 of 3 · F-1\n{TASK} in 3 of 3 · F-2" in said(kept)
    ended = [(each.classrooms, each.here, each.before) for each in await rounds(office)]
    assert ended == [(2, (), None), (1, (), None)]
    office.later(minutes=1)
    await office.tick()
    assert "Terrence Boyd kept the walkthrough" in text_of(office.platform.to("price")[-1])


async def test_others_join_and_are_observers_then(office: Office) -> None:
    boyd = await started(office)
    await boyd.walk((TASK,), (TASK,), ())
    shown = await office.say("chen", "/walkthrough W-1")
    assert "Under way: Lincoln Elementary, since Monday, 11 Jan · W-1" in said(shown)

    chen = Thumb(office, "chen", (await office.press("chen", shown.reply, "Join")).reply)
    await chen.walk((TASK,))
    assert "Mei Chen may count too" in said(await office.say("boyd", "/walkthrough W-1"))
    assert "Classroom 1" in said(await office.say("chen", "/walkthrough join W-1"))
    await office.fill("boyd", (await boyd.tap("Finish")).form)

    assert (await get(office, Walkthrough, 1)).observers == ("chen",)
    late = await office.say("chen", "/walkthrough join W-1")
    assert "W-1 is not under way" in said(late)


async def test_only_who_opened_it_ends_it(office: Office) -> None:
    await started(office)

    finish = await office.act("chen", "walkthrough.finish", "W-1")
    drop = await office.act("chen", "walkthrough.drop", "W-1")

    assert "Terrence Boyd opened W-1, so Terrence Boyd finishes it." in said(finish)
    assert "Terrence Boyd opened W-1, so nobody else can throw it away." in said(drop)


async def test_what_is_counted_while_the_form_is_open_is_added(office: Office) -> None:
    boyd = await started(office, "/walkthrough start with @price")
    await boyd.walk((TASK,), (TASK,), (TASK,))
    form = (await boyd.tap("Finish")).form
    await office.act("price", "walkthrough.tick", "W-1|1|reasoning|seen")

    await office.fill("boyd", form, **{"seen.grade-level-task": "2/3", "seen.checks": ""})

    kept = await get(office, Walkthrough, 1)
    assert [(f.about, f.seen, f.of) for f in kept.findings] == [
        *(("reasoning", 1, 4), ("grade-level-task", 2, 3)),
    ]
    assert kept.not_looked_for == ("checks",)


async def test_finish_without_a_classroom_asks_for_what_was_seen(office: Office) -> None:
    boyd = await started(office)

    form = (await boyd.tap("Finish")).form

    assert form is not None
    assert form.intro == "No classroom was counted."
    assert set(fields_of(form)["seen.checks"]) == set()
    assert set((await office.fill("boyd", form)).errors) == {"text"}
    assert "Seen: a fire drill" in said(await office.fill("boyd", form, text="a fire drill"))


async def test_a_finished_one_is_not_finished_again(office: Office) -> None:
    boyd = await started(office)
    await boyd.walk((TASK,), (TASK,), (TASK,))
    form = (await boyd.tap("Finish")).form
    await office.fill("boyd", form, next="plan one")

    assert "W-1 is finished already" in said(await office.fill("boyd", form))
    for verb, value in (("tick", "W-1|1"), ("next", "W-1|1"), ("finish", "W-1"), ("drop", "W-1")):
        assert "W-1 is finished." in said(await office.act("boyd", f"walkthrough.{verb}", value))
    assert f"{TASK} in 3 of 3" in said(await office.act("boyd", "walkthrough.card", "W-1"))
    assert [change.deed for change in await changes(office, "W-1")] == [Deed.MADE, Deed.CLOSED]


async def test_undo_of_the_end_opens_it_again(office: Office) -> None:
    boyd = await started(office, "/walkthrough start with @price")
    await boyd.walk((TASK,), (TASK,), (TASK,))
    form = (await boyd.tap("Finish")).form
    office.later(minutes=5)
    kept = await office.fill("boyd", form, next="plan one")

    undone = await office.press("boyd", kept.reply, "Undo")

    assert "W-1 is as it was before. C-1 is taken back." in said(undone)
    assert (await get(office, Commitment, 1)).withdrawn
    assert "Classroom 4" in said(await office.say("boyd", "/walkthrough start"))
    await office.tick()
    told = office.platform.to("price")[-1]
    assert "The walkthrough at Lincoln Elementary is open again · W-1" in text_of(told)
    assert "Classroom 1" in said(await office.press("price", told, "My card"))


async def test_it_can_be_thrown_away_and_brought_back(office: Office) -> None:
    boyd = await started(office)
    await boyd.walk((TASK,), ())

    gone = await boyd.tap("Throw away")

    assert "Thrown away: the walkthrough at Lincoln Elementary · W-1." in said(gone)
    assert "No walkthrough has been kept" in said(await office.say("boyd", "/walkthrough list"))
    await boyd.tap("Undo")
    assert "Classroom 2" in said(await office.say("boyd", "/walkthrough start"))


async def test_while_under_way_no_list_and_no_digest_tells_a_result(office: Office) -> None:
    boyd = await started(office)
    await boyd.walk((TASK,), (TASK,), (TASK,), ())

    own = await office.say("boyd", "/walkthrough list")
    listed = await office.say("chen", "/walkthrough list")

    line = "Lincoln Elementary, Monday, 11 Jan: under way · W-1"
    assert line in said(listed)
    assert (labels(own.reply)[0], labels(listed.reply)[0]) == ("My card", "Join")
    assert TASK not in said(listed)
    assert "W-1" not in said(await office.say("vance", "/digest"))


async def test_the_home_shows_ones_own_that_are_under_way(office: Office) -> None:
    await started(office, "/walkthrough start with @price")
    await office.say("chen", "/walkthrough join W-1")

    for who in ("boyd", "price", "chen"):
        home = await office.router.home(sender(who), office.now)
        assert "Under way: Lincoln Elementary, since Monday, 11 Jan · W-1" in text_of(home)
        assert "Classroom 1" in said(await office.press(who, home, "My card"))
    assert "Under way" not in text_of(await office.router.home(sender("vance"), office.now))
