"""A server that speaks OpenAI's Chat Completions: OpenAI's own, Azure's v1, or a compatible one.

https://platform.openai.com/docs/api-reference/chat and
https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
"""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import openai

from bot.ports.model import ModelError, Request
from integrations.openai_settings import OpenAISettings

_FENCED = re.compile(r"\s*```\w*\s*\n(.*?)\n?\s*```\s*", re.DOTALL)
_ABOUT_FORMAT = re.compile(
    r"response_format|json_schema|json_object|structured output", re.IGNORECASE
)


class Form(StrEnum):
    """How a server is told that the answer is JSON; those it refuses give way to the next."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    OFF = "off"


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Seconds: for a try, for all of an answer, and how long a server is left alone.

    ``rest``: after it did not answer. ``relearn``: until a form that it refused is tried again.
    """

    each: float = 25
    whole: float = 55
    rest: float = 300
    relearn: float = 86_400


@dataclass
class _Learned:
    """What is known of the server: the form that it takes, and since when; until when it rests."""

    form: Form = Form.SCHEMA
    forget_at: float = 0
    rests_until: float = 0
    resting: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenAIModel:
    """Asks one server, and keeps in mind what it takes and whether it answers."""

    settings: OpenAISettings
    patience: Patience = Patience()
    clock: Callable[[], float] = time.monotonic
    _learned: _Learned = field(default_factory=_Learned)
    _client: openai.AsyncOpenAI = field(init=False)

    def __post_init__(self) -> None:
        """Make the client; it opens no connection before the first question."""
        key = self.settings.api_key
        client = openai.AsyncOpenAI(
            api_key=key.get_secret_value() if key else "",
            base_url=self.settings.base_url,
            timeout=self.patience.each,
            max_retries=1,
            # The records go to the server that was named, and to none that it points to.
            http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
        )
        object.__setattr__(self, "_client", client)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    async def answer(self, request: Request) -> Mapping[str, object]:
        """See ``bot.ports.model.Model``."""
        now, learned = self.clock(), self._learned
        if now < learned.rests_until:
            raise ModelError("The server did not answer lately.", reason=learned.resting)
        if now >= learned.forget_at:
            learned.form = Form.SCHEMA
        try:
            async with asyncio.timeout(self.patience.whole):
                return _read(await self._ask(request))
        except (TimeoutError, openai.APITimeoutError) as error:
            raise self._rest("timeout", error) from error
        except openai.APIConnectionError as error:
            raise self._rest("unreachable", error) from error
        except (openai.OpenAIError, ValueError) as error:
            raise ModelError("The server refused the request.", reason=_reason(error)) from error

    async def _ask(self, request: Request) -> str:
        """The server's answer as it came, in the first form that it takes."""
        form = self._learned.form
        if form is Form.OFF:
            raise ModelError("The server takes no request for JSON.", reason="off")
        try:
            return await self._send(request, form)
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if form is Form.OBJECT or _is_filtered(error):
                raise
            return await self._ask_simply(request, error)

    async def _ask_simply(self, request: Request, refused: openai.APIStatusError) -> str:
        """The same without a schema; what this server takes is kept in mind for a day."""
        try:
            text = await self._send(request, Form.OBJECT)
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if _is_about_format(refused) and _is_about_format(error):
                self._learn(Form.OFF)
                raise ModelError("The server takes no request for JSON.", reason="off") from error
            raise
        self._learn(Form.OBJECT)
        return text

    async def _send(self, request: Request, form: Form) -> str:
        body = body_of(request, model=self.settings.model, form=form)
        raw = await self._client.chat.completions.with_raw_response.create(**body)  # type: ignore[call-overload]  # the body is built step by step
        return str(raw.text)

    def _learn(self, form: Form) -> None:
        self._learned.form = form
        self._learned.forget_at = self.clock() + self.patience.relearn

    def _rest(self, reason: str, error: Exception) -> ModelError:
        self._learned.rests_until = self.clock() + self.patience.rest
        self._learned.resting = reason
        return ModelError(f"The server did not answer: {type(error).__name__}.", reason=reason)


def body_of(request: Request, *, model: str, form: Form = Form.SCHEMA) -> dict[str, object]:
    """What is sent for a request, as Chat Completions names it."""
    instructions, schema = request.instructions, dict(request.schema)
    if form is Form.OBJECT:
        instructions += f"\n\nAnswer with JSON of this schema:\n{json.dumps(schema)}"
    wanted: dict[str, object] = {"type": form.value}
    if form is Form.SCHEMA:
        wanted["json_schema"] = {"name": request.name, "strict": True, "schema": schema}
    return {
        "model": model,
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": request.data},
        ],
        "response_format": wanted,
    }


def _reason(error: Exception) -> str:
    if not isinstance(error, openai.APIStatusError):
        return "request"  # it never went out: a key that no header can hold
    if _is_filtered(error):
        return "refused"
    if error.status_code == 429:
        return "limited"
    return "server" if error.status_code >= 500 else "request"


def _is_filtered(error: openai.APIStatusError) -> bool:
    """Azure answers 400 where its filter stops a request."""
    return error.code == "content_filter"


def _is_about_format(error: openai.APIStatusError) -> bool:
    return bool(_ABOUT_FORMAT.search(f"{error.param} {error.message}"))


def _read(text: str) -> Mapping[str, object]:
    """The JSON object in a completion; a fence around it is taken off, the rest is checked later.

    Raises ModelError for everything else that a server may have put there.
    """
    choice = _first(_object(text).get("choices"))
    message = choice.get("message")
    said = message if isinstance(message, dict) else {}
    if choice.get("finish_reason") == "length":
        raise ModelError("The answer was cut.", reason="cut")
    if said.get("refusal") or choice.get("finish_reason") == "content_filter":
        raise ModelError("The model refused.", reason="refused")
    content = said.get("content")
    if not isinstance(content, str) or not content.strip():
        raise ModelError("The answer was empty.", reason="empty")
    fenced = _FENCED.fullmatch(content)
    return _object(fenced[1] if fenced else content)


def _first(choices: object) -> Mapping[str, object]:
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise ModelError("The answer was empty.", reason="empty")
    return choices[0]


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelError("The answer is not JSON.", reason="malformed") from error
    if not isinstance(found, dict):
        raise ModelError("The answer is no JSON object.", reason="malformed")
    return found
