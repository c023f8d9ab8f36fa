"""The demo's door, and the page behind it."""

import socket
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from bot.demo.page import demo_routes
from bot.demo.serving import DemoServingError, address, open_door
from bot.settings import Settings
from tests.demo.conftest import Played, text_of


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


async def test_the_page_is_the_sandboxs_with_the_story_around_it(played: Played) -> None:
    headway = played.after(4).headway
    http = TestClient(headway.web(routes=demo_routes(headway)), base_url="http://127.0.0.1")
    page = http.get("/").text
    assert "You are <b>Renee Dubois</b>, principal, Lincoln High School" in page
    assert "Friday, 29 January" in page
    assert "Five minutes with Headway" in page
    assert 'data-typed="/commit"' in page
    assert 'data-typed="/headway mine"' in page


async def test_what_is_done_on_the_page_lets_time_pass(played: Played) -> None:
    demo = played.after(4)
    app = demo.headway.web(routes=demo_routes(demo.headway))
    http = TestClient(app, base_url="http://127.0.0.1")
    line = "/commit call the board @okafor"
    http.post("/say?as=reyes", content=urlencode({"text": line}))
    [newest] = await demo.people.conversation("dm:okafor", limit=1)
    assert "call the board" in text_of(newest.message)
