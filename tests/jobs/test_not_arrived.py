"""Messages of which a platform says afterwards that nobody got them."""

from bot.domain.delivery import Delivery
from bot.ledger.deliveries import not_arrived
from bot.ports import Parcel
from tests.fakes import FakePlatform, Office
from tests.jobs.looking import checkins, deliveries, states

WHY = "Headway was removed."


async def _say(office: Office, *ids: str) -> list[Delivery]:
    async with office.store.write() as tx:
        return await not_arrived(tx, ids, because=WHY, now=office.now)


async def test_they_have_failed_and_their_person_was_not_asked(office: Office) -> None:
    await office.tick()
    (card,) = await deliveries(office)

    changed = await _say(office, card.id, "nobody/knows/this")

    (card,) = await deliveries(office)
    assert changed == [card]
    assert (card.state.value, card.error) == ("failed", WHY)
    assert await states(office) == ["unreached"]


async def test_a_checkin_that_was_answered_all_the_same_counts(office: Office) -> None:
    await office.tick()
    (card,) = await deliveries(office)
    await office.say("boyd", "/checkin Grade 4 met twice")

    await _say(office, card.id)

    assert (await checkins(office))[0].is_answered
    assert await states(office) == ["open"]


async def test_what_was_never_handed_over_stays_as_it_is(office: Office) -> None:
    office.platform.busy["U000000004"] = 1
    await office.tick()
    (card,) = await deliveries(office)

    assert await _say(office, card.id) == []
    assert await deliveries(office) == [card]


class _Removed(FakePlatform):
    """Takes a message, and says that it was removed there before the pass has ended."""

    office: Office

    async def send(self, parcel: Parcel) -> str:
        """Take it for nothing."""
        if "person:boyd" in parcel.delivery:
            await _say(self.office, parcel.delivery)
        return await super().send(parcel)


async def test_what_is_said_during_the_send_is_not_forgotten_at_its_end(office: Office) -> None:
    platform = _Removed()
    platform.office = office
    office.desk.platforms["slack"] = platform  # type: ignore[index]  # a dict, which others may not change

    await office.tick()

    (card,) = await deliveries(office)
    assert (card.state.value, card.error) == ("failed", WHY)
    assert await states(office) == ["unreached"]
