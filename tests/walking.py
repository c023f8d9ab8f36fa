"""Walking from room to room with the thumb: for tests of the card and of several observers."""

from dataclasses import dataclass

from bot.domain.walkthrough import Round
from bot.messages import Message, Response
from tests.fakes import Office

REASONING = "Students explain their reasoning"
TASK = "The task is at grade level"
CHECKS = "The teacher checks for understanding"
LOOK_FORS = [REASONING, TASK, CHECKS]
SEEN = ((REASONING, TASK), (TASK,), (REASONING, TASK, CHECKS), (TASK, CHECKS)) * 2
"""What is seen in eight classrooms."""


@dataclass
class Thumb:
    """Somebody who only taps; ``shown`` is the card as it stands after the last tap."""

    office: Office
    who: str = "boyd"
    shown: Message | None = None
    taps: int = 0

    async def tap(self, label: str) -> Response:
        self.taps += 1
        answer = await self.office.press(self.who, self.shown, label)
        self.shown = answer.replace or answer.reply or self.shown
        return answer

    async def walk(self, *rooms: tuple[str, ...]) -> None:
        """Tick what is seen, with Next classroom between two rooms."""
        for number, seen in enumerate(rooms):
            if number:
                await self.tap("Next classroom")
            for look_for in seen:
                await self.tap(look_for)


async def started(office: Office, line: str = "/walkthrough start", who: str = "boyd") -> Thumb:
    answer = await office.say(who, line)
    return Thumb(office, who, answer.reply)


async def rounds(office: Office) -> list[Round]:
    async with office.store.read() as tx:
        return await tx.find(Round)
