"""``/blocker``: raised, sorted, cleared by somebody, and never by a "none"."""

import pytest

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker, BlockerState, Factor
from tests.fakes import Office, fields_of, text_of
from tests.talking import card, changes, count, get, labels, said

TIME = "/blocker no common planning time in grade 5 #conditions @ortega"


async def test_a_blocker_is_echoed_with_factor_who_could_clear_it_and_who_reads_it(
    office: Office,
) -> None:
    answer = await office.say("boyd", f"{TIME} #data-teams")

    assert said(answer).splitlines()[0] == (
        "Kept as in the way: no common planning time in grade 5 · B-1 · conditions · Data teams "
        "that change instruction · Luis Ortega could clear it. Only Harbor Center for School "
        "Change and you see it."
    )
    stored = await get(office, Blocker, 1)
    assert (stored.since, stored.audience) == (office.now.date(), Audience.PARTNER)
    assert (stored.strategy, stored.can_clear) == ("data-teams", "ortega")


async def test_who_could_clear_it_but_may_not_read_it_is_not_told_and_that_is_said(
    office: Office,
) -> None:
    answer = await office.say("boyd", TIME)
    await office.tick()

    assert "Luis Ortega does not see it yet" in said(answer)
    assert all("planning time" not in message.text for message in office.platform.to("ortega"))


async def test_once_opened_to_leaders_the_one_who_could_clear_it_is_told_and_can(
    office: Office,
) -> None:
    form = (await office.press("boyd", (await office.say("boyd", TIME)).reply, "Edit")).form
    answer = await office.fill("boyd", form, audience="leaders")
    assert "Leaders and Harbor Center for School Change see it" in said(answer)

    await office.tick()
    cleared = await office.press("ortega", card(office, "ortega"), "Cleared")
    await office.tick()

    assert "Cleared: no common planning time in grade 5 · B-1" in said(cleared)
    assert card(office).text.startswith("Luis Ortega says it is cleared: no common planning time")
    assert labels(card(office)) == ["It is still there"]


async def test_whoever_raised_it_can_say_that_it_is_still_there(office: Office) -> None:
    await office.say("boyd", "/blocker no time @vance")
    await office.say("vance", "/blocker clear B-1 the bell schedule is changed")
    await office.tick()

    answer = await office.press("boyd", card(office), "It is still there")
    await office.tick()

    assert "Still in the way: no time · B-1" in said(answer)
    assert card(office, "vance").text.startswith("Terrence Boyd changed what is in the way")
    assert (await get(office, Blocker, 1)).is_open


async def test_a_blocker_that_is_there_is_not_opened_again(office: Office) -> None:
    await office.say("boyd", "/blocker no time")

    assert "B-1 is open already" in said(await office.say("boyd", "/blocker reopen B-1"))


async def test_without_a_factor_one_tap_sorts_it(office: Office) -> None:
    answer = await office.say("boyd", "/blocker teachers are wary")
    assert labels(answer.reply)[-3:] == ["Culture", "Conditions", "Competencies"]

    sorted_one = await office.press("boyd", answer.reply, "Culture")

    assert "teachers are wary · B-1 · culture" in said(sorted_one)
    assert (await get(office, Blocker, 1)).factor is Factor.CULTURE


async def test_clear_keeps_who_when_and_how(office: Office) -> None:
    await office.say("boyd", "/blocker no time #conditions")
    office.later(days=18)

    answer = await office.say("boyd", "/blocker clear B-1 the schedule is changed")

    assert "Cleared: no time · B-1 — the schedule is changed" in said(answer)
    assert "It was in the way for 18 days." in said(answer)
    stored = await get(office, Blocker, 1)
    assert (stored.state, stored.closed_by) == (BlockerState.CLEARED, "boyd")
    assert (stored.closed_at, stored.note) == (office.now, "the schedule is changed")


async def test_clear_pressed_twice_answers_the_same(office: Office) -> None:
    await office.say("boyd", "/blocker no time")
    first = await office.act("boyd", "blocker.clear", "B-1")
    office.later(days=1)

    second = await office.act("boyd", "blocker.clear", "B-1")

    assert said(first) == said(second)
    assert (await get(office, Blocker, 1)).version == 2


async def test_what_is_cleared_is_not_cleared_again_by_another(office: Office) -> None:
    await office.say("boyd", "/blocker no time @vance")
    await office.say("boyd", "/blocker clear B-1")

    answer = await office.say("vance", "/blocker clear B-1 I changed the bells")

    assert "B-1 is cleared already; nothing was changed" in said(answer)
    assert "I changed the bells" in said(answer)


async def test_nobody_else_clears_it(office: Office) -> None:
    await office.say("boyd", "/blocker no time")

    answer = await office.say("vance", "/blocker clear B-1 it seems fine")

    assert "Only who raised B-1 or who can clear it can say so" in said(answer)
    assert (await get(office, Blocker, 1)).is_open


async def test_one_that_may_not_be_seen_is_not_there(office: Office) -> None:
    await office.say("boyd", "/blocker no time")

    answer = await office.say("chen", "/blocker clear B-1")

    assert "I can't find B-1" in said(answer)
    assert "no time" not in said(answer)


@pytest.mark.parametrize(
    "typed", ["none", "Nothing", "n/a", "no blockers", "clear none", "clear nothing new"]
)
async def test_none_raises_nothing_and_clears_nothing(office: Office, typed: str) -> None:
    await office.say("boyd", "/blocker no time")

    answer = await office.say("boyd", f"/blocker {typed}")

    assert "Nothing is kept, and nothing that is open was cleared" in said(answer)
    assert await count(office, Blocker) == 1
    assert (await get(office, Blocker, 1)).version == 1


@pytest.mark.parametrize("typed", ["list", "clear", "reopen"])
async def test_the_list_shows_what_one_raised_or_could_clear(office: Office, typed: str) -> None:
    await office.say("boyd", "/blocker no time #conditions")
    await office.say("chen", "/blocker no money @vance")
    await office.say("chen", "/blocker no room")

    mine = said(await office.say("boyd", f"/blocker {typed}"))
    theirs = said(await office.say("vance", f"/blocker {typed}"))

    assert "no time (conditions) — since Monday, 11 Jan · B-1" in mine
    assert "no money" in theirs
    assert "no room" not in theirs


async def test_a_long_list_is_cut_and_says_so(office: Office) -> None:
    for number in range(14):
        await office.say("boyd", f"/blocker thing {number}")

    assert "… and 2 more, not as old" in said(await office.say("boyd", "/blocker list"))


async def test_an_empty_list_shows_how_to_log_something(office: Office) -> None:
    assert "Nothing of yours is in the way now. To log something: /blocker" in said(
        await office.say("boyd", "/blocker list")
    )


async def test_the_form_takes_everything(office: Office) -> None:
    form = (await office.say("boyd", "/blocker")).form

    await office.fill(
        "boyd", form, text="no time", factor="conditions", can_clear="vance", strategy="data-teams"
    )

    stored = await get(office, Blocker, 1)
    assert (stored.factor, stored.can_clear) == (Factor.CONDITIONS, "vance")
    assert stored.strategy == "data-teams"


async def test_the_form_refuses_nothing_at_all_and_a_stranger(office: Office) -> None:
    form = (await office.say("boyd", "/blocker")).form

    answer = await office.fill("boyd", form, text="none", can_clear="U999")

    assert sorted(answer.errors) == ["can-clear", "text"]
    assert await count(office, Blocker) == 0


async def test_edit_that_changes_nothing_says_so(office: Office) -> None:
    answer = await office.say("boyd", "/blocker no time @vance")
    form = (await office.press("boyd", answer.reply, "Edit")).form
    assert fields_of(form)["can-clear"] == "vance"

    assert "B-1 stays as it was" in said(await office.fill("boyd", form))
    assert len(await changes(office, "B-1")) == 1


async def test_a_made_up_factor_is_refused(office: Office) -> None:
    answer = await office.say("boyd", "/blocker no time")

    tapped = await office.act("boyd", "blocker.factor", "B-1|weather")
    form = (await office.press("boyd", answer.reply, "Edit")).form
    filled = await office.fill("boyd", form, text="no time at all", factor="weather")

    assert "no longer do" in said(tapped)
    assert "no time at all" in said(filled)
    assert (await get(office, Blocker, 1)).factor is None


async def test_names_and_tags_alone_are_no_blocker(office: Office) -> None:
    answer = await office.say("boyd", "/blocker #conditions @ortega")

    assert "Say it in a few words" in said(answer)
    assert await count(office, Blocker) == 0


async def test_a_blocker_of_an_answer_is_sorted_by_one_tap_on_the_card(office: Office) -> None:
    await office.tick()
    answered = await office.say("boyd", "in the way: no common planning time")

    sorted_card = (await office.press("boyd", answered.reply, "Conditions")).replace

    assert "no common planning time · B-1 (conditions" in text_of(sorted_card)
    assert "Thanks, Terrence" in text_of(sorted_card)
