"""A language model's server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.domain.errors import HeadwayError


class ModelError(HeadwayError):
    """The model gave nothing that can be used. Go on without it.

    ``reason`` is one stable word for logs and metrics: timeout, refused, cut, malformed, empty,
    limited, server, request, unreachable, off.
    """

    def __init__(self, message: str, *, reason: str) -> None:
        """Keep the word."""
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a model is asked: instructions of ours, data that is never an instruction.

    ``schema`` is the JSON schema (2020-12, strict: every field required, no others) that the answer
    has to fit; ``name`` is what the schema is called.
    """

    name: str
    instructions: str
    data: str
    schema: Mapping[str, object]


class Model(Protocol):
    """Answers in JSON."""

    async def answer(self, request: Request) -> Mapping[str, object]:
        """The answer, a JSON object, not yet checked against anything but being one.

        Takes at most about a minute, and may not be asked inside a transaction. Raises ModelError.
        """
        ...
