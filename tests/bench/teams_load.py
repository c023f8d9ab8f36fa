"""Many people who type to a bot in Teams, each again once they have their answer."""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench.wire import CONNECTIONS, Load, answer, posted
from tests.teams.fake import payloads
from tests.teams.fake.payloads import Scene
from tests.teams.fake.person import Person
from tests.teams.fake.state import Call
from tests.teams.fake.teams import Teams

_LOOKS = 0.001
_PATIENCE = 60


@dataclass(frozen=True, kw_only=True)
class Typed:
    """Something typed in somebody's chat with the bot, as it goes over the wire."""

    chat: str
    wire: bytes


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a run found until the bot had taken an activity, and until its answer was there."""

    taken: Load
    answered: Load


def typed(teams: Teams, people: Sequence[Person], text: str, number: int) -> list[Typed]:
    """So many messages, typed in turn by everybody, with the token that Teams has at the time."""
    app, token = teams.bot(), teams.sign()
    headers = {"authorization": token, "content-type": "application/json; charset=utf-8"}
    made = []
    for n in range(number):
        person = people[n % len(people)]
        scene = Scene(state=teams.state, app=app, user=person.user, there=person.chat)
        kept = payloads.written(teams.state, person.user.id, text)
        body = json.dumps(payloads.message(scene, kept)).encode()
        made.append(Typed(chat=person.chat.id, wire=posted("/api/messages", body, headers)))
    return made


async def load(teams: Teams, port: int, wanted: Sequence[Typed], *, answer_has: str) -> Heard:
    """Send everything over 64 connections.

    Raises an ExceptionGroup for a wrong answer, and TimeoutError for one that does not come.
    """
    ears, left = _Ears(teams=teams, heard=len(teams.calls), answer_has=answer_has), iter(wanted)
    began = time.perf_counter()
    async with asyncio.timeout(_PATIENCE), asyncio.TaskGroup() as group:
        listening = group.create_task(ears.listen())
        sending = [group.create_task(_connection(port, left, ears)) for _ in range(CONNECTIONS)]
        await asyncio.wait(sending)
        listening.cancel()
    seconds = time.perf_counter() - began
    both = [pair for connection in sending for pair in connection.result()]
    taken, answered = zip(*both, strict=True)
    return Heard(taken=Load.of(taken, seconds), answered=Load.of(answered, seconds))


@dataclass(kw_only=True)
class _Ears:
    """Hear at the connector what the bot says; ``heard`` of its calls are past."""

    teams: Teams
    heard: int
    answer_has: str
    waiting: defaultdict[str, deque[asyncio.Future[float]]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    def expect(self, chat: str) -> asyncio.Future[float]:
        """When the next answer in a chat arrives, on the clock of ``time.time``."""
        arrives = asyncio.get_running_loop().create_future()
        self.waiting[chat].append(arrives)
        return arrives

    async def listen(self) -> None:
        """Until cancelled. The connector has a thread of its own, so its calls are looked at."""
        while True:
            for call in self.teams.calls[self.heard :]:
                self.heard += 1
                if call.method == "send":
                    self._hear(call)
            await asyncio.sleep(_LOOKS)

    def _hear(self, call: Call) -> None:
        said = call.body.get("summary") or call.body.get("text") or ""
        assert self.answer_has in said, said
        self.waiting[call.conversation].popleft().set_result(call.at)


async def _connection(port: int, left: Iterator[Typed], ears: _Ears) -> list[tuple[float, float]]:
    """Of each message the seconds until it was taken and until it was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    took = []
    for each in left:
        arrives = ears.expect(each.chat)
        began = time.time()
        writer.write(each.wire)
        status, body = await answer(reader)
        taken = time.time() - began
        assert status in {b"200", b"201"}, (status, body)
        took.append((taken, await arrives - began))
    writer.close()
    await writer.wait_closed()
    return took
