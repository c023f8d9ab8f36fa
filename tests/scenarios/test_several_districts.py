"""Somebody in several districts: each thing is done in one of them, and never by guess."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.domain.record import Record
from bot.messages import SAYS, TYPES, Message, Pressed, Response, within
from tests.fakes import Office, sender, text_of
from tests.several import HILLSIDE, MAPLEWOOD, district, join, press_on, tap

RIVERBEND_NAME, MAPLEWOOD_NAME = "Riverbend Public Schools", "Maplewood Unified"
LONG = "share the protocol with all grades " * 80


@pytest.fixture
async def both(office: Office) -> Office:
    """Riverbend and Maplewood, with Ruth Vance in both."""
    return await join(office, MAPLEWOOD)


async def kept(office: Office, kind: type[Record] = Commitment) -> dict[str, list[str]]:
    """The texts of what was kept, by partnership."""
    async with office.store.read() as tx:
        found = await tx.find(kind)
    told: dict[str, list[str]] = {}
    for record in found:
        told.setdefault(record.partnership, []).append(getattr(record, "text", ""))
    return told


def labels(message: Message | None) -> list[str]:
    assert message is not None
    return [button.label for button in message.buttons()]


def names_only(response: Response, name: str) -> bool:
    """Whether an answer names this one of both districts at its head."""
    told = text_of(response.reply)
    others = {RIVERBEND_NAME, MAPLEWOOD_NAME} - {name}
    return told.startswith(f"{name} · ") and not any(other in told for other in others)


async def test_where_it_is_not_clear_it_is_asked_and_one_tap_does_it(both: Office) -> None:
    asked = await both.say("vance", "/commit share the rubric by Friday")
    assert (labels(asked.reply), await kept(both)) == ([MAPLEWOOD_NAME, RIVERBEND_NAME], {})

    done = await tap(both, "vance", asked.reply, MAPLEWOOD_NAME)

    assert names_only(done, MAPLEWOOD_NAME)
    assert await kept(both) == {"maplewood": ["share the rubric"]}


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("/commit share the rubric", "/commit maplewood: …"),
        ("/headway agenda", "/headway agenda maplewood"),
        ("two teams meet weekly now", "maplewood: …"),
    ],
)
async def test_the_question_shows_how_to_say_it_at_once(
    both: Office, line: str, example: str
) -> None:
    asked = await both.say("vance", line)

    assert text_of(asked.reply).endswith(f"Next time you can say it at once: {example}")


async def test_who_is_in_one_district_sees_no_difference(both: Office) -> None:
    done = await both.say("boyd", "/commit riverbend: share the rubric by Friday")

    assert not text_of(done.reply).startswith(RIVERBEND_NAME)
    assert await kept(both) == {"riverbend": ["riverbend: share the rubric"]}


async def test_who_is_known_by_address_alone_is_in_all_districts_too(both: Office) -> None:
    asked = await both.say("imai", "/commit share the rubric by Friday")

    assert labels(asked.reply) == [MAPLEWOOD_NAME, RIVERBEND_NAME]


@pytest.mark.parametrize(
    "line",
    [
        "/commit riverbend: share the rubric",
        "/commit Riverbend Public Schools: share the rubric",
        "commit RIVERBEND : share the rubric",
        "riverbend: /commit share the rubric",
    ],
)
async def test_words_name_the_district(both: Office, line: str) -> None:
    done = await both.say("vance", line)

    assert names_only(done, RIVERBEND_NAME)
    assert await kept(both) == {"riverbend": ["share the rubric"]}


async def test_a_district_behind_a_word_needs_no_colon_if_it_is_all(both: Office) -> None:
    opened = await both.say("vance", "/commit maplewood")

    assert opened.form is not None
    assert MAPLEWOOD_NAME in opened.form.intro


async def test_a_name_of_a_school_names_no_district(both: Office) -> None:
    await join(both, district("lincoln", "Lincoln Schools"))
    asked = await both.say("vance", "/commit lincoln: visit grade 4")

    assert "Lincoln Schools" in labels(asked.reply)
    assert await kept(both) == {}


@pytest.mark.parametrize(
    "line",
    [
        "/commit riverbend: share the rubric. Maplewood Unified : call them",
        "riverbend: teams meet\nmaplewood: nothing yet",
    ],
)
async def test_what_tells_of_two_districts_is_kept_in_neither_unasked(
    both: Office, line: str
) -> None:
    asked = await both.say("vance", line)

    assert labels(asked.reply) == [MAPLEWOOD_NAME, RIVERBEND_NAME]
    assert (await kept(both), await kept(both, Answer)) == ({}, {})


async def test_another_district_may_be_spoken_of(both: Office) -> None:
    await both.say("vance", "/commit riverbend: share what Maplewood does: all of it")

    assert await kept(both) == {"riverbend": ["share what Maplewood does: all of it"]}


async def with_school(office: Office, key: str, name: str) -> Office:
    """Maplewood has a school of this name as well."""
    file = MAPLEWOOD.partnership
    school = replace(file.schools[0], key=key, name=name)
    async with office.store.write() as tx:
        await tx.put(replace(file, schools=(*file.schools, school)))
    return office


@pytest.mark.parametrize("line", ["/commit riverbend: share it", "riverbend: /commit share it"])
async def test_a_key_is_clear_though_the_name_of_a_school_begins_with_it(
    both: Office, line: str
) -> None:
    await with_school(both, "rhs", "Riverbend High")
    await both.say("vance", line)

    assert await kept(both) == {"riverbend": ["share it"]}


@pytest.mark.parametrize("school", [("maplewood", "Maple High"), ("mp", "Maplewood")])
async def test_the_question_shows_a_name_that_is_clear(
    both: Office, school: tuple[str, str]
) -> None:
    await join(both, HILLSIDE)
    async with both.store.write() as tx:
        hillside = HILLSIDE.partnership
        one = replace(hillside.schools[0], key=school[0], name=school[1])
        await tx.put(replace(hillside, schools=(one,)))
    asked = await both.say("vance", "/commit share the rubric")

    assert text_of(asked.reply).endswith("/commit hillside: …")


async def test_the_channel_says_the_district(both: Office) -> None:
    channel = MAPLEWOOD.partnership.channels[0].id
    where = {"direct": False, "channel": channel}
    await both.say("vance", "/commit share the rubric", **where)

    assert await kept(both) == {"maplewood": ["share the rubric"]}


async def test_where_words_and_channel_disagree_it_is_asked(both: Office) -> None:
    where = {"direct": False, "channel": MAPLEWOOD.partnership.channels[0].id}
    asked = await both.say("vance", "/commit riverbend: share the rubric", **where)
    assert await kept(both) == {}

    await tap(both, "vance", asked.reply, RIVERBEND_NAME)

    assert await kept(both) == {"riverbend": ["share the rubric"]}


async def test_a_channel_of_two_districts_says_nothing(both: Office) -> None:
    shared = district("hillside", "Hillside Schools").partnership.channels[0].id
    twin = MAPLEWOOD.partnership
    await join(both, HILLSIDE)
    async with both.store.write() as tx:
        channel = replace(twin.channels[0], id=shared)
        await tx.put(replace(twin, channels=(channel,)))
    asked = await both.say("vance", "/commit share", direct=False, channel=shared)

    assert len(labels(asked.reply)) == 3


async def test_what_is_typed_like_a_buttons_value_says_no_district(both: Office) -> None:
    asked = await both.say("vance", "in:maplewood|/commit share the rubric")
    told = await tap(both, "vance", asked.reply, RIVERBEND_NAME)

    assert names_only(told, RIVERBEND_NAME) or MAPLEWOOD_NAME not in text_of(told.reply)
    assert await kept(both) == {}


async def test_talk_among_people_is_not_asked_about(both: Office) -> None:
    said = await both.say("vance", "see you on Monday", direct=False, channel="elsewhere")

    assert said == Response()


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


async def many(office: Office) -> Office:
    """Six districts."""
    names = ("Ashby", "Birchwood", "Crestview", "Dunmore")
    files = [district(name.lower(), f"{name} Schools") for name in names]
    return await join(office, MAPLEWOOD, *files)


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


async def cards(office: Office) -> Iterable[tuple[Delivery, Message]]:
    """The check-ins that Ruth Vance got, with what they said."""
    await office.tick()
    await office.tick(office.now + timedelta(days=8, hours=2))
    async with office.store.read() as tx:
        sent = await tx.find(Delivery, kind=DeliveryKind.CHECK_IN, recipient="person:vance")
    by_id = {parcel.delivery: parcel.message for parcel in office.platform.sent}
    return [(one, by_id[one.id]) for one in sent if one.id in by_id]


async def test_each_card_names_its_district_and_its_buttons_stay_there(both: Office) -> None:
    shown = {one.partnership: message for one, message in await cards(both)}
    assert shown["maplewood"].text.startswith(f"{MAPLEWOOD_NAME} · ")
    assert shown["riverbend"].text.startswith(f"{RIVERBEND_NAME} · ")

    opened = await tap(both, "vance", shown["maplewood"], "Answer")
    await both.fill("vance", opened.form, where="Two teams meet weekly now.")

    assert list(await kept(both, Answer)) == ["maplewood"]


async def test_a_card_of_somebody_in_one_district_names_none(both: Office) -> None:
    await both.tick()

    assert not [one for one in both.platform.to("boyd") if RIVERBEND_NAME in one.text]


async def test_a_reply_in_a_thread_answers_that_card(both: Office) -> None:
    references = {one.partnership: one.reference for one, _ in await cards(both)}
    await both.say("vance", "Two teams meet weekly now.", thread=references["maplewood"])

    assert list(await kept(both, Answer)) == ["maplewood"]


@pytest.mark.parametrize("who", ["vance", "imai"])
async def test_a_reply_to_a_card_of_a_district_that_was_left_is_kept_in_no_other(
    both: Office, who: str
) -> None:
    await cards(both)
    async with both.store.write() as tx:
        sent = await tx.find(Delivery, kind=DeliveryKind.CHECK_IN, recipient=f"person:{who}")
        leaver = await tx.get(Person, "riverbend", who)
        assert leaver
        await tx.put(replace(leaver, left=both.now))
    references = {one.partnership: one.reference for one in sent}
    told = await both.say(who, "Two teams meet weekly.", thread=references["riverbend"])
    assert "do not know you any more" in text_of(told.reply)
    assert await kept(both, Answer) == {}

    await both.say(who, "Two teams meet weekly.", thread=references["maplewood"])
    assert list(await kept(both, Answer)) == ["maplewood"]


async def test_a_button_of_a_district_that_was_left_for_another_does_nothing_there(
    office: Office,
) -> None:
    """Whoever is moved from one district to another still has the first one's cards."""
    (card,) = [one for one, _ in await cards(office)]
    await join(office, MAPLEWOOD)
    async with office.store.write() as tx:
        leaver = await tx.get(Person, "riverbend", "vance")
        assert leaver
        await tx.put(replace(leaver, left=office.now))
    await office.say("vance", "/commit share the rubric")
    told = await press_on(office, "vance", card.reference or "", "commit.done", "C-1")

    assert "do not know you any more" in text_of(told.reply)
    async with office.store.read() as tx:
        assert [one.is_open for one in await tx.find(Commitment)] == [True]


async def test_a_button_without_a_mark_belongs_to_its_message(both: Office) -> None:
    sent = {one.partnership: one for one, _ in await cards(both)}
    card = sent["maplewood"]
    reference = card.reference or ""
    checkin = f"maplewood/{card.occasion}/vance"
    opened = await press_on(both, "vance", reference, "checkin.answer", checkin)

    assert opened.form is not None
    assert MAPLEWOOD_NAME in opened.form.intro


async def test_plain_words_are_asked_about_and_then_taken_as_said(both: Office) -> None:
    await cards(both)
    asked = await both.say("vance", "Helping teachers plan takes all my time.")
    assert await kept(both, Answer) == {}
    await tap(both, "vance", asked.reply, RIVERBEND_NAME)

    assert await kept(both, Answer) == {"riverbend": ["Helping teachers plan takes all my time."]}


async def test_a_home_shows_each_district_under_its_name(both: Office) -> None:
    for key in ("riverbend", "maplewood"):
        await both.say("vance", f"/commit {key}: share the {key} rubric")
    shown = text_of(await both.router.home(sender("vance"), both.now))

    maplewood, riverbend = shown.index(f"\n{MAPLEWOOD_NAME}"), shown.index(f"\n{RIVERBEND_NAME}")
    assert maplewood < shown.index("share the maplewood rubric") < riverbend
    assert riverbend < shown.index("share the riverbend rubric")


async def test_mine_shows_all_and_its_buttons_stay_in_their_districts(both: Office) -> None:
    for key in ("riverbend", "maplewood"):
        await both.say("vance", f"/commit {key}: share the {key} rubric")
    mine = await both.say("vance", "/headway mine")
    assert text_of(mine.reply).count("share the") == 2
    await tap(both, "vance", mine.reply, "Done")

    async with both.store.read() as tx:
        found = {one.partnership: one.is_open for one in await tx.find(Commitment)}
    assert found == {"riverbend": True, "maplewood": False}


async def test_mine_can_be_of_one_district(both: Office) -> None:
    assert names_only(await both.say("vance", "/headway mine maplewood"), MAPLEWOOD_NAME)


async def away(office: Office) -> dict[str, bool]:
    async with office.store.read() as tx:
        found = await tx.find(Preferences, person="vance")
    return {one.partnership: one.away_until is not None for one in found}


async def test_an_absence_may_be_for_all_districts(both: Office) -> None:
    asked = await both.say("vance", "/headway settings away until 12 March")
    assert labels(asked.reply)[0] == "All districts"
    told = await tap(both, "vance", asked.reply, "All districts")

    assert await away(both) == {"maplewood": True, "riverbend": True}
    assert RIVERBEND_NAME in text_of(told.reply)
    assert MAPLEWOOD_NAME in text_of(told.reply)


async def test_an_absence_from_a_card_can_be_said_for_all(both: Office) -> None:
    shown = {one.partnership: message for one, message in await cards(both)}
    opened = await tap(both, "vance", shown["riverbend"], "I'm away")
    done = await both.fill("vance", opened.form, until="2027-03-12")
    assert await away(both) == {"riverbend": True}
    await tap(both, "vance", done.reply, "In all my districts")

    assert await away(both) == {"maplewood": True, "riverbend": True}


async def test_what_is_for_all_districts_is_for_the_only_one_that_is_left(both: Office) -> None:
    line = within("/headway settings away until 12 March", "*")
    told = await both.act("boyd", TYPES, line)
    shown = await both.say("boyd", "/headway settings")

    assert "Saved" in text_of(told.reply)
    assert "asked again from Friday, 12 Mar" in text_of(shown.reply)


async def test_what_is_for_all_is_done_once_however_often_it_comes(both: Office) -> None:
    line = within("/commit share the rubric", "*")
    once = Pressed(sender=sender("vance"), event="e1", at=both.now, action=SAYS, value=line)
    first, again = [await both.router.handle(once) for _ in range(2)]

    assert first == again
    assert await kept(both) == {
        "riverbend": ["share the rubric"],
        "maplewood": ["share the rubric"],
    }


async def test_a_question_about_all_can_be_chosen_in_a_form(office: Office) -> None:
    await many(office)
    asked = await office.say("vance", "/headway settings away until 12 March")
    await office.fill("vance", asked.form, district="*")

    assert len(await away(office)) == 6


async def test_help_says_how_to_name_a_district(both: Office) -> None:
    told = text_of((await both.say("vance", "/headway help")).reply)
    plain = text_of((await both.say("boyd", "/headway help")).reply)

    assert "You are in 2 districts" in told
    assert "For one of your districts" not in plain


async def test_a_message_in_a_form_loses_the_names_of_all_districts(both: Office) -> None:
    text = await both.router.without_names(sender("vance"), "Mr. Castellanos moved desks")

    assert "Castellanos" not in text
