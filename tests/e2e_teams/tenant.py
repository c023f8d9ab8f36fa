"""The tenant that the Agents Playground plays: ids shaped as Teams shapes them."""

from typing import Any

Json = dict[str, Any]

TENANT = "6f1d3c1e-8a52-4b7e-9f0a-2d4c5e6f7a8b"
BOT = "28:0b7c9d2e-1f3a-4c5b-8d6e-7f8091a2b3c4"
TEAM = "19:riverbend@thread.tacv2"
LEADERSHIP = "19:leadership@thread.tacv2"
BOYD_CHAT = "a:1-boyd-and-headway"
GROUP_CHAT = "19:data-teams@thread.v2"

ME = "boyd"
"""The page is this person's; the others are members of the team and of the group chat."""

OTHERS = ("vance", "rossi", "ortega", "chen", "nowak")  # the Playground wants five of them
NUMBERS = {key: number for number, key in enumerate((ME, *OTHERS))}


def entra_id(key: str) -> str:
    """A person's Entra object id."""
    return f"5e8f0a1b-2c3d-4e5f-8a9b-00000000000{NUMBERS[key]}"


def config() -> Json:
    """What the Playground reads: https://aka.ms/teams-app-test-tool-config-guide."""
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": "Headway"},
        "currentUser": _user(ME),
        "users": [_user(key) for key in OTHERS],
        "personalChat": {"id": BOYD_CHAT},
        "groupChat": {"id": GROUP_CHAT, "name": "Data teams"},
        "team": {
            "id": TEAM,
            "name": "Riverbend",
            "aadGroupId": "5e8f0a1b-2c3d-4e5f-8a9b-0000000000ff",
            "channels": [{"id": LEADERSHIP, "name": "Leadership"}],
        },
    }


def invoke(name: str, value: Json, *, service_url: str) -> Json:
    """What Teams sends when I do something with a form; the Playground's page has no forms."""
    return {
        "type": "invoke",
        "name": name,
        "id": f"f:{name}",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": _user(ME)["id"], "name": "Boyd", "aadObjectId": entra_id(ME)},
        "recipient": {"id": BOT, "name": "Headway"},
        "conversation": {"id": BOYD_CHAT, "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "value": value,
    }


def _user(key: str) -> dict[str, str]:
    address = f"{key}@riverbend.example"
    return {
        "id": f"29:1-{key}",
        "name": key.title(),
        "userPrincipleName": address,
        "aadObjectId": entra_id(key),
        "givenName": key.title(),
        "surname": "Example",
        "email": address,
    }
