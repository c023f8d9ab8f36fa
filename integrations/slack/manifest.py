"""The app's manifest: all that Slack has to know of the app, to be pasted there; pure.

https://docs.slack.dev/reference/app-manifest
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.router import Command
from integrations.addresses import public_host
from integrations.slack.installing import SCOPES
from integrations.slack.text import Json
from prompts.words import words

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.im",
    "team_join",
    "tokens_revoked",
    "user_change",
)
"""What Slack tells the bot of: https://docs.slack.dev/reference/events."""
SHORTCUTS: Mapping[str, str] = {"checkin": "global", "commit": "message", "blocker": "message"}
"""The shortcuts by the word that they type, and where Slack offers them."""

_FILE = "slack"


@dataclass(frozen=True, kw_only=True)
class Way:
    """How Slack and the bot reach each other.

    ``url``: the server's public address, without a path; "" means Socket Mode, in which the bot
    calls Slack. With ``several`` any number of workspaces can install the app, and their tokens are
    rotated. Raises AddressRefusedError.
    """

    url: str
    several: bool = False

    def __post_init__(self) -> None:
        if self.url:
            public_host(self.url, "Slack")


def manifest(commands: Iterable[Command], way: Way) -> Json:
    """The manifest of an app with the slash commands among these."""
    text = words(_FILE).plain
    calls = {"request_url": f"{way.url}/slack/events"} if way.url else {}
    return {
        "display_information": {
            "name": text("manifest.name"),
            "description": text("manifest.short"),
            "long_description": text("manifest.long"),
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": text("manifest.name"), "always_online": True},
            "shortcuts": [_shortcut(word, kind) for word, kind in SHORTCUTS.items()],
            "slash_commands": [_slash(one, way.url) for one in commands if one.slash],
        },
        "oauth_config": {
            **({"redirect_urls": [f"{way.url}/slack/oauth_redirect"]} if way.several else {}),
            "scopes": {"bot": list(SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**calls, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **calls},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not way.url,
            "token_rotation_enabled": way.several,
        },
    }


def _shortcut(word: str, kind: str) -> Json:
    text = words(_FILE).plain
    return {
        "name": text(f"manifest.{word}.name"),
        "callback_id": word,
        "description": text(f"manifest.{word}.does"),
        "type": kind,
    }


def _slash(command: Command, url: str) -> Json:
    """Names of people are to come as ids, for nobody can be found by a display name."""
    _, _, hint = command.examples[0].partition(" ")
    return {
        "command": f"/{command.word}",
        **({"url": f"{url}/slack/events"} if url else {}),
        "description": command.help[:1].upper() + command.help[1:],
        **({"usage_hint": hint} if hint else {}),
        "should_escape": True,
    }
