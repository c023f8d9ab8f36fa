"""``headway manifest``"""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.cli.shell import Shell

URL = "https://headway.example.org"
APP_ID = "0a1b2c3d-1111-2222-3333-444455556666"


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


def test_for_teams_it_writes_the_package_and_says_what_to_do_next(
    headway: Shell, place: Path
) -> None:
    ran = headway("manifest", "teams", "--url", f"{URL}/", "--app-id", APP_ID)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("headway-teams.zip: upload it in Teams")
    assert _manifest(place / "headway-teams.zip")["developer"]["privacyUrl"].startswith(f"{URL}/t")


def test_it_writes_it_elsewhere_and_again_over_its_own(headway: Shell, place: Path) -> None:
    words = ("manifest", "teams", "--url", URL, "--out", "district.zip", "--app-id")
    headway(*words, APP_ID)
    assert headway(*words, APP_ID.replace("0", "f")).code == 0
    assert _manifest(place / "district.zip")["id"] == APP_ID.replace("0", "f")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("teams", "Say --url https://… (the public address"),
        (f"teams --url {URL}", "Say --url https://… (the public address"),
        (f"teams --url {URL} --app-id 1234", '"1234" is not the id of an app. Copy the'),
        (f"teams --url http://headway --app-id {APP_ID}", '"http://headway" is not an address'),
        (f"teams --url {URL} --app-id {APP_ID} --several", "--socket-mode and --several are for"),
        (f"teams --url {URL} --app-id {APP_ID} --out no/a.zip", "no/a.zip cannot be written (No"),
        (f"slack --url {URL} --app-id {APP_ID}", "--app-id and --out are for Teams."),
        (f"slack --url {URL} --out a.zip", "--app-id and --out are for Teams."),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(headway: Shell, words: str, said: str) -> None:
    ran = headway("manifest", *words.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert ran.err.count("\n") == 1


def _manifest(path: Path) -> dict[str, Any]:
    with ZipFile(path) as archive:
        read: dict[str, Any] = json.loads(archive.read("manifest.json"))
        return read
