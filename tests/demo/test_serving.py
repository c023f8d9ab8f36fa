"""The demo's door, and the page behind it."""

import socket

import pytest
from starlette.testclient import TestClient

from bot.bootstrap import build
from bot.demo.page import page_routes
from bot.demo.serving import DemoServingError, address, open_door
from bot.settings import Settings
from storage.memory import MemoryStore
from tests.demo.conftest import Played


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.5", "example.org"])  # noqa: S104 - refused
def test_no_other_machine_is_let_in(host: str) -> None:
    with (
        pytest.raises(DemoServingError, match="can act as anybody"),
        open_door(Settings(host=host)),
    ):
        pass


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_let_in(host: str) -> None:
    with open_door(Settings(host=host, port=a_free_port())) as door:
        assert door.getsockname()[0] == "127.0.0.1"
        assert address(door) == f"http://127.0.0.1:{door.getsockname()[1]}/"


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_a_port_that_is_taken_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        with pytest.raises(DemoServingError) as refused, open_door(Settings(port=port)):
            pass
    assert str(refused.value).startswith(f"Port {port} of 127.0.0.1 cannot be had: address already")
    assert "\n" not in str(refused.value)


async def test_the_page_shows_both_digests_and_how_to_go_on(played: Played) -> None:
    routes = page_routes(played.stage.headway, how="type <this>")
    page = TestClient(played.stage.headway.web(routes=routes)).get("/")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    for posted in played.digests[-1]:
        assert posted.title in page.text
        assert posted.message.blocks[0].text in page.text
    assert "type &lt;this&gt;" in page.text


async def test_a_page_before_any_digest_shows_none() -> None:
    headway = build(Settings(), store=MemoryStore())
    page = TestClient(headway.web(routes=page_routes(headway, how="wait"))).get("/")
    assert page.status_code == 200
    assert "<article>" not in page.text
