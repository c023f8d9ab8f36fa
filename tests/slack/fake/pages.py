"""Pages of long answers: https://docs.slack.dev/apis/web-api/pagination/."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import TypeVar

from tests.slack.fake.state import Call, RefusedError

T = TypeVar("T")


def page(things: Iterable[T], call: Call, usual: int) -> tuple[list[T], dict[str, str]]:
    """The part that ``cursor`` and ``limit`` ask for, and where the next one begins."""
    every, limit = list(things), int(call.args.get("limit") or usual)
    try:
        start = int(b64decode(call.args.get("cursor") or b64encode(b"next:0")).split(b":")[1])
    except (ValueError, IndexError):
        raise RefusedError("invalid_cursor") from None
    end = start + limit
    more = b64encode(b"next:%d" % end).decode() if end < len(every) else ""
    return every[start:end], {"next_cursor": more}
