"""What is made of one district on the command line, and what the server tells, holds no other's."""

import asyncio
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from bot.bootstrap import Headway, build
from bot.settings import Settings
from integrations.links import Links
from integrations.sandbox import SandboxClock
from storage.memory import MemoryStore
from tests.builders import FRIDAY
from tests.cli.shell import Shell, with_bot
from tests.walled import FIRST, SECOND, Districts

KEY, OTHER = "k" * 32, "o" * 32
COMMANDS = (
    *(f"digest {{0}} --audience {audience} --format json" for audience in ("partner", "leaders")),
    "digest {0} --format text",
    "digest {0} --format markdown --week 2027-W02",
    *(f"export {{0}} --audience {audience}" for audience in ("partner", "leaders", "public")),
    "export {0} --as boyd --format csv --to as-boyd",
    "pack {0} quarter --to quarter.docx",
    "pack {0} board --to board.docx",
    "chart {0} promises --to promises.svg",
    "import {0} walkthroughs --template",
)


@pytest.fixture(scope="module")
def made() -> Districts:
    """Both districts in memory."""
    return asyncio.run(Districts(MemoryStore()).open())


@pytest.fixture
def districts(made: Districts, place: Path) -> Iterator[Districts]:
    """Both districts in this test's database, on the Friday."""

    async def move(headway: Headway) -> None:
        await made.moved_to(headway.store)
        await SandboxClock(store=headway.store).move_to(FRIDAY)

    with_bot(move)
    yield made
    assert place.exists()


def files_in(folder: Path) -> bytes:
    """All that stands in the files of a folder, unpacked; not its databases."""
    found = [one for one in sorted(folder.rglob("*")) if one.suffix in {".jsonl", ".csv", ".svg"}]
    packed = [zipfile.ZipFile(io.BytesIO(one.read_bytes())) for one in folder.rglob("*.docx")]
    inside = [each.read(name) for each in packed for name in each.namelist()]
    return b"\n".join([*(one.read_bytes() for one in found), *inside])


def test_nothing_of_one_district_is_in_what_is_made_of_another(
    districts: Districts, headway: Shell, place: Path
) -> None:
    ran = [headway(*line.format(SECOND).split()) for line in COMMANDS]

    assert districts.planted.leaks(*ran, files_in(place)) == []
    assert [one.err for one in ran if one.code and "nothing to draw" not in one.err] == []
    assert b"share our rubric" in files_in(place)


@pytest.mark.usefixtures("districts")
def test_it_would_be_seen_if_it_were_there(made: Districts, headway: Shell, place: Path) -> None:
    """Of the first district the same is full of markers."""
    for line in ("digest {}", "export {}", "pack {} quarter"):
        ran = headway(*line.format(FIRST).split())
        assert ran.code == 0
        assert made.planted.leaks(ran, files_in(place))


def test_the_server_tells_nothing_of_a_district_to_whoever_asks(districts: Districts) -> None:
    settings = Settings(secret_key=SecretStr(KEY), public_url="https://headway.example.org")
    forged, real = (Links(base="", secret_key=key) for key in (OTHER, KEY))
    where = districts.planted.where
    file = next(marker for marker in where if where[marker] == "StoredFile.id")
    paths = ["/healthz", "/readyz", "/metrics", forged.to(file, FRIDAY), real.to("nothing", FRIDAY)]

    with TestClient(build(settings).web()) as client:
        answers = [client.get(path) for path in paths]
        shown = client.get(real.to(file, FRIDAY))

    assert districts.planted.leaks(*(answer.text for answer in answers)) == []
    assert [answer.status_code for answer in answers[-2:]] == [404, 404]
    assert districts.planted.leaks(shown.text) != []
