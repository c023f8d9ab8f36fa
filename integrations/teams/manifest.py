"""The app's package: all that Teams has to know of the app, to be uploaded there; pure.

It names the newest released version of the schema, and uses nothing of it that version 1.16 lacks:
https://github.com/OfficeDev/microsoft-teams-app-schema (the tags are the releases). The fields:
https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema
"""

import io
import json
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.domain.errors import HeadwayError
from bot.router import Command
from integrations.addresses import public_host
from prompts.words import words

Json = dict[str, Any]

VERSION = "1.29"
"""Of the manifest's schema. The address of each version:
https://github.com/OfficeDev/microsoft-teams-app-schema#versioning
"""
SHORTCUTS = ("commit", "blocker")
"""The actions on any message, by the word that they type:
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command
"""
ALONE = ("home", "mine", "settings")
"""Words that the menu has beside the slash commands where somebody talks with the bot alone: what
Slack shows on its Home tab. The others can be typed, and ``help`` lists them."""
ACCENT = "#0b6b5d"
"""The ground of the colour icon."""

_FILE = "teams"
_ICONS = ("color.png", "outline.png")
_GUID = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_GROUPS = ("team", "groupChat")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class AppIdRefusedError(HeadwayError):
    """This is no id of an app. Give the Application (client) ID of the registration in Entra."""


def manifest(commands: Iterable[Command], *, url: str, app_id: str, version: str) -> Json:
    """The manifest of the app registration ``app_id``, with these commands in its menu.

    ``url``: the server's public address, without a path; ``version``: the app's own, as 1.2.3. In
    US government clouds it is the same: those differ in where the bot is registered and in who may
    upload the package (https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high).
    Nothing is asked for that needs an administrator's consent: no reading along in channels and
    chats (resource-specific consent), no sign-in. Raises AddressRefusedError and AppIdRefusedError.
    """
    if not _GUID.fullmatch(app_id):
        raise AppIdRefusedError(
            f'"{app_id}" is not the id of an app. Copy the Application (client) ID from the app '
            "registration in Entra: 32 digits and letters in five groups."
        )
    text, host = words(_FILE).plain, public_host(url, "Teams")
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/teams/"
        f"v{VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id.lower(),
        "developer": {
            "name": text("manifest.developer"),
            "websiteUrl": f"{url}/teams/about",
            "privacyUrl": f"{url}/teams/privacy",
            "termsOfUseUrl": f"{url}/teams/terms",
        },
        "name": {"short": text("manifest.name"), "full": text("manifest.full_name")},
        "description": {"short": text("manifest.short"), "full": text("manifest.long")},
        "icons": dict(zip(("color", "outline"), _ICONS, strict=True)),
        "accentColor": ACCENT,
        "bots": [_bot(tuple(commands), app_id.lower())],
        "composeExtensions": [_extension(app_id.lower())],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host],
    }


def package(made: Json) -> bytes:
    """The zip that is uploaded: the manifest and both icons, the same bytes for the same manifest.

    https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package
    """
    icons = files("integrations.teams").joinpath("icons")
    parts = {name: icons.joinpath(name).read_bytes() for name in _ICONS}
    parts["manifest.json"] = json.dumps(made, indent=2, ensure_ascii=False).encode()
    zipped = io.BytesIO()
    with ZipFile(zipped, "w") as archive:
        for name in sorted(parts):
            archive.writestr(_entry(name), parts[name], ZIP_DEFLATED)
    return zipped.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _FIRST_DAY)
    # Else nobody may read the files of whoever unzips it.
    entry.external_attr = 0o644 << 16
    return entry


def _bot(commands: tuple[Command, ...], app_id: str) -> Json:
    """A list of commands for each scope has ten at most.

    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/create-a-bot-commands-menu
    """
    own = [_offered(one) for one in commands if one.slash]
    alone = [_offered(one) for one in commands if one.word in ALONE]
    return {
        "botId": app_id,
        "scopes": ["personal", *_GROUPS],
        "isNotificationOnly": False,
        "supportsFiles": False,
        "commandLists": [
            {"scopes": ["personal"], "commands": own + alone},
            *({"scopes": [scope], "commands": own} for scope in _GROUPS),
        ],
    }


def _offered(command: Command) -> Json:
    """A word without its slash: Teams puts it into the box, where people write on behind it."""
    title = "help" if command.word == "headway" else command.word
    return {"title": title, "description": command.help[:1].upper() + command.help[1:]}


def _extension(app_id: str) -> Json:
    return {"botId": app_id, "commands": [_action(word) for word in SHORTCUTS]}


def _action(word: str) -> Json:
    text = words(_FILE).plain
    return {
        "id": word,
        "type": "action",
        "title": text(f"manifest.{word}.name"),
        "description": text(f"manifest.{word}.does"),
        "context": ["message"],
        "fetchTask": True,
    }
