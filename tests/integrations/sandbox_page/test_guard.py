"""Who may talk to the page: a browser on this machine, and no other site through it."""

import pytest

from tests.integrations.sandbox_page.conftest import Visitor
from tests.integrations.sandbox_page.test_page import BOYD


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "10.0.0.5", ""])
async def test_another_name_of_this_machine_is_refused(visitor: Visitor, host: str) -> None:
    answer = await visitor.http.get("/", headers={"host": host})
    assert answer.status_code == 403
    assert "answers at 127.0.0.1 alone" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
    ],
)
async def test_what_another_site_sends_does_nothing(
    visitor: Visitor, headers: dict[str, str]
) -> None:
    answer = await visitor.http.post("/say?as=boyd", content="text=hello", headers=headers)
    assert answer.status_code == 403
    assert visitor.world.desk.events == []


async def test_the_pages_own_forms_are_taken(visitor: Visitor) -> None:
    headers = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8080"}
    answer = await visitor.http.post("/say?as=boyd", content="text=hello", headers=headers)
    assert answer.status_code == 200
    assert len(visitor.world.desk.events) == 1


async def test_nothing_from_elsewhere_is_loaded_or_run(visitor: Visitor) -> None:
    answer = await visitor.http.get("/", params=BOYD)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "//" not in policy


async def test_styles_and_scripts_come_from_the_wheel_itself(visitor: Visitor) -> None:
    for name in ("page.css", "page.js", "vendor/idiomorph.min.js", "icon.svg"):
        answer = await visitor.http.get(f"/static/{name}")
        assert answer.status_code == 200, name
