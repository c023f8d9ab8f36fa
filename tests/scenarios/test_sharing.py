"""``/headway share``: what crosses to the partner's other districts, in words that name nobody."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience
from bot.domain.help import Help
from tests.fakes import Office, fields_of, riverbend
from tests.neighbours import move_in
from tests.sharing import network, rows, share
from tests.talking import change_person, count, get, labels, said


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
