"""HTTP requests as they go over the wire, and what a run of many found."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

CONNECTIONS = 64


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a run found: answers a second, and milliseconds that half and most of them took."""

    per_second: float
    p50: float
    p99: float

    @classmethod
    def of(cls, taken: Sequence[float], seconds: float) -> "Load":
        """From the seconds that each took, and all of them."""
        percentiles = quantiles((1000 * one for one in taken), n=100)
        return cls(per_second=len(taken) / seconds, p50=percentiles[49], p99=percentiles[98])


def posted(path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """A POST request whose connection stays open."""
    lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
    head = f"POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-length: {len(body)}\r\n"
    return f"{head}{''.join(lines)}\r\n".encode() + body


async def answer(reader: asyncio.StreamReader) -> tuple[bytes, str]:
    """The status and the body of the next answer."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    body = await reader.readexactly(length)
    return head.split(b" ", 2)[1], body.decode()
