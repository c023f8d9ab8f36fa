"""The model's server as a client: answers, refusals, and what is kept in mind of it."""

import asyncio
import json
import urllib.request
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.ports.model import ModelError, Request
from bot.settings import SettingsError, read_settings
from integrations.openai_model import OpenAIModel, Patience
from integrations.openai_settings import OpenAISettings
from tests.openai_server.server import KEY, OpenAIServer, serving

REQUEST = Request(
    name="digest",
    instructions="Word it.",
    data='DATA 1\n{"text": "Post it all"}\nEND 1',
    schema={"type": "object", "properties": {}, "required": [], "additionalProperties": False},
)
DAY = 86_400


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with serving() as running:
        running.answers(lambda data: {"heard": data["text"]})
        yield running


def asked(
    server: OpenAIServer,
    times: int = 1,
    *,
    clock: Clock | None = None,
    pause: float = 0,
    key: str = KEY,
) -> list[object]:
    """What the same client gets at each of several questions: the answer, or why there is none."""
    settings = OpenAISettings(api_key=SecretStr(key), base_url=server.url, model="gpt-5.4-mini")
    time = clock or Clock()
    patience = Patience(each=0.1, whole=2)

    async def ask() -> list[object]:
        model = OpenAIModel(settings=settings, patience=patience, clock=time)
        got: list[object] = []
        for _ in range(times):
            try:
                got.append(dict(await model.answer(REQUEST)))
            except ModelError as error:
                got.append(error.reason)
            time.now += pause
        await model.close()
        return got

    return asyncio.run(ask())


def forms(server: OpenAIServer) -> list[str]:
    return [request["response_format"]["type"] for request in server.requests]


HEARD = {"heard": "Post it all"}


def test_instructions_and_data_go_out_as_they_are_with_the_strict_schema(
    server: OpenAIServer,
) -> None:
    assert asked(server) == [HEARD]
    (sent,) = server.requests
    assert sent == {
        "model": "gpt-5.4-mini",
        "messages": [
            {"role": "system", "content": "Word it."},
            {"role": "user", "content": REQUEST.data},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "digest", "strict": True, "schema": REQUEST.schema},
        },
    }


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ("cut", "cut"),
        ("cut_quietly", "malformed"),
        ("refusal", "refused"),
        ("filtered", "refused"),
        ("filtered_request", "refused"),
        ("empty", "empty"),
        ("no_choice", "empty"),
        ("not_json", "malformed"),
        ("a_list", "malformed"),
        ("deep", "malformed"),
        ("html", "malformed"),
        ("rate_limit", "limited"),
        ("rate_limit_long", "limited"),
        ("server_error", "server"),
        ("bad_request", "request"),
        ("unauthorized", "request"),
        ("no_model", "request"),
        ("elsewhere", "request"),
        ("hang", "timeout"),
        ("drop", "unreachable"),
    ],
)
def test_whatever_goes_wrong_is_told_by_one_word(
    server: OpenAIServer, behaviour: str, reason: str
) -> None:
    server.behave(behaviour)
    assert asked(server) == [reason]


def test_the_loopback_server_keeps_what_it_answered_and_knows_its_key(
    server: OpenAIServer,
) -> None:
    asked(server)
    with urllib.request.urlopen(f"{server.url}/chat/completions/chatcmpl-1") as kept:  # noqa: S310 - the loopback server of this test
        assert json.load(kept) == server.completions["chatcmpl-1"]
    assert asked(server, key="sk-another") == ["request"]
    assert len(server.requests) == 1


def test_a_fence_around_the_answer_is_taken_off(server: OpenAIServer) -> None:
    server.behave("fenced")
    assert asked(server) == [HEARD]


@pytest.mark.parametrize("behaviour", ["rate_limit", "server_error", "drop"])
def test_what_fails_once_is_tried_a_second_time(server: OpenAIServer, behaviour: str) -> None:
    server.behave(behaviour, "good")
    assert asked(server) == [HEARD]
    assert len(server.requests) == 2


def test_a_server_that_takes_no_schema_is_asked_for_json_for_a_day(server: OpenAIServer) -> None:
    server.behave("no_schema")
    assert asked(server, 3, pause=DAY / 2) == [HEARD] * 3
    assert forms(server) == ["json_schema", "json_object", "json_object", *forms(server)[:2]]


def test_asked_for_mere_json_the_instructions_tell_the_schema(server: OpenAIServer) -> None:
    server.behave("no_schema")
    asked(server)
    told = server.requests[-1]["messages"][0]["content"]
    assert told.startswith("Word it.\n\nAnswer with JSON of this schema:\n")
    assert '"additionalProperties": false' in told


def test_a_server_that_takes_neither_is_not_asked_again_for_a_day(server: OpenAIServer) -> None:
    server.behave("no_json")
    assert asked(server, 3, pause=DAY / 2) == ["off"] * 3
    assert len(server.requests) == 4


def test_a_request_that_is_refused_for_another_reason_says_nothing_about_the_form(
    server: OpenAIServer,
) -> None:
    server.behave("bad_request", "bad_request", "good")
    assert asked(server, 2) == ["request", HEARD]
    assert forms(server)[-1] == "json_schema"


def test_a_server_that_did_not_answer_is_left_alone_for_five_minutes(server: OpenAIServer) -> None:
    server.behave("hang", "hang", "good")
    assert asked(server, 3, pause=150) == ["timeout", "timeout", HEARD]
    assert len(server.requests) == 3


def test_of_a_server_that_answers_drop_by_drop_no_more_is_awaited_than_a_minute(
    server: OpenAIServer,
) -> None:
    server.behave("hang")
    settings = OpenAISettings(api_key=SecretStr(KEY), base_url=server.url)

    async def ask() -> str:
        model = OpenAIModel(settings=settings, patience=Patience(each=20, whole=0.1))
        with pytest.raises(ModelError) as failed:
            await model.answer(REQUEST)
        await model.close()
        return failed.value.reason

    assert asyncio.run(ask()) == "timeout"
    assert Patience().whole < 60


def test_a_key_that_no_header_can_hold_is_a_refused_request(server: OpenAIServer) -> None:
    assert asked(server, key="sk-für") == ["request"]


def test_nobody_listens_there(server: OpenAIServer) -> None:
    with serving() as gone:
        pass
    assert asked(gone) == ["unreachable"]


@pytest.mark.usefixtures("_no_env")
def test_without_a_key_it_is_off_and_openais_own_server_is_meant() -> None:
    settings = read_settings(OpenAISettings)
    assert not settings.on
    assert settings.server == "api.openai.com, gpt-5.4-mini"


@pytest.mark.usefixtures("_no_env")
def test_the_server_is_told_without_what_protects_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    monkeypatch.setenv(
        "OPENAI_BASE_URL", "https://user:secret@riverbend.openai.azure.com/openai/v1"
    )
    settings = read_settings(OpenAISettings)
    assert settings.server == "riverbend.openai.azure.com, gpt-5.4-mini"
    assert "sk-1" not in repr(settings)


@pytest.mark.usefixtures("_no_env")
def test_an_address_that_is_none_is_refused_with_an_example(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "riverbend")
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL cannot be"):
        read_settings(OpenAISettings)


def test_an_address_that_cannot_be_is_not_told_for_it_may_hold_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for address in ("ftp://user:s3cret@host/v1", "sk-s3cret"):
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        with pytest.raises(SettingsError, match="OPENAI_BASE_URL cannot be that") as refused:
            read_settings(OpenAISettings)
        assert "s3cret" not in str(refused.value)
        assert refused.value.__cause__ is None


@pytest.fixture
def _no_env(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "BASE_URL", "MODEL"):
        monkeypatch.delenv(f"OPENAI_{name}", raising=False)
