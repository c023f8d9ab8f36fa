"""The note that an event was handled, so that a repetition gets the same answer."""

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from bot.domain.inbox import Received
from bot.messages import Incoming, Response


def keys_of(event: Incoming) -> list[str]:
    """The keys of an event; nobody gets the answer that was meant for another."""
    sender = event.sender
    who = f"{sender.platform}:{sender.workspace}:{sender.user}"
    return [f"{who}:{key}" for key in (event.event, event.content) if key]


def received(keys: list[str], event: Incoming, response: Response) -> list[Received]:
    """The notes to keep, one under each of the event's keys."""
    told = _responses().dump_json(response).decode()
    return [Received(key=key, at=event.at, response=told) for key in dict.fromkeys(keys)]


def answer_of(note: Received) -> Response:
    """What was answered."""
    response: Response = _responses().validate_json(note.response)
    return response


@lru_cache
def _responses() -> TypeAdapter[Any]:
    return TypeAdapter(Response)
