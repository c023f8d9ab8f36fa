"""Digests through OpenAI's own client and a server that is not ours."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from integrations.openai_model import OpenAIModel, Patience
from integrations.openai_settings import OpenAISettings
from prompts.words import words
from tests.agreed import CHANNELS, FRIDAY, Agreed
from tests.e2e_model.aimock import aimock, asked
from tests.e2e_model.fixtures import FAULTS, FIXTURES, HEADLINE
from tests.fakes import text_of

Asking = Callable[[str], Awaitable[Agreed]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with aimock(tmp_path_factory.mktemp("aimock"), FIXTURES) as address:
        yield address


@pytest.fixture
async def a_week_with(server: str) -> AsyncIterator[Asking]:
    """The office after a week whose digests the model of that name was to word."""
    models: list[OpenAIModel] = []

    async def live(name: str) -> Agreed:
        settings = OpenAISettings(api_key=SecretStr("any"), base_url=server, model=name)
        models.append(OpenAIModel(settings=settings, patience=Patience(each=1, whole=2)))
        office = await Agreed().with_model(models[-1])
        await office.tick()
        await office.say("boyd", "/commit share the rubric with grade 4 by Thursday")
        await office.say("rossi", "/helping the team chooses three samples")
        await office.tick(FRIDAY)
        return office

    yield live
    for model in models:
        await model.close()


@pytest.mark.parametrize("name", ["good", "old"])
async def test_its_answer_is_the_digest_whether_it_takes_a_schema_or_not(
    a_week_with: Asking, name: str
) -> None:
    office = await a_week_with(name)
    assert {digest.writer for digest in (await office.posted()).values()} == {"openai"}
    for channel in CHANNELS.values():
        (message,) = office.platform.to(channel)
        assert HEADLINE in text_of(message)
        assert "C-1" in text_of(message)


@pytest.mark.parametrize("reason", FAULTS)
async def test_whatever_goes_wrong_there_the_templates_digest_is_posted_on_time(
    a_week_with: Asking, reason: str
) -> None:
    office = await a_week_with(reason)
    digests = await office.posted()
    assert {digest.writer for digest in digests.values()} == {"template"}
    for audience, channel in CHANNELS.items():
        (message,) = office.platform.to(channel)
        assert digests[audience].note == words("digest").plain(f"note.{reason}")
        assert digests[audience].note in text_of(message)


async def test_nothing_is_asked_for_as_a_stream_and_the_schema_is_strict(
    a_week_with: Asking, server: str
) -> None:
    await a_week_with("good")
    bodies = [body for body in asked(server) if body["model"] == "good"]
    assert len(bodies) >= len(CHANNELS)
    assert not [body for body in bodies if body.get("stream")]
    assert all(body["response_format"]["json_schema"]["strict"] for body in bodies)


def test_the_demo_shows_its_digest_beside_the_templates(server: str, tmp_path: Path) -> None:
    outside = {"OPENAI_API_KEY": "any", "OPENAI_BASE_URL": server, "OPENAI_MODEL": "demo"}
    played = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--no-serve", "--weeks", "2"],
        env={**os.environ, **outside, "TMPDIR": str(tmp_path), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert played.returncode == 0, played.stderr
    assert played.stdout.count("as the model words it") == len(CHANNELS)
    assert played.stdout.count("as the template has it") == len(CHANNELS)
