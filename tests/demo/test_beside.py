"""The demo with a model: its digests stand beside the template's."""

from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.demo.digests import Posted, beside_the_template, last_digests
from bot.demo.month import set_stage
from bot.demo.screen import Screen
from bot.demo.show import Afterwards, Show
from bot.demo.story import read_story
from bot.settings import Settings
from storage.memory import MemoryStore
from tests.demo.conftest import Played, text_of
from tests.openai_server.answers import well
from tests.openai_server.server import KEY, MODELS, OpenAIServer, serving

HEADLINE = "Two promises were kept, and the peer-visit protocol is one day late."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    """A server that writes a headline of its own, and invents one sentence."""
    with serving() as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_MODEL", MODELS[0])
        server.answers(_worded)
        yield server


def _worded(data: Mapping[str, Any]) -> Mapping[str, Any]:
    answer = dict(well(data))
    headline = {"text": HEADLINE, "sources": ["C-3", "C-6", "C-2"], "replaces": []}
    answer["headline"] = headline | {"figures": ["commitments_kept"]}
    first, *others = answer["sections"]
    invented = {"text": "All 40 schools took part.", "sources": ["C-3"], "figures": []}
    first = {**first, "sentences": [*first["sentences"], invented | {"replaces": []}]}
    return answer | {"sections": [first, *others]}


async def _two_weeks() -> list[list[Posted]]:
    """What stands beside each digest of the second week."""
    stage = set_stage(Settings(), read_story(), store=MemoryStore())
    await stage.open()
    for number in range(2):
        await stage.week(number)
    found = await last_digests(stage.headway)
    pairs = [await beside_the_template(stage.headway, posted) for posted in found]
    await stage.headway.close()
    return pairs


@pytest.mark.usefixtures("server")
async def test_the_models_words_stand_beside_the_templates_with_what_was_refused() -> None:
    for worded, said in await _two_weeks():
        assert worded.title.endswith("15:00 · as the model words it")
        assert said.title.endswith("15:00 · as the template has it")
        assert HEADLINE in text_of(worded.message)
        assert "Week of 11 January — 2 promises kept" in text_of(said.message)
        assert "1 sentence of the model was refused" in text_of(worded.message)
        assert "40 schools" not in text_of(worded.message)


async def test_where_the_server_fails_the_digest_stands_alone(server: OpenAIServer) -> None:
    server.behave("bad_request")
    assert [[posted.by for posted in each] for each in await _two_weeks()] == [[""], [""]]


async def test_without_a_key_no_digest_has_another_beside_it(played: Played) -> None:
    for posted in played.digests[-1]:
        assert await beside_the_template(played.stage.headway, posted) == [posted]


@pytest.mark.usefixtures("server")
async def test_the_show_names_the_server_and_has_both_one_after_the_other(tmp_path: Path) -> None:
    out = StringIO()
    settings = Settings(database_url=f"sqlite:///{tmp_path}/demo.db")
    screen = Screen(Console(file=out, width=100))
    await Show(screen=screen, settings=settings, afterwards=Afterwards()).play(2)
    both = ["as the model words it", "as the template has it"]
    lines = out.getvalue().splitlines()
    titles = [line for line in lines if line.startswith("#")]
    assert [title.rpartition(" · ")[2] for title in titles] == both * 2
    assert lines[1].startswith("A model words the digests (127.0.0.1:")
