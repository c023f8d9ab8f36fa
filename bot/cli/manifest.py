"""``headway manifest``: what a chat platform has to know of the app, to be pasted there."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from bot.commands import COMMANDS
from bot.domain.errors import HeadwayError

NAME = "manifest"
EXAMPLES = (
    "headway manifest slack --url https://headway.example.org",
    "headway manifest slack --url https://headway.example.org --several",
    "headway manifest slack --socket-mode",
)


class Platform(StrEnum):
    """The platforms that take a manifest."""

    SLACK = "slack"


def run(
    platform: Annotated[Platform, typer.Argument(help="The chat platform.")],
    url: Annotated[
        str, typer.Option(metavar="URL", help="The public address of headway serve.")
    ] = "",
    socket_mode: Annotated[
        bool, typer.Option("--socket-mode", help="Where Slack cannot reach headway serve.")
    ] = False,
    several: Annotated[
        bool, typer.Option("--several", help="Let several workspaces install the app.")
    ] = False,
) -> None:
    """Print the app's manifest, as JSON.

    In Slack: api.slack.com/apps, Create New App, From a manifest.
    """
    # Only this command needs them.
    from integrations.slack.manifest import Way, manifest

    if bool(url) == socket_mode or (several and not url):
        raise HeadwayError(
            "Say either --url https://… (the public address of this server) or --socket-mode; "
            "--several goes with --url."
        )
    made = manifest(COMMANDS, Way(url=url.rstrip("/"), several=several))
    typer.echo(json.dumps(made, indent=2, ensure_ascii=False))
