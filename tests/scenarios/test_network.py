"""``/headway network``: what the partner's other districts are shown, and who is not."""

from dataclasses import replace

import pytest

from bot.domain.people import Level
from tests.fakes import Office, riverbend
from tests.neighbours import move_in, neighbour
from tests.sharing import LEE, network, share
from tests.talking import everything, labels, said


async def test_nothing_but_the_shared_text_crosses(two: Office) -> None:
    await two.say("boyd", "/helping Terrence’s own words at Lincoln")
    form = (await two.say("boyd", "/headway share H-1")).form
    await two.fill("boyd", form, text="words for others")

    shown = everything(await two.say(LEE, "/headway network"))

    assert "words for others" in shown
    for word in ("Terrence", "Lincoln", "Riverbend", "boyd", "H-1"):
        assert word not in shown
    assert "no H-1" in said(await two.say(LEE, "/headway record H-1"))


@pytest.mark.parametrize(
    "changed", [{"name": "Harbour Center"}, {"name": "Harbor Center", "timezone": "UTC"}]
)
async def test_another_partners_districts_see_nothing(
    office: Office, changed: dict[str, str]
) -> None:
    partner = replace(riverbend().partnership.partner, **changed)
    await move_in(office, neighbour(partner=partner))
    await share(office, "exit debriefs")
    assert "have shared nothing yet" in await network(office)


async def test_a_partner_in_another_workspace_is_another_partner(office: Office) -> None:
    district, partner = riverbend().partnership.workspaces
    elsewhere = (district, replace(partner, id="T000000009"))
    await move_in(office, neighbour(workspaces=elsewhere))
    await share(office, "exit debriefs")
    assert "have shared nothing yet" in await network(office)


async def test_without_a_workspace_of_the_partner_there_is_no_network(office: Office) -> None:
    partnership = riverbend().partnership
    alone = replace(partnership, workspaces=partnership.workspaces[:1])
    await share(office, "exit debriefs")
    made = await office.say("boyd", "/helping the coach")
    await move_in(office, replace(riverbend(), partnership=alone))

    assert "Nothing can be shared here" in said(await office.say("boyd", "/headway share it"))
    pressed = await office.press("boyd", made.reply, "Share with other districts")
    assert "Nothing can be shared here" in said(pressed)
    assert "have shared nothing yet" in await network(office, "boyd")
    again = await office.say("boyd", "/helping the coach")
    assert labels(again.reply) == ["Undo", "Edit"]


async def test_who_reads_what_is_public_alone_sees_nothing_of_the_network(two: Office) -> None:
    await share(two, "exit debriefs")
    file = neighbour()
    member = replace(file.people[-1], key="board", level=Level.BOARD, user="board-hillcrest")
    await move_in(two, replace(file, people=(*file.people, member)))
    assert "have shared nothing yet" in await network(two, "board-hillcrest")


async def test_it_is_found_by_words_and_by_strategy(two: Office) -> None:
    await two.say("boyd", "/helping exit debriefs #student-talk")
    form = (await two.say("boyd", "/headway share H-1")).form
    await two.fill("boyd", form)
    await share(two, "the bus schedule")

    assert "the bus" not in await network(two, line="/headway network student talk")
    assert "exit debriefs" in await network(two, line="/headway network student talk")
    assert "has rubrics in it" in await network(two, line="/headway network rubrics")


async def test_many_come_in_pages_the_newest_first(two: Office) -> None:
    for number in range(10):
        two.later(minutes=1)
        await share(two, f"practice {number}")

    first = await two.say(LEE, "/headway network")
    assert said(first).index("practice 9") < said(first).index("practice 2")
    rest = await two.press(LEE, first.reply, "Show earlier ones")

    assert "practice 1" in said(rest)
    assert "Show earlier ones" not in labels(rest.reply)
    assert "That was all" in said(await two.act(LEE, "network.more", "3 "))


async def test_a_number_is_given_once_though_its_text_was_taken_back(two: Office) -> None:
    done = await share(two, "exit debriefs")
    await two.press("boyd", done.reply, "Take back")
    assert "Shared as N-2" in said(await share(two, "sitting in"))
    assert "Shared as N-3" in said(await share(two, "the bus", who=LEE))


async def test_the_digest_tells_of_it_once_in_three_lines_at_most(two: Office) -> None:
    await move_in(two, neighbour(digest=riverbend().partnership.digest))
    for number in range(4):
        two.later(minutes=1)
        await share(two, f"practice {number}", shown="name" if number == 3 else "none")

    preview = said(await two.say(LEE, "/digest"))

    told = preview[preview.index("From other districts") :].splitlines()
    assert told[1:4] == [
        "• practice 3 (Riverbend Public Schools) [N-4]",
        "• practice 2 [N-3]",
        "• And 2 more: /headway network [N-2 N-1]",
    ]
    two.later(days=9)
    assert "practice" not in said(await two.say(LEE, "/digest"))


async def test_ones_own_is_not_told_as_from_others(two: Office) -> None:
    await share(two, "exit debriefs")
    assert "From other districts" not in said(await two.say("rossi", "/digest"))
    assert "have shared nothing yet" in await network(two, "rossi")
