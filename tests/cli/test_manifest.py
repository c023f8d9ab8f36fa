"""``headway manifest``"""

import json

import pytest

from tests.cli.shell import Shell

URL = "https://headway.example.org"


def test_it_prints_a_manifest_for_the_servers_address(headway: Shell) -> None:
    ran = headway("manifest", "slack", "--url", f"{URL}/")
    settings = json.loads(ran.out)["settings"]
    assert settings["interactivity"]["request_url"] == f"{URL}/slack/events"
    assert not settings["socket_mode_enabled"]


def test_it_prints_one_for_several_workspaces(headway: Shell) -> None:
    made = json.loads(headway("manifest", "slack", "--several", "--url", URL).out)
    assert made["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert made["settings"]["token_rotation_enabled"]


def test_it_prints_one_for_socket_mode(headway: Shell) -> None:
    made = json.loads(headway("manifest", "slack", "--socket-mode").out)
    assert made["settings"]["socket_mode_enabled"]


@pytest.mark.parametrize(
    "words", [(), ("--socket-mode", "--url", URL), ("--socket-mode", "--several")]
)
def test_it_asks_for_one_way_to_be_reached(headway: Shell, words: tuple[str, ...]) -> None:
    ran = headway("manifest", "slack", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Say either --url https://…")
