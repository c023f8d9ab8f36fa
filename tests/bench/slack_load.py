"""Many connections that send signed slash commands, each the next one when it has its answer."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles

from tests.slack.fake import payloads
from tests.slack.fake.payloads import SLASH
from tests.slack.fake.slack import Slack

CONNECTIONS = 64
KEPT = "Kept"
TEXT = "/commit share the rubric with grade 4 by Friday #data-teams"


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a run found: answers a second, and milliseconds that half and most of them took."""

    per_second: float
    p50: float
    p99: float


def requests(slack: Slack, channel: str, number: int) -> list[bytes]:
    """So many commands as they go over the wire, typed in turn by everybody in a channel."""
    team = slack.team()
    there = team.channels[channel]
    users = [team.users[key] for key in there.members if key != team.bot_user]
    commands = (
        payloads.slash(slack.state, team, users[n % len(users)], there, TEXT) for n in range(number)
    )
    return [_wire(*payloads.signed(SLASH, command, time.time())) for command in commands]


def _wire(body: bytes, headers: dict[str, str]) -> bytes:
    lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
    head = f"POST /slack/events HTTP/1.1\r\nhost: bench\r\ncontent-length: {len(body)}\r\n"
    return f"{head}{''.join(lines)}\r\n".encode() + body


async def load(port: int, wire: list[bytes]) -> Load:
    """Send everything over 64 connections. Raises AssertionError for an answer without "Kept"."""
    left, taken = iter(wire), list[float]()
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, left, taken) for _ in range(CONNECTIONS)))
    seconds = time.perf_counter() - began
    percentiles = quantiles((1000 * one for one in taken), n=100)
    return Load(per_second=len(wire) / seconds, p50=percentiles[49], p99=percentiles[98])


async def _connection(port: int, left: Iterator[bytes], taken: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in left:
        began = time.perf_counter()
        writer.write(request)
        status, body = await _answer(reader)
        taken.append(time.perf_counter() - began)
        assert status == b"200", (status, body)
        assert KEPT in body, body
    writer.close()
    await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, str]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    body = await reader.readexactly(length)
    return head.split(b" ", 2)[1], body.decode()
