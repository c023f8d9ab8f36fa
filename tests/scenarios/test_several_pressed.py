"""Somebody in several districts: what is pressed and filled in stays in its district."""

from bot.domain.commitment import Commitment
from bot.messages import within
from tests.fakes import Office, text_of
from tests.several import (
    MAPLEWOOD_NAME,
    RIVERBEND_NAME,
    kept,
    many,
    names_only,
    press_on,
    tap,
)
from tests.talking import labels

LONG = "share the protocol with all grades " * 80


async def test_buttons_and_forms_stay_in_their_district(both: Office) -> None:
    done = await both.say("vance", "/commit maplewood: share the rubric by Friday")
    await both.say("vance", "/commit riverbend: bring the minutes by Friday")
    opened = await tap(both, "vance", done.reply, "Edit")
    changed = await both.fill("vance", opened.form, text="share both rubrics")

    assert names_only(changed, MAPLEWOOD_NAME)
    assert await kept(both) == {
        "maplewood": ["share both rubrics"],
        "riverbend": ["bring the minutes"],
    }


async def test_undo_takes_back_in_its_own_district(both: Office) -> None:
    first = await both.say("vance", "/commit maplewood: share the rubric by Friday")
    await both.say("vance", "/commit riverbend: bring the minutes by Friday")
    await tap(both, "vance", first.reply, "Undo")

    async with both.store.read() as tx:
        found = {one.partnership: one.withdrawn for one in await tx.find(Commitment)}
    assert found == {"maplewood": True, "riverbend": False}


async def test_a_form_with_mistakes_stays_in_its_district(both: Office) -> None:
    opened = await both.say("vance", "/commit maplewood:")
    wrong = await both.fill("vance", opened.form, text="")

    assert wrong.errors
    assert await kept(both) == {}


async def test_what_is_refused_names_its_district_and_corrects_there(both: Office) -> None:
    refused = await both.say("vance", "/commit maplewood: share it #student-tolk")
    done = await tap(both, "vance", refused.reply, "Yes")

    assert names_only(refused, MAPLEWOOD_NAME)
    assert names_only(done, MAPLEWOOD_NAME)
    assert list(await kept(both)) == ["maplewood"]


async def test_a_repeated_tap_does_nothing_twice(both: Office) -> None:
    asked = await both.say("vance", "/commit share the rubric")
    assert asked.reply is not None
    button = asked.reply.buttons()[0]
    for _ in range(2):
        await press_on(both, "vance", "m99", button.action, button.value)

    assert await kept(both) == {"maplewood": ["share the rubric"]}


async def test_a_long_text_is_kept_for_the_tap(both: Office) -> None:
    asked = await both.say("vance", f"/commit {LONG}")
    await tap(both, "vance", asked.reply, RIVERBEND_NAME)

    assert await kept(both) == {"riverbend": [LONG.strip()]}


async def test_nothing_is_stored_of_a_question_about_words_that_name_somebody(
    both: Office,
) -> None:
    line = "/commit talk to Mr. Castellanos about his lessons"
    asked = await both.say("vance", line)
    told = await tap(both, "vance", asked.reply, RIVERBEND_NAME)

    assert asked.unkept
    assert told.unkept
    assert names_only(told, RIVERBEND_NAME)


async def test_a_long_text_that_names_somebody_is_to_be_said_again(both: Office) -> None:
    line = f"/commit talk to Mr. Castellanos about {LONG}"
    asked = await both.say("vance", line)

    assert asked.unkept
    assert labels(asked.reply) == []
    assert "/commit maplewood: …" in text_of(asked.reply)
    assert LONG.strip() in text_of(asked.reply)


async def test_one_of_many_districts_is_chosen_in_a_form(office: Office) -> None:
    await many(office)
    asked = await office.say("vance", f"/commit {LONG}")
    assert asked.form is not None
    assert len(asked.form.fields[0].options) == 6
    done = await office.fill("vance", asked.form, district="dunmore")

    assert text_of(done.reply).startswith("Dunmore Schools · ")
    assert await kept(office) == {"dunmore": [LONG.strip()]}


async def test_a_button_without_a_district_is_asked_about_in_a_form_too(office: Office) -> None:
    await many(office)
    await office.say("vance", "/commit dunmore: share the rubric")
    asked = await office.act("vance", "commit.done", "C-1")
    done = await office.fill("vance", asked.form, district="dunmore")

    assert text_of(done.reply or done.replace).startswith("Dunmore Schools · ")


async def test_an_old_button_without_a_district_is_asked_about(both: Office) -> None:
    for key in ("riverbend", "maplewood"):
        await both.say("vance", f"/commit {key}: share the rubric")
    asked = await both.act("vance", "commit.done", "C-1")
    await tap(both, "vance", asked.reply, MAPLEWOOD_NAME)

    async with both.store.read() as tx:
        found = {one.partnership: one.is_open for one in await tx.find(Commitment)}
    assert found == {"riverbend": True, "maplewood": False}


async def test_a_form_without_a_district_loses_no_text(both: Office) -> None:
    opened = await both.say("boyd", "/commit")
    told = await both.fill("vance", opened.form, text="share the rubric with all")

    assert told.unkept
    assert "share the rubric with all" in text_of(told.reply)
    assert await kept(both) == {}


async def test_a_button_of_a_district_that_was_left_changes_nothing(both: Office) -> None:
    told = await both.act("boyd", "commit.done", within("C-1", "maplewood"))

    assert "do not know you any more" in text_of(told.reply)
