"""Somebody in several districts: which one something is for, and never by guess."""

from dataclasses import replace

import pytest

from bot.domain.checkin import Answer
from bot.messages import Response
from tests.fakes import Office, text_of
from tests.several import (
    HILLSIDE,
    MAPLEWOOD,
    MAPLEWOOD_NAME,
    RIVERBEND_NAME,
    district,
    join,
    kept,
    names_only,
    tap,
)
from tests.talking import labels


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
