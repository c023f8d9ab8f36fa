"""What every chat platform promises the core (bot/ports/chat.py), asked of each of them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.delivery import Place as Workplace
from bot.domain.errors import TryLaterError, UnreachableError
from bot.messages import Actions, Button, Heading, Html, Message, Note, Paragraph, Style, safe
from bot.ports import Address, Parcel
from tests.attached import DOCUMENT, PICTURE, keep
from tests.contracts.places import PLATFORMS, Place

_TEXTS = {
    "plain": "Two minutes for the effort?",
    "long": "Grade 4 studied the exit tickets together. " * 250,
    "one long word": "a" * 4000,
    "emoji": "Done 🎉 by 👩🏽‍🏫 and 🇺🇸",
    "right to left": "שלום, איפה אתם? مرحبا بكم",
    "markup": "<script>alert('1')</script> <b>not bold</b> &amp; <@U1> <!channel> <at>all</at>",
    "markdown": "*5* of _6_ ~teams~ `said` [so](it) > # - 1.",
    "lines": "First line\nSecond line",
    "nothing much": ".",
}


@pytest.fixture(params=sorted(PLATFORMS))
async def place(request: pytest.FixtureRequest) -> AsyncIterator[Place]:
    async with PLATFORMS[request.param]() as ready:
        yield ready


def _parcel(to: Address, *, delivery: str = "d1", text: str = "Good morning") -> Parcel:
    return Parcel(delivery=delivery, to=to, message=Message(text=text))


def _bare(text: str) -> str:
    """A text without white space: platforms may break and split it, and lose nothing else."""
    return "".join(text.split())


async def test_the_platform_is_ready(place: Place) -> None:
    assert await place.chat.ready() is None


async def test_a_pace_is_some_messages_a_minute_or_none_at_all(place: Place) -> None:
    workspace = place.person.workspace
    rates = place.chat.rates(Workplace(platform=workspace.platform, workspace=workspace.id))
    for rate in (rates.workspace, rates.conversation):
        assert rate is None or (rate.per_second > 0 and rate.burst >= 1)


@pytest.mark.parametrize("name", ["person", "by_email", "channel"])
async def test_a_message_arrives_at_every_sort_of_address(place: Place, name: str) -> None:
    reference = await place.chat.send(_parcel(getattr(place, name)))
    assert "Good morning" in await place.seen(reference)


async def test_each_message_has_its_own_reference(place: Place) -> None:
    references = await asyncio.gather(
        *(place.chat.send(_parcel(place.person, delivery=f"d{n}")) for n in range(20))
    )
    assert all(references)
    assert len(set(references)) == 20


@pytest.mark.parametrize("name", ["person", "by_email", "channel"])
async def test_a_sent_message_is_found_by_its_delivery(place: Place, name: str) -> None:
    to = getattr(place, name)
    await place.chat.send(_parcel(to, delivery="before"))
    reference = await place.chat.send(_parcel(to, delivery="riverbend/check-in/2027-01-11"))
    await place.chat.send(_parcel(to, delivery="after"))
    assert await place.chat.find("riverbend/check-in/2027-01-11", to) == reference


async def test_nothing_is_found_for_a_delivery_that_was_not_sent(place: Place) -> None:
    await place.chat.send(_parcel(place.person, delivery="d1"))
    assert await place.chat.find("d2", place.person) is None


async def test_a_changed_message_is_still_found(place: Place) -> None:
    reference = await place.chat.send(_parcel(place.person))
    await place.chat.update(reference, Message(text="Thanks"))
    assert await place.chat.find("d1", place.person) == reference


async def test_an_update_takes_the_place_of_the_message(place: Place) -> None:
    reference = await place.chat.send(_parcel(place.person, text="Two minutes?"))
    await place.chat.update(reference, Message(text="Thanks, Terrence"))
    assert "Thanks, Terrence" in await place.seen(reference)
    assert "Two minutes?" not in await place.seen(reference)


async def test_an_update_of_an_unknown_message_is_refused(place: Place) -> None:
    with pytest.raises(UnreachableError):
        await place.chat.update("there-is-no-such-message", Message(text="Thanks"))


@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS.keys())
async def test_every_text_arrives_as_it_was_written(place: Place, text: str) -> None:
    message = Message(text="Check-in", blocks=(Paragraph(text=safe(text)),))
    reference = await place.chat.send(Parcel(delivery="d1", to=place.person, message=message))
    assert _bare(text) in _bare(await place.seen(reference))


@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS.keys())
async def test_a_message_without_blocks_is_its_text(place: Place, text: str) -> None:
    reference = await place.chat.send(_parcel(place.channel, text=text))
    assert _bare(text) in _bare(await place.seen(reference))


async def test_every_kind_of_block_arrives(place: Place) -> None:
    strong = Button(label="strong", action="checkin.tap", value="strong", chosen=True)
    blocks = (
        Heading(text=Html("Where is <b>each</b> strategy?")),
        Paragraph(text=Html("<i>Seen</i> from Lincoln &amp; Marsh")),
        Actions(text=Html("Data teams"), buttons=(replace(strong, label="slow"), strong)),
        Actions(buttons=(Button(label="Skip", action="a.b", value="1", style=Style.DANGER),)),
        Note(text=Html("Leaders read this.")),
    )
    message = Message(text="Check-in", blocks=blocks)
    reference = await place.chat.send(Parcel(delivery="d1", to=place.person, message=message))
    seen = await place.seen(reference)
    words = ["each", "Seen", "Lincoln & Marsh", "Data teams", "slow", "strong", "Skip", "read"]
    assert [word for word in words if word not in seen] == []


WITH_FILES = Message(
    text="The week", blocks=(Heading(text=Html("The week")),), files=(PICTURE, DOCUMENT)
)


@pytest.mark.parametrize("name", ["person", "channel"])
async def test_a_picture_arrives_with_its_words_and_a_document_with_its_name(
    place: Place, name: str
) -> None:
    await keep(place.store, PICTURE, DOCUMENT)
    parcel = Parcel(delivery="d1", to=getattr(place, name), message=WITH_FILES)
    seen = await place.seen(await place.chat.send(parcel))
    assert [word for word in ("The week", PICTURE.alt, DOCUMENT.name) if word not in seen] == []
    assert "could not be added" not in seen


async def test_files_that_are_not_there_are_lines_of_a_message_that_arrives(place: Place) -> None:
    reference = await place.chat.send(Parcel(delivery="d1", to=place.person, message=WITH_FILES))
    seen = await place.seen(reference)
    shows = f"“{PICTURE.title}” could not be added here. It shows: {PICTURE.alt}"
    assert _bare(shows) in _bare(seen)
    assert f"“{DOCUMENT.title}” could not be added here." in seen


async def test_a_message_with_files_is_found_and_changed_like_any_other(place: Place) -> None:
    await keep(place.store, PICTURE, DOCUMENT)
    reference = await place.chat.send(Parcel(delivery="d1", to=place.person, message=WITH_FILES))
    await place.chat.update(reference, replace(WITH_FILES, blocks=(Note(text=Html("Later")),)))
    seen = await place.seen(reference)
    assert await place.chat.find("d1", place.person) == reference
    assert ["Later" in seen, PICTURE.alt in seen, seen.count(DOCUMENT.name)] == [True, True, 1]


async def test_who_cannot_be_reached_is_said_with_the_reason(place: Place) -> None:
    await place.close(place.person)
    with pytest.raises(UnreachableError) as refused:
        await place.chat.send(_parcel(place.person))
    assert str(refused.value)


async def test_one_closed_address_closes_no_other(place: Place) -> None:
    await place.close(place.person)
    assert await place.chat.send(_parcel(place.channel))


async def test_a_refusal_leaves_nothing_behind_and_a_later_attempt_works(place: Place) -> None:
    await place.stumble(place.person)
    with pytest.raises(TryLaterError):
        await place.chat.send(_parcel(place.person))
    assert await place.chat.find("d1", place.person) is None
    reference = await place.chat.send(_parcel(place.person))
    assert await place.chat.find("d1", place.person) == reference


async def test_a_refused_update_changes_nothing(place: Place) -> None:
    reference = await place.chat.send(_parcel(place.person))
    await place.stumble(place.person)
    with pytest.raises(TryLaterError):
        await place.chat.update(reference, Message(text="Thanks"))
    assert "Good morning" in await place.seen(reference)
