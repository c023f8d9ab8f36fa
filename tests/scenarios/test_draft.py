"""Reading a digest over: post it, edit it, or take the template's."""

from datetime import date

import pytest

from bot.domain.checkin import Answer
from bot.domain.draft import DraftState
from bot.domain.people import Level
from bot.messages import FieldKind
from prompts.digest import TemplateWriter
from tests.drafting import FIVE, WORDED, at, drafts, in_channel, posted, read_over_by, shown
from tests.fakes import Office, fields_of, text_of
from tests.jobs.looking import LEADERSHIP, prefer
from tests.neighbours import move_in, neighbour
from tests.talking import card as latest
from tests.talking import change_person, get, labels, said

OWN = "In other words for leaders."


async def lines(office: Office) -> list[tuple[str, tuple[str, ...], str]]:
    """The sentences of the posted digest after its headline: text, sources, by whom edited."""
    made = await posted(office)
    assert made is not None
    return [(one.text, one.sources, one.edited_by) for one in list(made.digest.lines())[1:]]


async def edit(office: Office, **fields: str) -> str:
    """Ortega edits the draft and reads what comes of it."""
    form = (await office.press("ortega", shown(office)[0], "Edit")).form
    return said(await office.fill("ortega", form, **fields))


async def test_the_card_says_where_it_goes_and_what_happens_if_nobody_decides(
    office: Office,
) -> None:
    await read_over_by(office)

    told = text_of(shown(office)[0])

    assert "Please read this digest over before the leaders do." in told
    assert "It goes to the channel leadership when you press Post" in told
    assert "the template’s text goes out instead" in told
    assert labels(shown(office)[0]) == ["Post", "Edit", "Use template"]


async def test_post_posts_the_words_as_they_are(office: Office) -> None:
    await read_over_by(office)
    office.now = at("15:20")

    answer = await office.press("ortega", shown(office)[0], "Post")
    await office.tick(at("15:21"))

    assert "You posted this digest to the channel leadership." in said(answer)
    assert labels(answer.replace) == []
    assert in_channel(office) == [OWN]
    (draft,) = await drafts(office)
    assert (draft.state, draft.decided_by) == (DraftState.POSTED, "ortega")


async def test_use_template_posts_what_the_template_says(office: Office) -> None:
    await read_over_by(office)

    answer = await office.press("ortega", shown(office)[0], "Use template")
    await office.tick(at("15:21"))

    made, (draft,) = await posted(office), await drafts(office)
    assert "You posted the template’s text" in said(answer)
    assert made is not None
    assert made.digest == draft.template
    assert in_channel(office) != [OWN]


async def test_what_was_decided_is_posted_once_and_the_hour_changes_nothing(
    office: Office,
) -> None:
    await read_over_by(office)
    await office.press("ortega", shown(office)[0], "Post")
    await office.tick(at("15:21"))

    await office.tick(FIVE)

    assert in_channel(office) == [OWN]


@pytest.mark.parametrize("second", ["Post", "Use template", "Edit"])
async def test_a_second_press_says_what_was_decided(office: Office, second: str) -> None:
    await read_over_by(office)
    await office.press("ortega", shown(office)[0], "Post")

    pressed = next(one for one in shown(office)[0].buttons() if one.label == second)
    answer = await office.act("ortega", pressed.action, pressed.value)

    assert "You posted this digest" in said(answer)
    assert answer.form is None


async def test_a_press_after_the_hour_says_that_it_was_too_late(office: Office) -> None:
    await read_over_by(office)
    await office.tick(FIVE)

    answer = await office.press("ortega", shown(office)[0], "Post")

    assert "nothing was decided by Friday, 15 Jan, 17:00" in said(answer)
    assert in_channel(office) != [OWN]


async def test_the_form_has_every_sentence_on_a_line(office: Office) -> None:
    await read_over_by(office)

    form = (await office.press("ortega", shown(office)[0], "Edit")).form

    assert fields_of(form) == {"headline": OWN, "where": "\n".join(WORDED)}
    assert form is not None
    assert {one.kind for one in form.fields} == {FieldKind.LINES}
    assert [one.label for one in form.fields] == ["The first sentence", "Where we are"]


async def test_an_edited_sentence_keeps_its_sources_and_says_who_edited_it(
    office: Office,
) -> None:
    await read_over_by(office)

    told = await edit(office, where="Lincoln meets.\nMarsh waits for the schedule.")

    assert "Please read it once more" in told
    assert "Marsh waits for the schedule. (edited by L. Ortega) [A-2]" in told
    assert "• Lincoln meets. [A-1]" in told
    assert "Both need time" not in told


async def test_what_was_edited_is_posted_only_when_that_was_read_again(office: Office) -> None:
    await read_over_by(office)
    form = (await office.press("ortega", shown(office)[0], "Edit")).form
    again = await office.fill("ortega", form, headline="Lincoln\nleads.", where="A new one.")
    assert await posted(office) is None

    await office.press("ortega", again.reply, "Post")
    await office.tick(at("15:30"))

    assert in_channel(office) == ["Lincoln leads."]
    ((text, _, by),) = await lines(office)
    assert (text, by) == ("A new one.", "L. Ortega")


async def test_a_section_without_a_sentence_is_left_out(office: Office) -> None:
    await read_over_by(office)

    assert "Where we are" not in await edit(office, where=" \n")


async def test_a_digest_without_a_first_sentence_is_not_kept(office: Office) -> None:
    await read_over_by(office)

    assert "A digest begins with a sentence" in await edit(office, headline=" ")
    assert [draft.version for draft in await drafts(office)] == [1]


async def test_the_form_sent_as_it_stands_changes_nothing(office: Office) -> None:
    await read_over_by(office)

    assert "Nothing was changed" in await edit(office)
    assert [draft.version for draft in await drafts(office)] == [1]


async def test_an_old_button_says_that_the_draft_has_changed(office: Office) -> None:
    await read_over_by(office)
    await edit(office, where="Only this.")

    answer = await office.press("ortega", shown(office)[0], "Post")

    assert "This draft was changed since" in said(answer)
    assert "Only this." in said(answer)
    assert await posted(office) is None
    assert "Posted" not in said(await office.press("ortega", answer.reply, "Post"))
    assert await posted(office) is not None


async def test_pressing_on_a_later_card_changes_the_first_one_too(office: Office) -> None:
    await read_over_by(office)
    form = (await office.press("ortega", shown(office)[0], "Edit")).form
    again = await office.fill("ortega", form, where="Only this.")

    answer = await office.press("ortega", again.reply, "Post")

    (update,) = answer.updates
    assert "You posted this digest" in update.message.text
    assert update.message == answer.replace


async def test_a_form_of_an_earlier_version_keeps_nothing_and_loses_no_word(
    office: Office,
) -> None:
    await read_over_by(office)
    form = (await office.press("ortega", shown(office)[0], "Edit")).form
    await office.fill("ortega", form, where="Only this.")

    answer = await office.fill("ortega", form, where="Another thing altogether.")

    assert "was changed or decided while you wrote" in said(answer)
    assert "Another thing altogether." in said(answer)


async def test_a_name_that_may_not_be_kept_is_asked_about(office: Office) -> None:
    await read_over_by(office)

    told = await edit(office, where="Mrs. Castillo meets.")

    assert "Castillo" in told
    assert "Please read it once more" not in told
    assert [draft.version for draft in await drafts(office)] == [1]


@pytest.mark.parametrize("who", ["chen", "vance", "boyd"])
@pytest.mark.parametrize("verb", ["post", "template", "edit", "show"])
async def test_nobody_else_decides(office: Office, who: str, verb: str) -> None:
    await read_over_by(office)

    answer = await office.act(who, f"draft.{verb}", "2027-W02|leaders|1")

    assert "Somebody else reads this draft over" in said(answer)
    assert await posted(office) is None


async def test_who_may_not_read_it_any_more_decides_nothing(office: Office) -> None:
    await read_over_by(office)
    await change_person(office, "ortega", level=Level.BOARD)

    answer = await office.press("ortega", shown(office)[0], "Post")

    assert "Somebody else" in said(answer)
    assert "No draft waits for you" in said(await office.say("ortega", "/headway draft"))


@pytest.mark.parametrize("value", ["2027-W02|leaders|1", "", "2027-W02|nobody|1", "2027-W02"])
async def test_a_button_of_no_draft_is_answered_politely(office: Office, value: str) -> None:
    answer = await office.act("ortega", "draft.post", value)

    assert answer.reply is not None
    assert await posted(office) is None


async def test_the_template_s_own_words_need_no_third_button(office: Office) -> None:
    await read_over_by(office, writer=TemplateWriter())

    (card,) = shown(office)
    assert labels(card) == ["Post", "Edit"]
    assert "it goes out as it is" in text_of(card)


async def test_the_word_shows_the_draft_that_waits(office: Office) -> None:
    await read_over_by(office)

    assert OWN in said(await office.say("ortega", "/headway draft"))
    assert "No draft waits for you" in said(await office.say("chen", "/headway draft"))


async def test_who_is_away_may_decide_all_the_same(office: Office) -> None:
    await prefer(office, "ortega", away_until=date(2027, 1, 25))
    await read_over_by(office)
    asked = await office.say("ortega", "/headway draft")

    answer = await office.press("ortega", asked.reply, "Post")

    assert "You posted this digest" in said(answer)
    assert answer.updates == ()
    assert shown(office) == []


async def test_of_several_drafts_one_is_chosen(office: Office) -> None:
    await read_over_by(office, "vance")

    answer = await office.say("vance", "/headway draft")

    assert "The digest for your colleagues, week of 11 January" in said(answer)
    assert labels(answer.reply) == ["Read it", "Read it"]
    assert OWN in said(await office.press("vance", answer.reply, "Read it"))


@pytest.mark.parametrize("typed", ["/digest", "/digest 2027-W02"])
async def test_while_a_draft_waits_the_preview_says_so(office: Office, typed: str) -> None:
    await read_over_by(office)

    told = said(await office.say("boyd", typed))

    assert "This digest waits to be read over" in told
    assert OWN not in told


async def test_whose_digest_is_out_reads_it_while_the_other_waits(office: Office) -> None:
    await read_over_by(office)

    assert "waits to be read over" not in said(await office.say("vance", "/digest 2027-W02"))
    assert "waits to be read over" not in said(await office.say("vance", "/digest"))


async def test_nothing_waits_for_somebody_of_the_board(office: Office) -> None:
    await read_over_by(office)
    await change_person(office, "price", level=Level.BOARD)

    assert "waits" not in said(await office.say("price", "/digest"))


async def test_an_answer_that_a_draft_tells_is_corrected_visibly(office: Office) -> None:
    """The draft is written: what is said now comes as a correction, in the next digest."""
    await office.tick()
    await office.say("boyd", "Grade 4 met once")
    monday = latest(office)
    await read_over_by(office, "vance")
    form = (await office.press("boyd", monday, "Answer")).form

    answer = await office.fill("boyd", form, where="Grade 4 met twice")

    assert "corrected on Friday, 15 Jan" in said(answer)
    assert (await get(office, Answer, 1)).corrected_at == office.now


async def shared_by_others(office: Office, *texts: str) -> None:
    """Another district shares these before the drafts are made."""
    await move_in(office, neighbour())
    office.now = at("11:00")
    for text in texts:
        form = (await office.say("lee-hillcrest", f"/headway share {text}")).form
        await office.fill("lee-hillcrest", form)


async def test_what_others_took_back_while_it_waited_is_not_posted(office: Office) -> None:
    await shared_by_others(office, "exit debriefs of two minutes", "a shared calendar")
    await office.say("boyd", "/helping time for teams")
    await read_over_by(office, writer=TemplateWriter())
    assert "exit debriefs" in text_of(shown(office)[0])
    await office.say("lee-hillcrest", "/headway share back N-1")

    again = text_of((await office.say("ortega", "/headway draft")).reply)
    await office.press("ortega", shown(office)[0], "Post")
    await office.tick(at("15:21"))

    told = (again, *map(text_of, office.platform.to(LEADERSHIP)))
    assert ["exit debriefs" in one for one in told] == [False, False]
    for text in ("a shared calendar", "for teams"):
        assert [text in one for one in told] == [True, True]


async def test_what_others_took_back_before_it_was_sent_is_not_sent(office: Office) -> None:
    await shared_by_others(office, "exit debriefs of two minutes")
    await read_over_by(office, writer=TemplateWriter())
    await office.press("ortega", shown(office)[0], "Post")
    await office.say("lee-hillcrest", "/headway share back N-1")
    await office.tick(at("15:21"))

    (told,) = map(text_of, office.platform.to(LEADERSHIP))
    assert "exit debriefs" not in told
    assert "N-1" not in told
