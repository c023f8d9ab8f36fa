"""Reading a digest over: post it, edit it, or take the template's."""

from bot.domain.checkin import Answer
from bot.domain.draft import DraftState
from bot.messages import FieldKind
from prompts.digest import TemplateWriter
from tests.drafting import (
    FIVE,
    OWN,
    WORDED,
    at,
    drafts,
    edit,
    in_channel,
    lines,
    posted,
    read_over_by,
    shown,
)
from tests.fakes import Office, fields_of, text_of
from tests.jobs.looking import LEADERSHIP
from tests.neighbours import move_in, neighbour
from tests.talking import card as latest
from tests.talking import get, labels, said


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


async def test_the_template_s_own_words_need_no_third_button(office: Office) -> None:
    await read_over_by(office, writer=TemplateWriter())

    (card,) = shown(office)
    assert labels(card) == ["Post", "Edit"]
    assert "it goes out as it is" in text_of(card)


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
