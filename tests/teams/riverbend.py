"""Riverbend in Teams: the partnership file's people and channels, moved there from Slack."""

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path

from tests.fakes import RIVERBEND, USERS, WORKSPACE, Office
from tests.teams.fake.state import TENANT
from tests.teams.fake.teams import Teams
from tests.teams.people import CHANNEL, TEAM

LEADERSHIP, PARTNERS = TEAM, CHANNEL
_CHANNELS = {"C000000001": LEADERSHIP, "C000000002": PARTNERS}


def teams_id(key: str) -> str:
    """The Entra object id of somebody of Riverbend, whether the file tells it or not."""
    if key not in USERS:
        return key
    return f"00000000-0000-4000-8000-{list(USERS).index(key) + 1:012}"


def email_of(key: str) -> str:
    """Somebody's e-mail address in the file."""
    known = USERS[key]
    return known if "@" in known else f"{key}@riverbend.example"


def in_teams(text: str, tenant: str = TENANT) -> str:
    """A partnership file's text with Teams in the place of Slack."""
    text = text.replace(f"platform: slack, id: {WORKSPACE}", f"platform: teams, id: {tenant}")
    for slack, teams in _CHANNELS.items():
        text = text.replace(f"id: {slack}", f'id: "{teams}"')
    return re.sub(
        r"user: U0*(\d+)", lambda one: f"user: 00000000-0000-4000-8000-{one[1]:0>12}", text
    )


def write_riverbend(folder: Path) -> Path:
    """The file in Teams; what it names beside it is not there."""
    path = folder / "riverbend-teams.yaml"
    path.write_text(in_teams(RIVERBEND.read_text("utf-8")), "utf-8")
    return path


def fill(teams: Teams) -> None:
    """Riverbend's people in one tenant, and a team with both channels, where no app is yet."""
    teams.add_app()
    ids = [teams_id(key) for key in USERS]
    for key in USERS:
        teams.add_user(teams_id(key), name=key.title(), email=email_of(key))
    teams.add_team(LEADERSHIP, *ids, name="Leadership")
    teams.add_channel(PARTNERS, LEADERSHIP, name="riverbend-partnership")


async def install(teams: Teams, keys: Iterable[str] = tuple(USERS)) -> None:
    """These people add the app, and somebody adds it to the team; the bot says so to them."""
    await asyncio.gather(*(teams.user(teams_id(key)).installs() for key in keys))
    await teams.user(teams_id("whitfield")).adds_bot(LEADERSHIP)


def forget(teams: Teams) -> None:
    """Clear all conversations, as if nothing was said yet."""
    for there in teams.state.conversations.values():
        there.messages.clear()


def now_of(office: Office) -> float:
    """The office's time, for the fake's clock."""
    return office.now.timestamp()
