"""``headway manifest``: what a chat platform has to know of the app, to be given to it."""

import json
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import COMMANDS
from bot.domain.errors import HeadwayError

NAME = "manifest"
EXAMPLES = (
    "headway manifest slack --url https://headway.example.org",
    "headway manifest slack --url https://headway.example.org --several",
    "headway manifest slack --socket-mode",
    (
        "headway manifest teams --url https://headway.example.org"
        " --app-id 0a1b2c3d-1111-2222-3333-444455556666"
    ),
)
PACKAGE = Path("headway-teams.zip")


class Platform(StrEnum):
    """The platforms that take a manifest."""

    SLACK = "slack"
    TEAMS = "teams"


def run(  # noqa: PLR0913, PLR0917 - each is an option that people type
    platform: Annotated[Platform, typer.Argument(help="The chat platform.")],
    url: Annotated[
        str, typer.Option(metavar="URL", help="The public address of headway serve.")
    ] = "",
    socket_mode: Annotated[
        bool, typer.Option("--socket-mode", help="Where Slack cannot reach headway serve.")
    ] = False,
    several: Annotated[
        bool, typer.Option("--several", help="Let several Slack workspaces install the app.")
    ] = False,
    app_id: Annotated[
        str, typer.Option(metavar="GUID", help="For Teams: the app registration's client id.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=f"For Teams: the zip, or else {PACKAGE}."),
    ] = None,
) -> None:
    """Make what Slack or Teams has to know of the app.

    For Slack, JSON is printed: api.slack.com/apps, Create New App, From a manifest.
    For Teams, a zip is written: Apps, Manage your apps, Upload an app.
    """
    if platform is Platform.TEAMS:
        if socket_mode or several:
            raise HeadwayError("--socket-mode and --several are for Slack. Leave them out.")
        _teams(url.rstrip("/"), app_id, out or PACKAGE)
    elif app_id or out:
        raise HeadwayError("--app-id and --out are for Teams. Leave them out.")
    else:
        _slack(url.rstrip("/"), socket_mode=socket_mode, several=several)


def _slack(url: str, *, socket_mode: bool, several: bool) -> None:
    # Only this command needs them.
    from integrations.slack.manifest import Way, manifest

    if bool(url) == socket_mode or (several and not url):
        raise HeadwayError(
            "Say either --url https://… (the public address of this server) or --socket-mode; "
            "--several goes with --url."
        )
    made = manifest(COMMANDS, Way(url=url, several=several))
    typer.echo(json.dumps(made, indent=2, ensure_ascii=False))


def _teams(url: str, app_id: str, out: Path) -> None:
    from integrations.teams.manifest import manifest, package

    if not url or not app_id:
        raise HeadwayError(
            "Say --url https://… (the public address of this server) and --app-id (the Application "
            "(client) ID of the app registration in Entra)."
        )
    made = manifest(COMMANDS, url=url, app_id=app_id, version=version("headway-bot"))
    try:
        out.write_bytes(package(made))
    except OSError as error:
        raise HeadwayError(
            f"{out} cannot be written ({error.strerror}). Choose another file with --out."
        ) from error
    typer.echo(f"{out}: upload it in Teams (Apps, Manage your apps, Upload an app).")
