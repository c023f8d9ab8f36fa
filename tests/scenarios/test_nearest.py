"""Mistyped words, numbers, names and tags: the nearest right one, and the text is kept."""

import pytest

from bot.domain.commitment import Commitment
from bot.domain.help import Help
from tests.fakes import Office
from tests.talking import change_person, count, get, labels, said


async def promise(office: Office, text: str = "share the rubric by next Friday") -> None:
    await office.say("boyd", f"/commit {text}")


async def test_a_wrong_number_is_answered_with_the_nearest_and_the_text(office: Office) -> None:
    for text in [f"promise {number}" for number in range(1, 21)]:
        await office.say(
            "boyd" if text in {"promise 12", "promise 20"} else "chen", f"/commit {text}"
        )

    answer = await office.say("boyd", "/commit done C-21 minutes are in the folder")

    assert "I can't find C-21. Yours: C-12 and C-20." in said(answer)
    assert "Did you mean C-20 (promise 20)?" in said(answer)
    assert "/commit done C-21 minutes are in the folder" in said(answer)
    assert "Done: promise 20 · C-20" in said(await office.press("boyd", answer.reply, "Yes"))
    assert (await get(office, Commitment, 20)).note == "minutes are in the folder"


async def test_a_wrong_number_offers_to_show_what_is_open(office: Office) -> None:
    await promise(office)
    answer = await office.say("boyd", "/commit done C-7")

    shown = await office.press("boyd", answer.reply, "Show mine")

    assert "share the rubric — due Friday, 22 Jan · C-1" in said(shown)


async def test_a_wrong_number_with_nothing_open_says_so(office: Office) -> None:
    answer = await office.say("boyd", "/commit done C-7")

    assert "I can't find C-7. Nothing of yours is open." in said(answer)
    assert answer.reply
    assert not answer.reply.buttons()


async def test_a_number_too_long_to_be_one_is_not_there(office: Office) -> None:
    answer = await office.act("boyd", "commit.edit", "C-123456789")

    assert "I can't find C-123456789" in said(answer)


async def test_the_letter_of_another_kind_is_no_promise(office: Office) -> None:
    await office.say("boyd", "/blocker no time")

    answer = await office.act("boyd", "commit.done", "B-1")

    assert "I can't find" in said(answer)


async def test_a_misspelt_name_and_tag_are_put_right_one_after_the_other(office: Office) -> None:
    first = await office.say("boyd", "/commit update data @chne #dta-teams")
    assert "I know no “@chne” here. Did you mean @chen?" in said(first)

    second = await office.press("boyd", first.reply, "Yes")
    assert "I know no strategy “#dta-teams”. Did you mean #data-teams?" in said(second)

    third = await office.press("boyd", second.reply, "Yes")
    assert "Kept: Mei Chen will update data · C-1" in said(third)


async def test_a_name_and_a_tag_that_nobody_could_mean_are_answered_with_what_there_is(
    office: Office,
) -> None:
    assert "/headway people shows everybody" in said(await office.say("boyd", "/commit x @zzzzzz"))
    assert "There are #data-teams, #student-talk and #leader-visits" in said(
        await office.say("boyd", "/commit x #zzzzzz")
    )


async def test_an_unknown_word_is_answered_with_the_nearest_and_the_text(office: Office) -> None:
    answer = await office.say("boyd", "/comit share the rubric by Friday")

    assert "I know no word “comit”. Did you mean “commit”?" in said(answer)
    assert "Your text is kept: /comit share the rubric by Friday" in said(answer)
    assert "you'll share the rubric by Friday" in said(
        await office.press("boyd", answer.reply, "Yes")
    )


async def test_a_word_unlike_any_is_answered_with_the_way_to_help_and_the_text(
    office: Office,
) -> None:
    typed = "/observation lincoln grade 4 math: reasoning 3/5"

    answer = await office.say("boyd", typed)

    assert "I know no word “observation”. /headway help shows what I know." in said(answer)
    assert f"Your text is kept: {typed}" in said(answer)


async def test_a_word_after_headway_may_be_mistyped_too(office: Office) -> None:
    answer = await office.say("boyd", "/headway poeple")

    assert "Did you mean “people”?" in said(answer)
    assert "10 people" in said(await office.press("boyd", answer.reply, "Yes"))


async def test_a_mistyped_topic_of_help_is_put_right(office: Office) -> None:
    answer = await office.say("boyd", "/headway help comit")

    assert "Your text is kept: /headway help comit" in said(answer)
    assert "/commit done C-12" in said(await office.press("boyd", answer.reply, "Yes"))


async def test_a_line_too_long_for_a_button_is_still_kept(office: Office) -> None:
    answer = await office.say("boyd", "/comit " + "x" * 3000)

    assert "x" * 3000 in said(answer)
    assert answer.reply
    assert not answer.reply.buttons()


async def test_only_the_tag_is_put_right_and_not_the_words_like_it(office: Office) -> None:
    answer = await office.say("boyd", "/helping dat is good #dat-teams")

    await office.press("boyd", answer.reply, "Yes")

    stored = await get(office, Help, 1)
    assert (stored.text, stored.strategy) == ("dat is good", "data-teams")


async def test_a_mistyped_factor_is_put_right(office: Office) -> None:
    answer = await office.say("boyd", "/blocker no time #condition")

    assert "Did you mean #conditions?" in said(answer)
    assert labels(answer.reply) == ["Yes"]


@pytest.mark.parametrize("word", ["Mei.Chen", "CHEN", "chen@riverbend.example", "U000000003"])
async def test_somebody_is_known_by_every_name(office: Office, word: str) -> None:
    await office.say("boyd", f"/commit call home @{word}")

    assert (await get(office, Commitment, 1)).owner == "chen"


async def test_a_name_that_two_people_share_is_not_guessed(office: Office) -> None:
    await change_person(office, "rossi", name="Anna Nowak-Lopez Lopez")
    await change_person(office, "haddad", name="Sami Lopez")

    answer = await office.say("boyd", "/commit call home @lopez")

    assert "I know no “@lopez” here" in said(answer)
    assert await count(office, Commitment) == 0


async def test_a_key_is_unmistakable_even_where_a_name_is_alike(office: Office) -> None:
    await change_person(office, "rossi", name="Anna Chen")

    await office.say("boyd", "/commit call home @chen")

    assert (await get(office, Commitment, 1)).owner == "chen"
