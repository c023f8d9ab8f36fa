"""``/headway share`` and ``/headway network``: what crosses to the partner's other districts."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience
from bot.domain.help import Help
from bot.domain.network import Shared
from bot.domain.people import Level
from bot.messages import Response
from tests.fakes import Office, fields_of, riverbend
from tests.neighbours import move_in, neighbour
from tests.talking import change_person, changes, count, everything, get, labels, said

LEE = "lee-hillcrest"


@pytest.fixture
async def two(office: Office) -> Office:
    """Riverbend and Hillcrest, of the same partner."""
    await move_in(office, neighbour())
    return office


async def share(office: Office, text: str, who: str = "boyd", **fields: str) -> Response:
    """Somebody shares a practice."""
    form = (await office.say(who, f"/headway share {text}")).form
    return await office.fill(who, form, **fields)


async def network(office: Office, who: str = LEE, line: str = "/headway network") -> str:
    """What somebody sees of other districts."""
    return said(await office.say(who, line))


async def rows(office: Office) -> list[Shared]:
    """What is stored of all sharing."""
    async with office.store.read() as tx:
        return await tx.find(Shared)


async def test_a_practice_is_read_over_and_shared_without_the_districts_name(two: Office) -> None:
    done = await share(two, "exit debriefs of two minutes")

    assert "Shared as N-1: exit debriefs of two minutes" in said(done)
    assert "without your district’s name" in said(done)
    shown = await network(two)
    assert "exit debriefs of two minutes · Monday, 11 Jan · N-1" in shown
    assert "Riverbend" not in shown


async def test_it_is_shown_with_the_districts_name_where_the_author_says_so(two: Office) -> None:
    done = await share(two, "exit debriefs", shown="name")
    assert "as from Riverbend Public Schools" in said(done)
    assert "exit debriefs (Riverbend Public Schools)" in await network(two)


async def test_a_help_is_shared_by_its_button_in_other_words(two: Office) -> None:
    made = await two.say("boyd", "/helping our coach sits in at Lincoln #student-talk")
    form = (await two.press("boyd", made.reply, "Share with other districts")).form
    assert form is not None
    assert "Please take out: Lincoln." in form.intro

    done = await two.fill("boyd", form, text="the coach sits in")

    assert "the coach sits in · Student talk about the task" in await network(two)
    assert "leaders and Harbor Center for School Change here see H-1" in said(done)
    assert (await get(two, Help, 1)).audience is Audience.NETWORK


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Terrence sits in", "Terrence"),
        ("ask Boyd’s team", "Boyd"),
        ("what Lincoln does", "Lincoln"),
        ("what lincoln does", "lincoln"),
        ("how Riverbend does it", "Riverbend"),
        ("how RPS does it", "RPS"),
        ("Mrs. Alvarez shows how", "Mrs. Alvarez"),
    ],
)
async def test_nobody_and_no_school_is_named_to_others(two: Office, text: str, found: str) -> None:
    form = (await two.say("boyd", "/headway share exit debriefs")).form

    refused = await two.fill("boyd", form, text=text)

    assert found in refused.errors["text"]
    assert refused.unkept
    assert await rows(two) == []


async def test_a_word_that_is_a_name_as_well_may_be_said_in_small_letters(two: Office) -> None:
    await change_person(two, "boyd", name="Mark Hope")
    await share(two, "we hope and mark less")
    assert "we hope and mark less" in await network(two)


async def test_a_strategy_that_names_a_school_is_not_told(two: Office) -> None:
    agenda = riverbend().partnership.agenda
    first, *others = agenda.strategies
    told = replace(agenda, strategies=(replace(first, name="The Lincoln way"), *others))
    partnership = replace(riverbend().partnership, agenda=told)
    await move_in(two, replace(riverbend(), partnership=partnership))
    await two.say("boyd", "/helping exit debriefs #data-teams")

    form = (await two.say("boyd", "/headway share H-1")).form
    await two.fill("boyd", form)

    assert "exit debriefs · Monday" in await network(two)


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


async def test_only_ones_own_is_shared_and_only_once(two: Office) -> None:
    await two.say("rossi", "/helping exit debriefs")
    await share(two, "sitting in")
    assert "somebody else’s to share" in said(await two.say("boyd", "/headway share H-1"))
    assert "H-2 is shared already, as N-1" in said(await two.say("boyd", "/headway share H-2"))


async def test_what_is_no_practice_is_not_shared(two: Office) -> None:
    await two.say("boyd", "/commit share the rubric")
    assert "C-1 cannot be shared" in said(await two.say("boyd", "/headway share C-1"))


async def test_what_was_taken_home_from_a_visit_is_shared(two: Office) -> None:
    await two.say("boyd", "/headway visit marsh: each lesson begins with a why question")
    form = (await two.say("boyd", "/headway share V-1")).form
    assert fields_of(form)["text"] == "each lesson begins with a why question"
    await two.fill("boyd", form)
    assert "each lesson begins with a why question" in await network(two)


async def test_an_empty_text_is_not_shared(two: Office) -> None:
    form = (await two.say("boyd", "/headway share exit debriefs")).form
    assert "text" in (await two.fill("boyd", form, text="")).errors


async def test_without_words_it_says_how(two: Office) -> None:
    assert "/headway share H-4" in said(await two.say("boyd", "/headway share"))


async def test_a_help_for_the_network_is_seen_there_only_when_it_is_shared(two: Office) -> None:
    form = (await two.say("boyd", "/helping")).form
    made = await two.fill("boyd", form, text="exit debriefs", audience="network")
    assert "other districts see it when you share it" in said(made)
    assert labels(made.reply) == ["Undo", "Edit", "Share with other districts"]
    assert "have shared nothing yet" in await network(two)


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


async def test_a_practice_of_ones_own_is_kept_here_too(two: Office) -> None:
    await share(two, "exit debriefs")
    assert await count(two, Help) == 1


async def test_an_author_names_none_of_their_other_districts_either(two: Office) -> None:
    form = (await two.say("vance", "/headway share riverbend: what Hillcrest does")).form

    assert form is not None
    assert "Please take out: Hillcrest." in form.intro
    refused = await two.fill("vance", form, text="ask Lee how")
    assert "Lee" in refused.errors["text"]


@pytest.mark.parametrize("audience", [Audience.SELF, Audience.PARTNER])
async def test_what_leaders_may_not_read_stays_so_when_other_words_are_shared(
    two: Office, audience: Audience
) -> None:
    opened = (await two.say("boyd", "/helping")).form
    await two.fill("boyd", opened, text="it works, at last", audience=audience.value)
    form = (await two.act("boyd", "share.open", "H-1")).form
    done = await two.fill("boyd", form, text="exit debriefs")

    assert (await get(two, Help, 1)).audience is audience
    assert "H-1 itself is read by nobody else than before" in said(done)
    edited = (await two.act("boyd", "helping.edit", "H-1")).form
    await two.fill("boyd", edited, text="it works now")
    assert "exit debriefs" in await network(two)


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
