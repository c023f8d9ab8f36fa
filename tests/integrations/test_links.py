"""Links to files: whoever has one gets the file for thirty days, and nobody else gets anything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from integrations.links import LASTS, Links, link_routes, links_of
from storage.memory import MemoryStore
from tests.attached import CONTENTS, DOCUMENT, PICTURE, keep

KEY, OTHER = "k" * 32, "o" * 32
LINKS = Links(base="https://headway.example.org", secret_key=KEY)
NOW = datetime(2027, 1, 11, 13, tzinfo=UTC)


class Clock:
    """Stands still."""

    async def now(self) -> datetime:
        return NOW


@pytest.fixture
async def store() -> MemoryStore:
    made = MemoryStore()
    await keep(made, PICTURE, DOCUMENT)
    return made


async def got(store: MemoryStore, url: str, links: Links = LINKS) -> httpx2.Response:
    app = Starlette(routes=link_routes(links, store=store, clock=Clock()))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport) as client:
        return await client.get(url)


async def test_a_picture_is_shown_and_can_do_nothing(store: MemoryStore) -> None:
    answer = await got(store, LINKS.to(PICTURE.id, NOW))
    assert (answer.status_code, answer.content) == (200, CONTENTS[PICTURE.id])
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == f"private, max-age={30 * 24 * 3600}"


async def test_a_document_is_saved_under_its_name(store: MemoryStore) -> None:
    answer = await got(store, LINKS.to(DOCUMENT.id, NOW))
    assert answer.headers["content-type"] == DOCUMENT.media_type
    assert answer.headers["content-disposition"] == (
        'attachment; filename="Quarter _Q3_.docx"; '
        "filename*=UTF-8''Quarter%20%E2%80%9CQ3%E2%80%9D.docx"
    )


async def test_a_picture_that_could_hold_a_script_is_saved(store: MemoryStore) -> None:
    await keep(store, replace(PICTURE, media_type="image/svg+xml"))
    answer = await got(store, LINKS.to(PICTURE.id, NOW))
    assert answer.headers["content-disposition"].startswith("attachment;")


async def test_it_is_kept_no_longer_than_the_link_lasts(store: MemoryStore) -> None:
    answer = await got(store, LINKS.to(PICTURE.id, NOW - LASTS + timedelta(minutes=1)))
    assert answer.headers["cache-control"] == "private, max-age=60"


@pytest.mark.parametrize(
    "url",
    [
        LINKS.to(PICTURE.id, NOW - LASTS),
        LINKS.to("another-file", NOW),
        LINKS.to(PICTURE.id, NOW)[:-1] + "x",
        LINKS.to(PICTURE.id, NOW).replace(PICTURE.id, DOCUMENT.id),
        LINKS.to(PICTURE.id, NOW + LASTS).replace("18", "19", 1),
        replace(LINKS, secret_key=OTHER).to(PICTURE.id, NOW),
        f"{LINKS.base}/files/{PICTURE.id}",
    ],
)
async def test_whatever_is_wrong_the_answer_is_the_same(store: MemoryStore, url: str) -> None:
    answer = await got(store, url)
    assert (answer.status_code, answer.text) == (404, "There is nothing here.\n")
    assert answer.headers["cache-control"] == "no-store"


@given(token=st.text(max_size=200))
def test_no_text_is_a_link_by_chance(token: str) -> None:
    assert LINKS.read(token, NOW) is None


async def test_a_new_key_in_front_leaves_the_old_links_good(store: MemoryStore) -> None:
    newer = replace(LINKS, secret_key=f"{OTHER}, {KEY}")
    assert (await got(store, LINKS.to(PICTURE.id, NOW), newer)).status_code == 200
    assert (await got(store, newer.to(PICTURE.id, NOW))).status_code == 404


@pytest.mark.parametrize(
    ("url", "key"), [(None, KEY), ("https://a.example", None), ("https://a.example", "short")]
)
def test_without_an_address_and_a_good_key_there_are_no_links(
    url: str | None, key: str | None
) -> None:
    assert links_of(url, key) is None


def test_a_slash_behind_the_address_does_no_harm() -> None:
    made = links_of("https://a.example/", KEY)
    assert made is not None
    assert made.to("f", NOW).startswith("https://a.example/files/f.")
