"""The agenda revised by its form, and the words of the district looked up."""

from dataclasses import replace

import pytest

from bot.domain.agenda import Term
from bot.domain.revision import Revision
from tests.fakes import Office, fields_of
from tests.revising import REVISE, agenda, put
from tests.talking import get, labels, said

VISION = "Every student explains their thinking, every day, in every classroom."


async def test_who_may_revise_it_finds_the_buttons_to_do_so(office: Office) -> None:
    theirs = await office.say("boyd", "/headway agenda")
    ours = await office.say("whitfield", "/headway agenda")

    assert labels(theirs.reply) == ["History"]
    assert labels(ours.reply) == ["Revise"] * 5 + ["Add a strategy", "History"]


@pytest.mark.parametrize("line", ["vision: All talk", "give up student-talk", "vision: because so"])
async def test_what_lacks_a_reason_or_words_opens_the_form_with_the_rest(
    office: Office, line: str
) -> None:
    form = (await office.say("vance", REVISE + line)).form

    errors = (await office.fill("vance", form)).errors
    assert set(errors) < {"why", "new"}
    kept = await office.fill("vance", form, why="some did not", new="All say")
    assert "Because some did not" in said(kept)


async def test_without_text_a_form_asks_what_is_revised(office: Office) -> None:
    form = (await office.say("vance", "/headway agenda revise")).form
    assert "what" in (await office.fill("vance", form, new="x", why="y")).errors
    assert "new" in (await office.fill("vance", form, what="vision", new="", why="y")).errors

    await office.fill("vance", form, what="name:data-teams", new="Teams", why="it is shorter")
    await office.fill("vance", form, what="strategy:", new="peers Peers: Each term", why="asked")
    await office.fill("vance", form, what="strategy:student-talk", new="", why="teams do it")

    found = await agenda(office)
    assert [one.name for one in found.current] == ["Teams", "Leaders in classrooms", "Peers"]


async def test_a_new_strategy_in_the_form_needs_a_key_and_a_name(office: Office) -> None:
    shown = await office.say("vance", "/headway agenda")
    form = (await office.press("vance", shown.reply, "Add a strategy")).form

    for new in ("", "Peers", "peers"):
        assert "new" in (await office.fill("vance", form, new=new, why="we ask")).errors


async def test_a_strategys_button_opens_its_words_and_nothing_else(office: Office) -> None:
    shown = await office.say("vance", "/headway agenda")
    form = (await office.press("vance", shown.reply, "Revise", 2)).form

    assert form
    assert [option.value for option in form.fields[0].options] == [
        "success:data-teams",
        "name:data-teams",
        "strategy:data-teams",
    ]
    assert (
        fields_of(form)["new"]
        == "Every team scores 3 or more on the rubric and closes with pledges."
    )
    assert "new" in (await office.fill("vance", form, why="so")).errors


async def test_a_form_for_a_strategy_that_is_gone_says_so(office: Office) -> None:
    shown = await office.say("vance", "/headway agenda")
    form = (await office.press("vance", shown.reply, "Revise", 3)).form
    await office.say("whitfield", REVISE + "give up student-talk because teams do it")

    refused = await office.fill("vance", form, new="All explain", why="so")

    assert "There is no strategy “student-talk”" in said(refused)


async def test_edit_changes_the_words_and_the_reason(office: Office) -> None:
    made = await office.say("vance", REVISE + "vision: All talk because some did not")
    form = (await office.press("vance", made.reply, "Edit")).form
    assert "R-1 stays as it was" in said(await office.fill("vance", form))
    assert "new" in (await office.fill("vance", form, new="")).errors

    changed = await office.fill("vance", form, new="All explain", why="only half did")

    assert "R-1 now says:" in said(changed)
    assert (await agenda(office)).vision == "All explain"
    await office.press("vance", changed.reply, "Undo")
    assert (await agenda(office)).vision == "All talk"
    assert (await get(office, Revision, 1)).text == "some did not"


async def test_the_reason_for_giving_up_can_be_edited(office: Office) -> None:
    made = await office.say("vance", REVISE + "give up student-talk because teams do it")
    form = (await office.press("vance", made.reply, "Edit")).form

    await office.fill("vance", form, why="teams do it by now")

    assert (await get(office, Revision, 1)).text == "teams do it by now"


async def test_nobody_else_edits_a_revision(office: Office) -> None:
    await office.say("vance", REVISE + "vision: All talk because some did not")
    form = (await office.act("whitfield", "agenda.edit", "R-1")).form

    assert "R-1 is somebody else's" in said(await office.fill("whitfield", form, new="Some talk"))


async def test_a_word_is_looked_up_whatever_its_case(office: Office) -> None:
    for word in ("critical friend", "Critical  FRIEND", "friend"):
        told = said(await office.say("boyd", f"/headway term {word}"))
        assert "Critical friend: someone who asks hard questions" in told


async def test_without_a_word_all_are_told(office: Office) -> None:
    told = said(await office.say("boyd", "/headway term"))

    assert "Critical friend:" in told
    assert "Next level of work:" in told


async def test_a_word_that_is_not_there_brings_the_nearest_or_all(office: Office) -> None:
    near = await office.say("boyd", "/headway term critical freind")
    assert "Did you mean “critical friend”?" in said(near)
    assert "someone who asks" in said(await office.press("boyd", near.reply, "Yes"))

    assert "There are critical friend and next level of work" in said(
        await office.say("boyd", "/headway term rubric")
    )


async def test_many_words_are_named_and_none_is_explained_by_the_agenda(office: Office) -> None:
    terms = tuple(Term(term=f"word {n}", meaning=f"meaning {n}") for n in range(9))
    await put(office, replace(await agenda(office), terms=terms))

    told = said(await office.say("boyd", "/headway agenda"))
    assert "word 7 and word 8. What one of them means: /headway term word 0" in told
    assert "meaning 3" not in told

    await put(office, replace(await agenda(office), terms=()))
    assert "No words have been written down" in said(await office.say("boyd", "/headway term x"))
