"""``/headway``: help, what is mine, who is who, and what we work on."""

from dataclasses import replace

from bot.domain.agenda import Agenda
from bot.domain.partnership import Partnership
from tests.fakes import Office
from tests.talking import card, change_person, labels, said


async def test_help_shows_every_word_with_what_it_is_for(office: Office) -> None:
    told = said(await office.say("boyd", "/headway help"))

    words = ["/checkin", "/commit", "/blocker", "/helping", "/digest"]
    words += [f"/headway {word}" for word in ("agenda", "people", "mine", "settings")]
    for word in words:
        assert f"{word} — " in told


async def test_help_is_in_parts_that_are_read_at_a_glance(office: Office) -> None:
    told = said(await office.say("boyd", "/headway help")).splitlines()

    parts = ["What you say and promise", "What was seen and measured", "What we work on"]
    assert [line for line in told if line in {*parts, "To look up and to set"}] == [
        *parts,
        "To look up and to set",
    ]
    assert max(map(len, told)) < 200


async def test_help_for_one_word_shows_all_its_examples(office: Office) -> None:
    told = said(await office.say("boyd", "/headway help /commit"))

    assert "/commit move C-12 to 12 March because testing week" in told
    assert "/commit drop C-12 because the schedule changed" in told


async def test_the_agenda_is_shown_with_its_words(office: Office) -> None:
    told = said(await office.say("boyd", "/headway agenda"))

    assert "Theory of action. If every grade-level team" in told
    assert "Data teams that change instruction · #data-teams" in told
    assert "critical friend: someone who asks hard questions" in told


async def test_an_agenda_without_terms_or_vision_has_no_empty_titles(office: Office) -> None:
    await change_agenda(office, replace(await agenda(office), terms=(), vision=""))

    told = said(await office.say("boyd", "/headway agenda"))

    assert "Theory of action." in told
    assert "Our words" not in told
    assert "Vision" not in told


async def test_without_an_agenda_it_says_where_one_belongs(office: Office) -> None:
    await change_agenda(office, Agenda())

    assert "No agenda has been written down yet" in said(
        await office.say("boyd", "/headway agenda")
    )


async def agenda(office: Office) -> Agenda:
    async with office.store.read() as tx:
        partnership = await tx.get(Partnership, "riverbend")
    assert partnership is not None
    return partnership.agenda


async def change_agenda(office: Office, changed: Agenda) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, agenda=changed))


async def test_people_shows_both_sides_and_who_is_away(office: Office) -> None:
    await office.say("rossi", "/headway settings away until 25 January")

    told = said(await office.say("boyd", "/headway people"))

    assert "10 people of Riverbend Public Schools with Harbor Center" in told
    assert "Paula Rossi, principal, Marsh Street Elementary · @rossi" in told
    assert "away until Monday, 25 Jan" in told
    assert "Ruth Vance, partner coach · @vance" in told


async def test_only_the_partner_sees_who_cannot_be_reached(office: Office) -> None:
    await change_person(office, "rossi", unreachable_since=office.now)

    assert "not reached since" in said(await office.say("vance", "/headway people"))
    assert "not reached since" not in said(await office.say("boyd", "/headway people"))


async def test_who_writes_can_be_reached_again(office: Office) -> None:
    await change_person(office, "boyd", unreachable_since=office.now)

    await office.say("boyd", "/headway people")

    assert "not reached since" not in said(await office.say("vance", "/headway people"))


async def test_leavers_are_not_among_the_people(office: Office) -> None:
    await change_person(office, "rossi", left=office.now)

    told = said(await office.say("boyd", "/headway people"))

    assert "9 people" in told
    assert "Rossi" not in told


async def test_mine_shows_what_is_open_with_its_buttons_and_what_the_partner_promised(
    office: Office,
) -> None:
    await office.tick()
    await office.say("boyd", "/commit share the rubric by Friday")
    await office.say("boyd", "/blocker no time")
    await office.say("vance", "/commit send the protocol by Friday")

    answer = await office.say("boyd", "/headway mine")

    told = said(answer)
    assert "A check-in is open for you until Friday, 15 Jan" in told
    assert "share the rubric — due Friday, 15 Jan · C-1" in told
    assert "no time — since Monday, 11 Jan · B-1" in told
    assert "Harbor Center for School Change promised\nsend the protocol" in told
    assert labels(answer.reply) == [*("Answer", "Done", "Change date", "Edit", "Cleared", "Edit")]


async def test_the_partner_sees_what_the_district_promised(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")

    told = said(await office.say("vance", "/headway mine"))

    assert "Riverbend Public Schools promised\nshare the rubric" in told


async def test_mine_says_when_there_is_more(office: Office) -> None:
    for number in range(14):
        await office.say("boyd", f"/commit thing {number}")

    assert "… and 2 more, due later" in said(await office.say("boyd", "/headway mine"))


async def test_mine_shows_many_long_promises_of_the_partner_in_short(office: Office) -> None:
    for number in range(50):
        await office.say("vance", f"/commit {number} {'send it ' * 300}")

    told = said(await office.say("boyd", "/headway mine"))

    assert "… and 38 more, due later" in told
    assert len(told) < 5000


async def test_mine_without_anything_shows_how_to_begin(office: Office) -> None:
    assert "Nothing is open for you" in said(await office.say("boyd", "/headway mine"))


async def test_a_button_of_another_time_is_answered(office: Office) -> None:
    for action in ("walkthrough.save", "commit.nonsense", "nonsense", "headway.type"):
        answer = await office.act("boyd", action, "")
        assert "That button belongs to something I no longer do" in said(answer)


async def test_a_form_of_another_time_is_answered(office: Office) -> None:
    await office.tick()
    form = (await office.press("boyd", card(office), "Answer")).form
    assert form is not None

    answer = await office.fill("boyd", replace(form, action="commit.done"))

    assert "That button belongs to something I no longer do" in said(answer)
