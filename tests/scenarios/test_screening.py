"""No gotcha: nobody single is named in what is kept, and the writer decides how to go on."""

from dataclasses import replace

import pytest

from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment
from bot.domain.help import Help
from bot.domain.inbox import Received
from bot.domain.names import Listed, NoPerson
from bot.ledger.marks import keep_list
from bot.ledger.records import RECORD_TYPES
from bot.messages import TYPES, Response, Said
from bot.ports import Stored
from tests.everything import everything
from tests.fakes import Office, sender, text_of

NAMED = "/commit visit Mrs. Alvarez on Thursday by Friday"
INSTEAD, SURE = "Keep it without names", "It is not a person"


@pytest.fixture
async def rosters(office: Office) -> Office:
    """The office, whose district has loaded both of its lists."""
    async with office.store.write() as tx:
        for listed, names in ((Listed.STAFF, ["Castillo, Anna"]), (Listed.STUDENTS, ["Duc Tran"])):
            await keep_list(tx, ("riverbend", listed), names, salt=listed.value, now=office.now)
    return office


async def stored(office: Office, kind: type[Stored]) -> int:
    async with office.store.read() as tx:
        return await tx.count(kind)


async def kept(office: Office) -> int:
    """How many records there are, and notes of events that were handled."""
    return sum([await stored(office, kind) for kind in (*RECORD_TYPES, Received)])


def buttons(response: Response) -> dict[str, str]:
    assert response.reply is not None
    return {button.label: button.value for button in response.reply.buttons()}


async def test_a_text_that_names_a_teacher_is_not_kept_and_its_writer_is_asked(
    office: Office,
) -> None:
    response = await office.say("boyd", NAMED)
    assert response.unkept
    told = text_of(response.reply)
    assert told.startswith("I have kept nothing yet: “Mrs. Alvarez” looks like a person's name.")
    assert "Without it: /commit visit a teacher on Thursday by Friday" in told
    assert await kept(office) == 0


async def test_without_the_name_it_is_kept_by_one_tap(office: Office) -> None:
    asked = await office.say("boyd", NAMED)
    answer = await office.press("boyd", asked.reply, INSTEAD)
    assert "you'll visit a teacher on Thursday" in text_of(answer.reply)
    assert not answer.unkept


async def test_what_is_no_person_is_kept_as_it_was_written_and_never_asked_again(
    office: Office,
) -> None:
    asked = await office.say("boyd", NAMED)
    assert buttons(asked)[SURE] == NAMED.replace("Alvarez", "Alvarez (no person)")
    answer = await office.press("boyd", asked.reply, SURE)
    assert "you'll visit Mrs. Alvarez on Thursday" in text_of(answer.reply)
    assert "no person" not in text_of(answer.reply)
    again = await office.say("boyd", "/blocker no room for Mrs. Alvarez")
    assert "Kept" in text_of(again.reply)


async def test_what_one_person_says_is_nobody_is_asked_of_another(office: Office) -> None:
    await office.say("boyd", "/helping Mrs. Alvarez (no person) is our cat")
    response = await office.say("ortega", NAMED)
    assert response.unkept


async def test_a_marker_where_nothing_was_found_is_taken_out(office: Office) -> None:
    response = await office.say("boyd", "/helping the coach (no person) comes weekly")
    assert "the coach comes weekly" in text_of(response.reply)
    assert await stored(office, NoPerson) == 0


async def test_what_was_marked_stays_known_when_the_command_refuses(office: Office) -> None:
    refused = await office.say("boyd", "/commit visit Mrs. Alvarez (no person) #nonsense")
    assert "visit Mrs. Alvarez #nonsense" in text_of(refused.reply)
    assert await stored(office, NoPerson) == 1
    assert await stored(office, Commitment) == 0


async def test_of_two_names_one_can_be_nobodys(office: Office) -> None:
    text = "/helping Mrs. Alvarez (no person) and Mr. Bright bring cake"
    asked = await office.say("boyd", text)
    assert "“Mr. Bright” looks like" in text_of(asked.reply)
    answer = await office.press("boyd", asked.reply, INSTEAD)
    assert "Mrs. Alvarez and a teacher bring cake" in text_of(answer.reply)


async def test_a_refused_text_leaves_no_gap_in_the_numbers(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric")
    await office.say("boyd", NAMED)
    answer = await office.say("boyd", "/commit share the minutes")
    assert "C-2" in text_of(answer.reply)


async def test_a_repeated_event_gets_the_same_answer(office: Office) -> None:
    said = Said(sender=sender("boyd"), event="e-1", at=office.now, text=NAMED, content="c-1")
    first = await office.router.handle(said)
    assert await office.router.handle(replace(said, event="e-2")) == first
    assert await kept(office) == 0


async def test_a_plain_reply_becomes_a_check_in_without_the_name(office: Office) -> None:
    await office.tick()
    asked = await office.say("boyd", "Mrs. Alvarez leads the team well")
    assert buttons(asked)[INSTEAD] == "/checkin A teacher leads the team well"
    answer = await office.press("boyd", asked.reply, INSTEAD)
    assert "A-1" in text_of(answer.reply)


async def test_people_of_the_partnership_may_be_named(rosters: Office) -> None:
    for text in ("/helping Mrs. Ortega came", "/commit meet Terrence Boyd", "/commit ask @chen"):
        assert not (await rosters.say("boyd", text)).unkept


async def test_names_of_a_loaded_list_are_found_without_a_title(rosters: Office) -> None:
    response = await rosters.say("boyd", "/helping Anna Castillo and Duc Tran plan together")
    told = text_of(response.reply)
    assert "look like people's names" in told
    assert "/helping a teacher and a student plan together" in told


async def test_a_list_that_is_loaded_anew_counts_at_once(rosters: Office) -> None:
    await rosters.say("boyd", "/helping Anna Castillo came")
    async with rosters.store.write() as tx:
        key = ("riverbend", Listed.STAFF)
        await keep_list(tx, key, ["Bo Quist"], salt="new", now=rosters.now)
    assert not (await rosters.say("boyd", "/helping Anna Castillo came")).unkept
    assert (await rosters.say("boyd", "/helping Bo Quist came")).unkept


async def test_a_form_stays_open_with_the_error_at_its_field(office: Office) -> None:
    form = (await office.say("boyd", "/blocker")).form
    response = await office.fill("boyd", form, text="no time for Mrs. Alvarez")
    assert response.unkept
    assert response.errors == {
        "text": "“Mrs. Alvarez” looks like a person's name. Say “a teacher” instead, or write"
        " “(no person)” behind it if it is none."
    }
    assert await stored(office, Blocker) == 0


async def test_a_form_keeps_what_was_marked_as_no_person(office: Office) -> None:
    form = (await office.say("boyd", "/blocker")).form
    answer = await office.fill("boyd", form, text="no time for Mrs. Alvarez (no person)")
    assert "no time for Mrs. Alvarez" in text_of(answer.reply)
    assert "(no person)" not in text_of(answer.reply)
    assert not (await office.fill("boyd", form, text="Mrs. Alvarez is closed")).unkept


async def test_what_a_button_would_keep_is_screened_too(office: Office) -> None:
    await office.tick()
    asked = await office.say("boyd", "Is this right?")
    [keep_it] = asked.reply.buttons() if asked.reply else []
    response = await office.act("boyd", keep_it.action, keep_it.value + " Mrs. Alvarez knows.")
    assert response.unkept
    assert buttons(response) == {}
    assert "Write it again without that." in text_of(response.reply)


async def test_a_line_too_long_for_a_button_is_repeated_in_full(office: Office) -> None:
    text = f"/helping Mrs. Alvarez {'plans with her team ' * 100}"
    response = await office.say("boyd", text)
    assert buttons(response) == {}
    assert text.strip() in text_of(response.reply)
    assert "gets “(no person)” behind it" in text_of(response.reply)


async def test_talk_among_people_is_no_line_to_type(office: Office) -> None:
    response = await office.say("boyd", "Mrs. Alvarez is ill", direct=False, channel="C1")
    assert response.unkept
    assert buttons(response) == {}


async def test_a_command_in_a_channel_can_be_put_right_by_its_writer(office: Office) -> None:
    response = await office.say("boyd", NAMED, direct=False, channel="C1")
    assert buttons(response)[INSTEAD].startswith("/commit visit a teacher")


async def test_addresses_and_numbers_of_people_are_called_what_they_are(office: Office) -> None:
    mail = await office.say("boyd", "/helping write to kim.lee@home.example")
    assert "looks like an e-mail address" in text_of(mail.reply)
    both = await office.say("boyd", "/helping kim.lee@home.example is Mrs. Alvarez")
    assert "look like something that only one person has" in text_of(both.reply)


async def test_what_a_stranger_writes_is_for_no_platform_to_keep(office: Office) -> None:
    response = await office.say("nobody", "Mrs. Alvarez is ill")
    assert response.unkept
    assert "I don't know you yet" in text_of(response.reply)


async def test_a_message_that_is_put_into_a_form_names_nobody(rosters: Office) -> None:
    text = await rosters.router.without_names(sender("boyd"), "Anna Castillo and @boyd plan")
    assert text == "A teacher and @boyd plan"
    assert await rosters.router.without_names(sender("nobody"), "Anna Castillo") == ""


async def test_a_button_that_types_a_name_is_asked_about_like_the_line(office: Office) -> None:
    said = await office.say("boyd", NAMED)
    assert await office.act("boyd", TYPES, NAMED) == said


async def test_helping_is_kept_when_nobody_is_named(office: Office) -> None:
    await office.say("boyd", "/helping teachers plan together")
    assert await stored(office, Help) == await stored(office, Received) == 1


@pytest.mark.parametrize(
    "line",
    [
        "/commit ask why by Friday @zelda",
        "/walkthrough lincoln: reasoning 3/5; with: Zelda Quux",
        "/headway visit marsh with Zelda Quux: they talk",
        "/headway datateam lincoln grade 4: pledge: ask why @zelda",
    ],
)
async def test_of_whom_nobody_knows_nothing_is_kept(office: Office, line: str) -> None:
    response = await office.say("boyd", line)
    assert response.unkept
    assert "elda" in text_of(response.reply)
    assert "elda" not in await everything(office.store)


async def test_nothing_of_a_form_with_a_mistake_is_kept(office: Office) -> None:
    form = (await office.say("boyd", "/walkthrough")).form
    response = await office.fill("boyd", form, text="they talk", **{"with": "Zelda Quux"})
    assert "Zelda Quux" in response.errors["with"]
    assert "Zelda" not in await everything(office.store)
