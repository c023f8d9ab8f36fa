"""Files in the page's messages, seen and got by somebody in a browser."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.domain.people import Side, Workspace
from bot.messages import Heading, Html, Message, Note, Paragraph
from bot.ports import Address, Parcel
from integrations import sandbox
from storage import open_store
from tests.attached import CONTENTS, DOCUMENT, PICTURE, keep, png
from tests.e2e.acting import newest
from tests.e2e.browsing import PHONE, WIDE, Demo, Windows

DUBOIS = "/?as=dubois"
HERE = Workspace(side=Side.DISTRICT, platform="sandbox", id="maplewood")
CHART = replace(PICTURE, id="a-chart-nobody-guesses")
WITH_FILES = Message(
    text="The quarter",
    blocks=(
        Heading(text=Html("The quarter")),
        Paragraph(text=Html("What moved, and what both sides promised.")),
        Note(text=Html("Leaders read this.")),
    ),
    files=(CHART, DOCUMENT),
)


@pytest.fixture
def windows(
    unstarted: Demo, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Windows]:
    """A demo in which Renee Dubois has just got a picture and a document."""
    monkeypatch.setitem(CONTENTS, CHART.id, png(1200, 700))
    with ThreadPoolExecutor() as other_loop:  # Playwright runs one in this thread
        other_loop.submit(asyncio.run, _send(unstarted)).result()
    unstarted.start()
    opened = Windows(browser, unstarted)
    yield opened
    opened.close()
    assert unstarted.stop() == (0, "")
    assert opened.errors == []


async def _send(demo: Demo) -> None:
    store = open_store(f"sqlite:///{demo.folder}/headway.db")
    await keep(store, CHART, DOCUMENT)
    chat = sandbox.build(store=store, clock=sandbox.SandboxClock(store=store))
    to = Address(workspace=HERE, user="dubois")
    await chat.send(Parcel(delivery="with-files", to=to, message=WITH_FILES))
    await store.close()


def test_a_picture_is_seen_whole_on_every_screen(windows: Windows) -> None:
    for size in (WIDE, PHONE):
        card = newest(windows.open(DUBOIS, size=size))
        picture = card.get_by_role("img", name=PICTURE.alt)
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.naturalWidth") == 1200
        box, around = picture.bounding_box(), card.bounding_box()
        assert box
        assert around
        assert box["width"] <= around["width"]
        assert box["width"] / box["height"] == pytest.approx(1200 / 700, rel=0.02)


def test_a_picture_opens_large_and_a_document_is_saved(windows: Windows, tmp_path: Path) -> None:
    page = windows.open(DUBOIS, size=PHONE)
    with page.expect_popup() as opened:
        newest(page).get_by_role("img", name=PICTURE.alt).click()
    expect(opened.value.locator("img")).to_be_visible()
    assert opened.value.url.startswith(f"{windows.demo.url}/files/")

    with page.expect_download() as got:
        newest(page).get_by_role("link", name=DOCUMENT.name).click()
    got.value.save_as(tmp_path / "got")
    assert got.value.suggested_filename == DOCUMENT.name
    assert (tmp_path / "got").read_bytes() == CONTENTS[DOCUMENT.id]
