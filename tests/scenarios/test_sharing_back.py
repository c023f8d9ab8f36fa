"""``/headway share back``: what was shared is taken back, and is gone."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience
from bot.domain.help import Help
from tests.fakes import Office, riverbend
from tests.sharing import LEE, network, rows, share
from tests.talking import change_person, changes, get, said


async def test_taken_back_it_is_gone_everywhere_and_the_record_is_as_before(two: Office) -> None:
    await two.say("boyd", "/helping exit debriefs")
    form = (await two.say("boyd", "/headway share H-1")).form
    done = await two.fill("boyd", form, text="debriefs at the exit")

    back = await two.press("boyd", done.reply, "Take back")

    assert "N-1 is taken back: nobody finds it any more" in said(back)
    assert "digests that were posted already keep the line" in said(back)
    assert "have shared nothing yet" in await network(two)
    assert (await get(two, Help, 1)).audience is Audience.LEADERS
    assert [row.text for row in await rows(two)] == [""]
    assert len(await changes(two, "H-1")) == 3


async def test_what_is_for_everybody_stays_so_whether_it_is_shared_or_not(two: Office) -> None:
    form = (await two.say("boyd", "/helping")).form
    await two.fill("boyd", form, text="exit debriefs", audience="public")
    form = (await two.say("boyd", "/headway share H-1")).form
    await two.fill("boyd", form)
    await two.say("boyd", "/headway share back N-1")
    assert (await get(two, Help, 1)).audience is Audience.PUBLIC


async def test_taking_back_twice_changes_nothing_more(two: Office) -> None:
    done = await share(two, "exit debriefs")
    await two.press("boyd", done.reply, "Take back")
    again = await two.press("boyd", done.reply, "Take back")
    assert "N-1 is taken back" in said(again)
    assert len(await changes(two, "H-1")) == 2


async def test_a_leader_of_the_district_takes_back_what_a_leaver_shared(two: Office) -> None:
    await share(two, "exit debriefs")
    await change_person(two, "boyd", left=two.now)
    assert "exit debriefs" in await network(two)

    listed = await two.say("whitfield", "/headway share list")
    await two.press("whitfield", listed.reply, "Take back")

    assert "have shared nothing yet" in await network(two)


@pytest.mark.parametrize("who", [LEE, "rossi"])
async def test_nobody_else_takes_it_back(two: Office, who: str) -> None:
    await share(two, "exit debriefs")
    refused = await two.say(who, "/headway share back N-1")
    assert "There is no N-1 that you could take back" in said(refused)
    assert "shares nothing that you could take back" in said(
        await two.say(who, "/headway share list")
    )


@pytest.mark.parametrize("ref", ["N-7", "H-1"])
async def test_what_is_not_there_cannot_be_taken_back(two: Office, ref: str) -> None:
    refused = await two.say("boyd", f"/headway share back {ref}")
    assert f"There is no {ref} that you could take back" in said(refused)


async def test_what_is_undone_is_taken_back(two: Office) -> None:
    made = await two.say("boyd", "/helping exit debriefs")
    form = (await two.say("boyd", "/headway share H-1")).form
    await two.fill("boyd", form)
    assert "has changed since" in said(await two.press("boyd", made.reply, "Undo"))

    await two.act("boyd", "headway.undo", "H-1:2")

    assert "have shared nothing yet" in await network(two)


async def test_what_others_may_not_read_any_more_is_taken_back(two: Office) -> None:
    await share(two, "exit debriefs")
    form = (await two.act("boyd", "helping.edit", "H-1")).form
    await two.fill("boyd", form, text="debriefs at the exit")
    assert "exit debriefs" in await network(two), "its words for others stay as they were read over"

    await two.fill("boyd", form, audience="partner")

    assert "have shared nothing yet" in await network(two)


async def test_it_is_taken_back_though_the_partner_is_called_otherwise_now(two: Office) -> None:
    done = await share(two, "exit debriefs")
    here = riverbend().partnership
    renamed = replace(here, partner=replace(here.partner, name="Harbor"))
    async with two.store.write() as tx:
        await tx.put(renamed)

    assert "N-1 is taken back" in said(await two.press("boyd", done.reply, "Take back"))
    assert "shares nothing" in said(await two.say("boyd", "/headway share list"))
    assert [one.stands for one in await rows(two)] == [False]


async def test_of_two_of_a_number_that_of_todays_network_is_taken_back_first(two: Office) -> None:
    await share(two, "exit debriefs")
    (first,) = await rows(two)
    async with two.store.write() as tx:
        await tx.add(replace(first, partner="As it was called", text="another"))
    await two.say("boyd", "/headway share back N-1")

    assert [one.partner for one in await rows(two) if one.stands] == ["As it was called"]
