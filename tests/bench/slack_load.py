"""Many connections that send signed slash commands, each the next one when it has its answer."""

import asyncio
import time
from collections.abc import Iterator

from tests.bench.wire import CONNECTIONS, Load, answer, posted
from tests.slack.fake import payloads
from tests.slack.fake.payloads import SLASH
from tests.slack.fake.slack import Slack

KEPT = "Kept"
TEXT = "/commit share the rubric with grade 4 by Friday #data-teams"


def requests(slack: Slack, channel: str, number: int) -> list[bytes]:
    """So many commands as they go over the wire, typed in turn by everybody in a channel."""
    team = slack.team()
    there = team.channels[channel]
    users = [team.users[key] for key in there.members if key != team.bot_user]
    commands = (
        payloads.slash(slack.state, team, users[n % len(users)], there, TEXT) for n in range(number)
    )
    signed = [payloads.signed(SLASH, command, time.time()) for command in commands]
    return [posted("/slack/events", body, headers) for body, headers in signed]


async def load(port: int, wire: list[bytes]) -> Load:
    """Send everything over 64 connections. Raises AssertionError for an answer without "Kept"."""
    left, taken = iter(wire), list[float]()
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, left, taken) for _ in range(CONNECTIONS)))
    return Load.of(taken, time.perf_counter() - began)


async def _connection(port: int, left: Iterator[bytes], taken: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in left:
        began = time.perf_counter()
        writer.write(request)
        status, body = await answer(reader)
        taken.append(time.perf_counter() - began)
        assert status == b"200", (status, body)
        assert KEPT in body, body
    writer.close()
    await writer.wait_closed()
