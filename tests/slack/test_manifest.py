"""The manifest, held to what https://docs.slack.dev/reference/app-manifest says."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.routing import Route

from bot.commands import COMMANDS
from integrations.addresses import AddressRefusedError
from integrations.slack.installing import SCOPES
from integrations.slack.manifest import EVENTS, SHORTCUTS, Way, manifest
from integrations.slack.outbound import IN_CHANNELS
from tests.slack.whole import INSTALLABLE, Whole

URL = "https://headway.example.org"
WAYS = {
    "http": Way(url=URL),
    "several": Way(url=URL, several=True),
    "socket": Way(url=""),
}
NEEDS = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "team_join": "users:read",
    "user_change": "users:read",
}
"""The scopes of events; the others need none. https://docs.slack.dev/reference/events"""
TEXT, FLAG = str, bool
SHAPE: dict[str, Any] = {
    "display_information": {
        "name": (TEXT, 35),
        "description": (TEXT, 140),
        "long_description": (TEXT, 4000),
    },
    "features": {
        "app_home": {
            "home_tab_enabled": FLAG,
            "messages_tab_enabled": FLAG,
            "messages_tab_read_only_enabled": FLAG,
        },
        "bot_user": {"display_name": (TEXT, 80), "always_online": FLAG},
        "shortcuts": [
            {
                "name": (TEXT, 24),
                "callback_id": (TEXT, 255),
                "description": (TEXT, 150),
                "type": (TEXT, 7),
            }
        ],
        "slash_commands": [
            {
                "command": (TEXT, 32),
                "url": (TEXT, 3000),
                "description": (TEXT, 2000),
                "usage_hint": (TEXT, 1000),
                "should_escape": FLAG,
            }
        ],
    },
    "oauth_config": {"redirect_urls": [(TEXT, 3000)], "scopes": {"bot": [(TEXT, 80)]}},
    "settings": {
        "event_subscriptions": {"request_url": (TEXT, 3000), "bot_events": [(TEXT, 80)]},
        "interactivity": {"is_enabled": FLAG, "request_url": (TEXT, 3000)},
        "org_deploy_enabled": FLAG,
        "socket_mode_enabled": FLAG,
        "token_rotation_enabled": FLAG,
    },
}
"""The fields that it may have, with the most characters of each text."""
LONG = 174
"""The fewest characters of the long description: the page refuses less."""


def check(value: object, shape: Any) -> None:  # noqa: ANN401 - a part of SHAPE
    """Raise AssertionError where a value has not this shape."""
    if isinstance(shape, Mapping):
        assert isinstance(value, dict)
        for name, inner in value.items():
            check(inner, shape[name])
    elif isinstance(shape, list):
        assert isinstance(value, list)
        for inner in value:
            check(inner, shape[0])
    elif isinstance(shape, tuple):
        assert isinstance(value, str)
        assert 1 <= len(value) <= shape[1]
    else:
        assert isinstance(value, bool)


@pytest.fixture(params=WAYS)
def made(request: pytest.FixtureRequest) -> dict[str, Any]:
    return manifest(COMMANDS, WAYS[request.param])


def test_it_has_the_documented_fields_within_their_limits(made: dict[str, Any]) -> None:
    check(made, SHAPE)
    assert len(made["display_information"]["long_description"]) >= LONG
    assert re.fullmatch(r"[\w.-]+", made["features"]["bot_user"]["display_name"])
    assert len(made["features"]["slash_commands"]) <= 50
    assert {one["type"] for one in made["features"]["shortcuts"]} <= {"global", "message"}


def test_it_asks_for_what_its_events_and_calls_need_and_not_for_more(
    made: dict[str, Any],
) -> None:
    scopes = made["oauth_config"]["scopes"]["bot"]
    assert scopes == list(SCOPES)
    assert {NEEDS[event] for event in EVENTS if event in NEEDS} <= set(scopes)
    assert not IN_CHANNELS & set(scopes)


def test_its_commands_are_those_that_the_bot_knows_by_a_slash(made: dict[str, Any]) -> None:
    names = [one["command"] for one in made["features"]["slash_commands"]]
    assert names == [
        *("/checkin", "/commit", "/blocker", "/helping", "/walkthrough", "/digest", "/headway"),
    ]
    assert set(SHORTCUTS) <= {command.word for command in COMMANDS}


def test_its_addresses_are_routes_of_the_bot(whole: Whole) -> None:
    whole.set(**INSTALLABLE, SLACK_BOT_TOKEN="")
    routes = whole.build().parts["slack"].routes
    paths = {f"{URL}{one.path}" for one in routes if isinstance(one, Route)}
    said = json.dumps(manifest(COMMANDS, WAYS["several"]))
    assert set(re.findall(r'https:[^"]+', said)) == paths - {f"{URL}/slack/install"}


def test_one_workspace_takes_no_redirect_and_keeps_its_token() -> None:
    made = manifest(COMMANDS, WAYS["http"])
    assert "redirect_urls" not in made["oauth_config"]
    assert not made["settings"]["token_rotation_enabled"]


def test_in_socket_mode_it_names_no_address() -> None:
    made = manifest(COMMANDS, WAYS["socket"])
    assert "https:" not in json.dumps(made)
    assert made["settings"]["socket_mode_enabled"]


@pytest.mark.parametrize(
    "url", ["http://headway.example.org", "headway.example.org", "https://", f"{URL}/slack"]
)
def test_an_address_that_slack_cannot_call_is_refused(url: str) -> None:
    with pytest.raises(AddressRefusedError, match="Write it as https://headway"):
        Way(url=url)
