"""The agenda: shown, revised with a reason, every version kept, and nothing lost by loading."""

from dataclasses import replace

import pytest

from bot.domain.agenda import Agenda
from bot.domain.commitment import Commitment
from bot.domain.people import Level
from bot.domain.revision import Part, Revision
from bot.load import load
from tests.fakes import Office, riverbend
from tests.revising import REVISE, agenda, put
from tests.talking import change_person, count, get, said

VISION = "Every student explains their thinking, every day, in every classroom."


async def loaded(office: Office, changed: Agenda | None = None) -> list[str]:
    """What loading the file says, with another agenda in it if one is given."""
    file = riverbend()
    if changed:
        file = replace(file, partnership=replace(file.partnership, agenda=changed))
    async with office.store.write() as tx:
        return [f"{one.key}: {one.detail}" for one in await load(tx, file, now=office.now)]


async def test_it_shows_what_is_looked_for_and_measured_too(office: Office) -> None:
    told = said(await office.say("boyd", "/headway agenda"))

    assert "Done well: Every team scores 3 or more on the rubric" in told
    assert "Teacher: The teacher checks for understanding\nStudent: Students explain" in told
    assert "Teachers who visited another classroom: target 90 %" in told


async def test_a_revision_says_what_was_before_and_why(office: Office) -> None:
    told = said(await office.say("vance", REVISE + "vision: All talk because some did not"))

    assert "Revised: the vision · R-1" in told
    assert f"All talk\nBefore: {VISION}\nBecause some did not" in told
    assert "Leaders and Harbor Center for School Change see this" in told
    assert (await agenda(office)).vision == "All talk"
    assert (await get(office, Revision, 1)).before == VISION


@pytest.mark.parametrize(
    ("line", "part", "words"),
    [
        ("theory: If we because so", Part.THEORY, "If we"),
        ("data-teams success: Pledges are kept because so", Part.SUCCESS, "Pledges are kept"),
        ("data-teams name: Teams because so", Part.NAME, "Teams"),
    ],
)
async def test_each_text_can_be_revised(office: Office, line: str, part: Part, words: str) -> None:
    made = await office.say("ortega", REVISE + line)

    assert "Because so" in said(made)
    record = await get(office, Revision, 1)
    assert (record.part, record.after, record.text) == (part, words, "so")


async def test_undo_brings_the_words_back(office: Office) -> None:
    made = await office.say("vance", REVISE + "vision: All talk because some did not")

    for _ in range(2):
        assert "R-1 is taken back" in said(await office.press("vance", made.reply, "Undo"))

    assert (await agenda(office)).vision == VISION
    assert "Nothing has been revised" in said(await office.say("vance", "/headway agenda history"))


async def test_undo_is_refused_once_the_same_part_was_revised_again(office: Office) -> None:
    first = await office.say("vance", REVISE + "vision: One because so")
    second = await office.say("whitfield", REVISE + "vision: Two because of that")

    refused = await office.press("vance", first.reply, "Undo")

    assert "What R-1 is about has been revised again since then" in said(refused)
    assert (await agenda(office)).vision == "Two"
    assert not (await get(office, Revision, 1)).withdrawn
    await office.press("whitfield", second.reply, "Undo")
    await office.press("vance", first.reply, "Undo")
    assert (await agenda(office)).vision == VISION


async def test_undo_is_refused_though_the_words_are_the_same_again(office: Office) -> None:
    first = await office.say("vance", REVISE + "vision: One because so")
    await office.say("whitfield", REVISE + "vision: Two because of that")
    await office.say("whitfield", REVISE + "vision: One because of this")

    assert "revised again" in said(await office.press("vance", first.reply, "Undo"))


async def test_undo_leaves_alone_what_the_file_said_since(office: Office) -> None:
    made = await office.say("vance", REVISE + "vision: One because so")
    await put(office, replace(await agenda(office), vision="Of the file"))

    assert "revised again" in said(await office.press("vance", made.reply, "Undo"))
    assert (await agenda(office)).vision == "Of the file"


async def test_records_keep_a_strategy_that_was_given_up(office: Office) -> None:
    await office.say("boyd", "/commit ask more #student-talk")

    told = said(await office.say("vance", REVISE + "give up student-talk because teams do it"))

    assert "Given up: Student talk about the task · R-1" in told
    assert [one.key for one in (await agenda(office)).current] == ["data-teams", "leader-visits"]
    assert (await get(office, Commitment, 1)).strategy == "student-talk"
    assert "no strategy “#student-talk”" in said(
        await office.say("boyd", "/commit x #student-talk")
    )


async def test_editing_a_record_does_not_lose_a_strategy_that_was_given_up(office: Office) -> None:
    made = await office.say("boyd", "/commit ask more #student-talk")
    await office.say("vance", REVISE + "give up student-talk because teams do it")
    form = (await office.press("boyd", made.reply, "Edit")).form
    assert form
    strategy = next(field for field in form.fields if field.key == "strategy")

    assert strategy.value in [option.value for option in strategy.options]


async def test_a_given_up_strategy_can_be_taken_up_again(office: Office) -> None:
    given_up = await office.say("vance", REVISE + "give up student-talk because teams do it")
    await office.press("vance", given_up.reply, "Undo")
    assert len((await agenda(office)).current) == 3
    await office.say("vance", REVISE + "give up student-talk because teams do it")

    await office.say("vance", REVISE + "add student-talk Talk: All explain because it fell")

    back = (await agenda(office)).strategy("student-talk")
    assert back
    assert (back.name, back.success, back.retired) == ("Talk", "All explain", False)


async def test_a_new_strategy_is_known_at_once_and_can_be_taken_back(office: Office) -> None:
    made = await office.say("vance", "/headway agenda add peers Peers: Each term because we ask")
    assert "New strategy: Peers · #peers · R-1" in said(made)
    await office.say("boyd", "/commit visit marsh #peers")
    await office.say("vance", REVISE + "peers name: Peer visits because it is clearer")

    await office.press("vance", made.reply, "Undo")

    assert (await agenda(office)).strategy_name("peers") == "Peer visits"
    assert "peers" not in [one.key for one in (await agenda(office)).current]


async def test_a_sixth_strategy_is_kept_with_a_word_on_why_few_are_better(office: Office) -> None:
    for n in (4, 5):
        await office.say("vance", REVISE + f"add s-{n} Name {n} because we ask")

    told = said(await office.say("vance", REVISE + "add s-6 Name because we ask"))

    assert "There are 6 strategies. Districts get further with few, 5 at the most" in told
    assert "Which one could you give up?" in told
    assert "There are 6 strategies" in said(await office.say("boyd", "/headway agenda"))


async def test_others_are_told_who_can_revise_it(office: Office) -> None:
    for refused in (
        await office.say("boyd", REVISE + "vision: x because y"),
        await office.act("boyd", "agenda.open", "vision"),
    ):
        assert "district’s leaders (Dana Whitfield, Luis Ortega and Mei Chen)" in said(refused)
    assert await count(office, Revision) == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("revise vison: x because y", "Say what is revised, how it reads"),
        ("revise data-team name: x because y", "Did you mean “data-teams”?"),
        ("revise give up qqq because y", "There are data-teams, student-talk and leader-visits"),
        (f"revise vision: {VISION} because y", "what it says already"),
        ("revise add Peer! Peers because y", "Write a short key in small letters"),
        ("revise add data-teams Teams because y", "“data-teams” is a strategy already"),
        ("revise data-teams name: " + "x" * 101 + " because y", "A name is short"),
        ("revice vision: x because y", "I know /headway agenda, /headway agenda history"),
        ("nonsense", "I know /headway agenda, /headway agenda history"),
    ],
)
async def test_a_mistyped_line_is_repeated_with_what_to_change(
    office: Office, line: str, message: str
) -> None:
    told = said(await office.say("vance", f"/headway agenda {line}"))

    assert message in told
    assert f"Your text is kept: /headway agenda {line}" in told
    assert await count(office, Revision) == 0


async def test_the_nearest_word_is_a_button(office: Office) -> None:
    mistyped = await office.say("vance", REVISE + "give up student-tolk because teams do it")

    assert "Given up: Student talk" in said(await office.press("vance", mistyped.reply, "Yes"))


async def test_every_version_is_kept_also_those_of_the_file(office: Office) -> None:
    await office.say("vance", REVISE + "vision: All talk because some did not")
    office.later(days=7)
    filed = riverbend().partnership.agenda
    await loaded(office, replace(filed, vision="Of the file", terms=()))
    await office.say("whitfield", REVISE + "data-teams name: Teams because it is shorter")

    told = said(await office.say("boyd", "/headway agenda history"))

    lines = told.splitlines()[1:]
    assert "Dana Whitfield: the name of “Teams” · R-2" in lines[1]
    assert "Monday, 18 Jan, the partnership file: vision" in told
    assert "in place of a revision: All talk → Of the file" in told
    assert "Because some did not" in lines[-1]


@pytest.mark.parametrize("about", ["vision", "Vision", "theory", "data-teams"])
async def test_the_history_of_one_part_alone(office: Office, about: str) -> None:
    await office.say("vance", REVISE + "vision: All talk because some did not")
    await office.say("vance", REVISE + "theory: If we because they did not")
    await office.say("vance", REVISE + "data-teams name: Teams because it is shorter")

    told = said(await office.say("boyd", f"/headway agenda history {about}"))

    assert told.count("· R-") == 1


async def test_a_long_history_is_cut_and_says_so(office: Office) -> None:
    for n in range(12):
        await office.say("vance", REVISE + f"vision: {n} because so")

    told = said(await office.say("boyd", "/headway agenda history"))

    assert "… and 2 more from before" in told
    assert "Last revised on Monday, 11 Jan: the vision · R-12" in said(
        await office.say("boyd", "/headway agenda")
    )


async def test_the_board_reads_the_agenda_and_not_who_revised_it(office: Office) -> None:

    await office.say("vance", REVISE + "vision: All talk because some did not")
    await change_person(office, "price", level=Level.BOARD)

    assert "All talk" in said(await office.say("price", "/headway agenda"))
    assert "Nothing has been revised" in said(await office.say("price", "/headway agenda history"))


async def test_loading_the_same_file_again_keeps_every_revision(office: Office) -> None:
    for line in (
        "vision: All talk because so",
        "data-teams name: Teams because so",
        "give up student-talk because so",
        "add peers Peers because so",
    ):
        await office.say("vance", REVISE + line)
    before = await agenda(office)

    assert await loaded(office) == []
    assert await agenda(office) == before


async def test_an_empty_agenda_says_how_it_begins(office: Office) -> None:
    await put(office, Agenda())

    told = said(await office.say("vance", "/headway agenda"))

    assert "Begin here: /headway agenda revise vision:" in told
    await office.say("vance", REVISE + "vision: All talk because we agreed on it")
    assert "All talk" in said(await office.say("boyd", "/headway agenda"))
