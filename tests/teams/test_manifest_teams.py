"""The package, held to the schema that it names and to the rules for icons."""

import io
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft7Validator
from PIL import Image
from PIL.Image import Image as Picture
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.commands import COMMANDS
from bot.router.words import read_line
from integrations.addresses import AddressRefusedError
from integrations.teams.manifest import (
    ACCENT,
    SHORTCUTS,
    VERSION,
    AppIdRefusedError,
    manifest,
    package,
)
from integrations.teams.pages import routes

URL = "https://headway.example.org"
APP_ID = "0a1b2c3d-1111-2222-3333-444455556666"
SCHEMA = Path(__file__).parent / "published" / "MicrosoftTeams.schema.json"
BY_WORD = {command.word: command for command in COMMANDS}
MIDDLE = range(48, 144)
"""What Teams crops from no colour icon:
https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#color-icon
"""


def made(url: str = URL, app_id: str = APP_ID) -> dict[str, Any]:
    return manifest(COMMANDS, url=url, app_id=app_id, version=version("headway-bot"))


def menus() -> dict[str, list[dict[str, str]]]:
    """The commands of each scope."""
    lists = made()["bots"][0]["commandLists"]
    assert all(len(one["scopes"]) == 1 for one in lists)
    return {one["scopes"][0]: one["commands"] for one in lists}


def picture(name: str) -> Picture:
    with ZipFile(io.BytesIO(package(made()))) as archive:
        return Image.open(io.BytesIO(archive.read(name)))


def pixels(shown: Picture) -> dict[tuple[int, int], Any]:
    return {(x, y): shown.getpixel((x, y)) for x in range(shown.width) for y in range(shown.height)}


def test_it_is_what_the_schema_says_that_it_names() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema["properties"]["manifestVersion"]["const"] == VERSION
    assert f"/v{VERSION}/" in made()["$schema"]
    # The schema calls itself draft 4, which would ignore its "const".
    Draft7Validator(schema).validate(made())


def test_the_schema_would_notice() -> None:
    schema = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert not schema.is_valid(made() | {"manifestVersion": "1.0"})
    assert not schema.is_valid(made() | {"packageName": "org.example"})


def test_its_version_is_one_that_teams_takes() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", made()["version"])


def test_names_and_descriptions_differ_as_they_must() -> None:
    """https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema#name"""
    for said in (made()["name"], made()["description"]):
        assert said["short"] != said["full"]
    assert made()["description"]["short"] not in made()["description"]["full"]


def test_each_scope_has_a_menu_with_every_slash_command() -> None:
    slash = [command.word for command in COMMANDS if command.slash]
    assert menus().keys() == set(made()["bots"][0]["scopes"]) == {"personal", "team", "groupChat"}
    for menu in menus().values():
        words = ["headway" if one["title"] == "help" else one["title"] for one in menu]
        assert words[: len(slash)] == slash


def test_the_menus_keep_the_documented_limits() -> None:
    """Ten commands; 32 and 128 characters are the limits of older clients' schemas."""
    for menu in menus().values():
        assert len(menu) <= 10
        assert len({one["title"] for one in menu}) == len(menu)
        assert all(len(one["title"]) <= 32 for one in menu)
        assert all(len(one["description"]) <= 128 for one in menu)


def test_what_the_menu_types_is_a_command_even_where_a_reply_is_expected() -> None:
    for one in menus()["personal"]:
        line = read_line(one["title"], BY_WORD, reply_expected=True)
        assert line is not None
        assert line.word in BY_WORD


def test_what_no_menu_offers_can_be_typed() -> None:
    offered = {one["title"] for one in menus()["personal"]}
    missing = BY_WORD.keys() - offered - {"headway"}
    assert missing
    for word in missing:
        line = read_line(word, BY_WORD, reply_expected=False)
        assert line is not None
        assert line.word == word


def test_its_actions_are_on_messages_and_open_a_form() -> None:
    [extension] = made()["composeExtensions"]
    assert [one["id"] for one in extension["commands"]] == list(SHORTCUTS)
    assert set(SHORTCUTS) <= BY_WORD.keys()
    assert all(one["context"] == ["message"] for one in extension["commands"])
    assert all(one["fetchTask"] and one["type"] == "action" for one in extension["commands"])


def test_it_asks_for_nothing_that_needs_an_administrators_consent() -> None:
    assert {"authorization", "webApplicationInfo", "devicePermissions"}.isdisjoint(made())


def test_its_pages_are_there_and_say_something() -> None:
    developer = made()["developer"]
    client = TestClient(Starlette(routes=list(routes())), base_url=URL)
    for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
        page = client.get(developer[name])
        assert page.status_code == 200
        assert "<h1>" in page.text
        assert "{" not in page.text.partition("</style>")[2]


def test_the_ids_are_those_of_the_app_registration() -> None:
    said = made(app_id=APP_ID.upper())
    assert said["id"] == said["bots"][0]["botId"] == said["composeExtensions"][0]["botId"] == APP_ID


@pytest.mark.parametrize("app_id", ["", "headway", APP_ID[:-1], f"{APP_ID}\n", f"{{{APP_ID}}}"])
def test_what_is_no_app_id_is_refused(app_id: str) -> None:
    with pytest.raises(AppIdRefusedError, match=r"Copy the Application \(client\) ID"):
        made(app_id=app_id)


@pytest.mark.parametrize(
    "url",
    [
        *("", "http://headway.example.org", "headway.example.org", "https://", f"{URL}/teams"),
        *(f"{URL}?a=b", f"{URL}#a", "https://me@headway.example.org", "https://[headway"),
    ],
)
def test_an_address_that_teams_cannot_call_is_refused(url: str) -> None:
    with pytest.raises(AddressRefusedError, match="Write it as https://headway"):
        made(url=url)


def test_the_domain_is_the_addresses_host_without_its_port() -> None:
    assert made(url=f"{URL}:8443")["validDomains"] == ["headway.example.org"]


def test_the_package_holds_the_manifest_and_its_icons_and_no_folder() -> None:
    with ZipFile(io.BytesIO(package(made()))) as archive:
        assert archive.namelist() == sorted(["manifest.json", *made()["icons"].values()])
        assert json.loads(archive.read("manifest.json")) == made()


def test_whoever_unzips_it_may_read_its_files() -> None:
    with ZipFile(io.BytesIO(package(made()))) as archive:
        assert {one.external_attr >> 16 for one in archive.infolist()} == {0o644}


def test_the_same_manifest_makes_the_same_bytes_whenever_it_is_made() -> None:
    assert package(made()) == package(made())
    with ZipFile(io.BytesIO(package(made()))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_colour_icon_has_a_solid_ground_and_its_mark_in_the_middle() -> None:
    shown = picture("color.png")
    assert (shown.format, shown.size, shown.mode) == ("PNG", (192, 192), "RGB")
    ground = tuple(bytes.fromhex(ACCENT[1:]))
    mark = {place for place, colour in pixels(shown).items() if colour != ground}
    assert len(mark) > 1000
    assert all(x in MIDDLE and y in MIDDLE for x, y in mark)


def test_the_outline_icon_is_white_on_nothing_and_has_no_padding() -> None:
    shown = picture("outline.png")
    assert (shown.format, shown.size, shown.mode) == ("PNG", (32, 32), "RGBA")
    assert {colour[:3] for colour in pixels(shown).values() if colour[3]} == {(255, 255, 255)}
    assert shown.getbbox() == (1, 1, 31, 31)
