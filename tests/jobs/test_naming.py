"""Messages to people in several districts name their own."""

import pytest

from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.people import Side
from bot.jobs.letters import Draft
from bot.jobs.naming import naming_districts
from bot.messages import Message
from bot.router import Context
from tests.fakes import MONDAY, Office
from tests.several import MAPLEWOOD, join

CARD, WHOLE = Message(text="A picture comes."), Message(text="Here it is.")
PACK = Occasion(partnership="maplewood", kind=DeliveryKind.PACK, name="quarter", at=MONDAY)


async def _finish(_desk: object, _delivery: object, _now: object) -> Message:
    return WHOLE


def to(recipient: str) -> Delivery:
    workspace = MAPLEWOOD.partnership.workspace(Side.PARTNER)
    assert workspace is not None
    return PACK.to(recipient, workspace)


async def named(office: Office, *recipients: str) -> dict[str, Draft]:
    """What goes to these, by recipient."""
    await join(office, MAPLEWOOD)
    wanted = [to(recipient) for recipient in recipients]
    drafts = {one.id: Draft(message=CARD, finish=_finish) for one in wanted}
    async with office.store.read() as tx:
        directories = await office.desk.directories(tx, {"maplewood"})
        found = await naming_districts(tx, directories, wanted, drafts)
    return {one.recipient: found[one.id] for one in wanted}


async def test_what_takes_its_time_names_the_district_too(office: Office) -> None:
    draft = (await named(office, "person:vance"))["person:vance"]

    assert draft.finish is not None
    whole = await draft.finish(office.desk, to("person:vance"), MONDAY)
    assert draft.message.text == "Maplewood Unified · A picture comes."
    assert whole.text == "Maplewood Unified · Here it is."


@pytest.mark.parametrize("recipient", ["person:chen", "person:nobody", "channel:partner"])
async def test_to_all_others_it_goes_as_it_is(office: Office, recipient: str) -> None:
    draft = (await named(office, recipient))[recipient]

    assert (draft.message, draft.finish) == (CARD, _finish)


def test_no_job_opens_a_transaction_beside_its_own() -> None:
    with pytest.raises(LookupError):
        Context.apart("maplewood")
