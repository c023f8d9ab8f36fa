"""The guide of the demo: five things to try, and which of them somebody has done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.bootstrap import Headway
from bot.demo.ending import ended_at
from bot.demo.story import Story
from bot.domain.audience import Audience
from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, delivery_id
from bot.domain.people import Person
from bot.load import PartnershipFile
from bot.ports import OneOf
from integrations.sandbox import channel as in_channel
from integrations.sandbox import direct, user_of
from integrations.sandbox.page.around import Step
from prompts.words import words

FILE = "demo"


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a step is done, and as whom."""

    person: Person
    conversation: str

    @property
    def user(self) -> str:
        """The person's name in the sandbox."""
        return user_of(self.person)


class DemoGuide:
    """Five steps. What is done is read from the store each time, and kept nowhere else."""

    def __init__(self, headway: Headway, *, story: Story, file: PartnershipFile) -> None:
        """Take a bot on the store of a story that has ended."""
        people = {person.key: person for person in file.people}
        guest, reader = people[story.guest], people[story.reader]
        channels = file.partnership.channels
        self._channel = next(one for one in channels if one.audience is Audience.PARTNER)
        self._talk = _Place(person=guest, conversation=direct(user_of(guest)))
        self._posts = _Place(person=reader, conversation=in_channel(self._channel.id))
        self._partnership = file.partnership
        self._headway = headway

    async def steps(self) -> Sequence[Step]:
        """Answer and promise as the guest, go on, be asked after it, and read the digest."""
        checkins, promises = await self._checkins(), await self._promises()
        asking = [c for c in checkins if any(_asks_after(c, promise) for promise in promises)]
        cards = await self._sent([self._card(checkin) for checkin in asking])
        digests = await self._digests()
        answered = any(checkin.is_answered for checkin in checkins)
        waits = any(checkin.state is CheckInState.OPEN for checkin in checkins)
        return [
            self._step("answer", self._talk, done=answered, waits=waits),
            self._step("promise", self._talk, done=bool(promises)),
            self._step("go_on", self._talk, done=bool(digests)),
            self._step("asked", self._talk, done=await self._has_read(self._talk, cards)),
            self._step("read", self._posts, done=await self._has_read(self._posts, digests)),
        ]

    def _step(self, name: str, place: _Place, *, done: bool, waits: bool = False) -> Step:
        values = {
            "who": place.person,
            "guest": self._talk.person,
            "school": self._partnership.school_name(self._talk.person.school),
            "channel": self._channel.name,
            "waits": waits,
        }
        values["line"] = words(FILE).plain(f"guide.{name}.line", **values)
        texts = {
            part: words(FILE).plain(f"guide.{name}.{part}", **values)
            for part in ("title", "text", "label", "line")
        }
        return Step(done=done, user=place.user, conversation=place.conversation, **texts)

    async def _checkins(self) -> list[CheckIn]:
        async with self._headway.store.read() as tx:
            return await tx.find(
                CheckIn, partnership=self._partnership.key, person=self._talk.person.key
            )

    async def _promises(self) -> list[Commitment]:
        async with self._headway.store.read() as tx:
            return await tx.find(
                Commitment,
                partnership=self._partnership.key,
                owner=self._talk.person.key,
                withdrawn=False,
            )

    def _card(self, checkin: CheckIn) -> str:
        recipient = f"person:{checkin.person}"
        kind = DeliveryKind.CHECK_IN
        return delivery_id(checkin.partnership, kind, checkin.occasion, recipient)

    async def _sent(self, ids: Iterable[str]) -> list[Delivery]:
        async with self._headway.store.read() as tx:
            return await tx.find(Delivery, id=OneOf(tuple(ids)), state=DeliveryState.SENT)

    async def _digests(self) -> list[Delivery]:
        """The digests that were posted for the partner since the story has ended."""
        ended = await ended_at(self._headway.store)
        async with self._headway.store.read() as tx:
            posted = await tx.find(
                Delivery,
                partnership=self._partnership.key,
                kind=DeliveryKind.DIGEST,
                recipient=f"channel:{self._channel.key}",
                state=DeliveryState.SENT,
            )
        return [post for post in posted if ended and post.changed_at > ended]

    async def _has_read(self, place: _Place, sent: Iterable[Delivery]) -> bool:
        """Whether the person has read any of these messages there."""
        workspace = self._partnership.workspaces[0].id
        sandbox = self._headway.sandbox_of(workspace)
        last = await sandbox.last_read(place.user, place.conversation)
        return any(message.reference and message.reference <= last for message in sent)


def _asks_after(checkin: CheckIn, promise: Commitment) -> bool:
    """Whether the promise was open, and not made only then, when the check-in was asked."""
    still_open = promise.closed_at is None or promise.closed_at > checkin.asked_at
    return promise.at < checkin.asked_at and still_open
