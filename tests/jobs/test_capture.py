"""With a model, answers are looked at once more: outside transactions, for proposals only."""

from datetime import timedelta

import pytest

from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.model_use import ModelUse
from bot.domain.to_capture import CaptureState, ToCapture
from bot.jobs.capture import LOCK, capture
from tests.capturing import TIMED_OUT, FakeModel, agree
from tests.fakes import Office, text_of
from tests.talking import card, get, labels

AGREED = ModelUse(consent="Whitfield and Imai, 5 Jan 2027", capture=True)
TEXT = "Count on me for the agenda by Wednesday. No time for visits."
AGENDA = (1, "commitment", "the agenda by Wednesday", "")


async def answered(
    office: Office, model: FakeModel, use: ModelUse | None = AGREED, text: str = TEXT
) -> None:
    """Boyd answers, and the clock passes twice: once to ask, once to send."""
    await agree(office, model, use)
    await office.tick()
    await office.say("boyd", text)
    await office.tick()
    await office.tick()


async def rows(office: Office) -> list[ToCapture]:
    async with office.store.read() as tx:
        return await tx.find(ToCapture)


def proposed(office: Office) -> list[str]:
    """The messages with what the model found."""
    texts = [text_of(message) for message in office.platform.to("boyd")]
    return [text for text in texts if "again" in text.splitlines()[0]]


async def test_what_a_model_found_comes_in_a_message_of_its_own_and_is_kept_by_a_tap(
    office: Office,
) -> None:
    await answered(office, FakeModel(finds=(AGENDA,)))

    assert "I read A-1 again" in card(office).text
    assert "Your promise: the agenda, by Wednesday, 13 Jan" in text_of(card(office))
    await office.press("boyd", card(office), "Keep")
    assert (await get(office, Commitment, 1)).came_from == "A-1"


async def test_after_a_tap_the_message_says_that_that_was_all(office: Office) -> None:
    await answered(office, FakeModel(finds=(AGENDA,)))

    shown = (await office.press("boyd", card(office), "No")).replace

    assert text_of(shown).startswith("Fine. That is all")
    await office.say("boyd", f"Again: {TEXT}")
    await office.tick()
    await office.tick()
    assert len(proposed(office)) == 1


async def test_what_the_rules_proposed_is_not_sent_again(office: Office) -> None:
    await answered(office, FakeModel(finds=((2, "blocker", "No time for visits", ""),)))

    assert proposed(office) == []
    assert [one.state for one in await rows(office)] == [CaptureState.LOOKED_AT]


@pytest.mark.parametrize(
    "use", [None, ModelUse(consent="yes", capture=False)], ids=["no consent", "not for this"]
)
async def test_without_consent_nothing_goes_out(office: Office, use: ModelUse | None) -> None:
    model = FakeModel(finds=(AGENDA,))

    await answered(office, model, use)

    assert model.asked == []
    assert await rows(office) == []


async def test_what_is_for_oneself_alone_does_not_go_out(office: Office) -> None:
    model = FakeModel(finds=(AGENDA,))
    await agree(office, model, AGREED)
    await office.tick()
    form = (await office.press("boyd", card(office), "Answer")).form

    await office.fill("boyd", form, where=TEXT, where__audience="self")
    await office.tick()

    assert model.asked == []


@pytest.mark.parametrize(
    "model",
    [
        FakeModel(error=TIMED_OUT),
        FakeModel(error=RuntimeError("broken")),
        FakeModel(finds=((1, "commitment", "all teachers' agendas", ""),)),
    ],
    ids=["fails", "breaks", "invents"],
)
async def test_a_model_that_is_of_no_use_leaves_what_the_rules_found(
    office: Office, model: FakeModel
) -> None:
    await answered(office, model)

    assert proposed(office) == []
    assert len(model.asked) == 1
    assert [one.found for one in await rows(office)] == [()]


async def test_a_model_that_hangs_is_not_waited_for(office: Office) -> None:
    await agree(office, FakeModel(hangs=True), AGREED)
    await office.tick()
    await office.say("boyd", TEXT)

    tally = await capture(office.desk, office.now, seconds=0.01)

    assert tally.queued == 0
    assert [one.state for one in await rows(office)] == [CaptureState.LOOKED_AT]


async def test_an_answer_that_changed_since_is_looked_at_as_it_is_now(office: Office) -> None:
    model = FakeModel(finds=(AGENDA,))
    await agree(office, model, AGREED)
    await office.tick()
    await office.say("boyd", TEXT)
    await office.tick()
    await office.say("boyd", "One more thing.")

    await office.tick()
    await office.tick()

    assert len(model.asked) == 2
    assert len(proposed(office)) == 1


async def test_an_answer_that_was_emptied_is_not_asked_about(office: Office) -> None:
    model = FakeModel(finds=(AGENDA,))
    await agree(office, model, AGREED)
    await office.tick()
    reply = (await office.say("boyd", TEXT)).reply
    form = (await office.press("boyd", reply, "Edit answer")).form

    await office.fill("boyd", form, where="")
    await office.tick()

    assert model.asked == []


async def test_what_waited_half_a_day_is_not_asked_about(office: Office) -> None:
    model = FakeModel(finds=(AGENDA,))
    await agree(office, model, AGREED)
    await office.tick()
    await office.say("boyd", TEXT)

    await office.tick(office.now + timedelta(hours=13))

    assert model.asked == []


async def test_only_one_process_asks(office: Office) -> None:
    model = FakeModel(finds=(AGENDA,))
    await agree(office, model, AGREED)
    await office.tick()
    await office.say("boyd", TEXT)

    async with office.store.alone(LOCK):
        await office.tick()

    assert model.asked == []


async def test_a_no_before_it_is_sent_stops_it(office: Office) -> None:
    await agree(office, FakeModel(finds=(AGENDA,)), AGREED)
    await office.tick()
    await office.say("boyd", TEXT)
    await office.tick()
    value = '[1,0,[["A-1","commitment","the agenda","","",""]]]'
    await office.act("boyd", "capture.no", value)

    await office.tick()

    assert proposed(office) == []
    async with office.store.read() as tx:
        sent = await tx.find(Delivery, kind=DeliveryKind.PROPOSAL)
    assert [one.state for one in sent] == [DeliveryState.SKIPPED]


async def test_who_turned_proposals_off_is_sent_none(office: Office) -> None:
    model = FakeModel(finds=(AGENDA,))
    await office.say("boyd", "/headway settings proposals off")

    await answered(office, model)

    assert model.asked == []


async def test_who_turns_proposals_off_before_the_model_looks_is_not_looked_at(
    office: Office,
) -> None:
    model = FakeModel(finds=(AGENDA,))
    await agree(office, model, AGREED)
    await office.tick()
    await office.say("boyd", TEXT)
    await office.say("boyd", "/headway settings proposals off")

    await office.tick()

    assert model.asked == []


async def test_the_answer_to_a_question_that_makes_a_record_is_not_found_again(
    office: Office,
) -> None:
    text = "in the way: The tiny font annoys all of us here"
    model = FakeModel(finds=((1, "blocker", "The tiny font annoys all of us here", ""),))

    await answered(office, model, text=text)

    assert len(model.asked) == 1
    assert proposed(office) == []


async def test_somebody_named_is_looked_up(office: Office) -> None:
    find = (
        1,
        "commitment",
        "the director of curriculum has the form",
        "the director of curriculum",
    )

    await answered(office, FakeModel(finds=(find,)), text="Mei Chen has the form for Fridays visit")

    assert "Promise of Mei Chen: Mei Chen has the form" in text_of(card(office))
    assert labels(card(office)) == ["Keep", "Edit", "No"]
