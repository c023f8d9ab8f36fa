"""The fake's login and keys do what Microsoft documents; msal and PyJWT ask it."""

import asyncio
from collections.abc import Callable
from typing import Any

import jwt
import msal
import pytest
import requests

from tests.teams.fake.client import Bare
from tests.teams.fake.state import APP, SECRET, TENANT
from tests.teams.fake.teams import Teams

SCOPES = ["https://api.botframework.com/.default"]


@pytest.fixture
def bare(teams: Teams) -> Bare:
    return Bare(teams, teams.bot())


def granted(teams: Teams, secret: str = SECRET, tenant: str = TENANT) -> dict[str, Any]:
    app = msal.ConfidentialClientApplication(
        APP,
        client_credential=secret,
        authority=f"{teams.login}/{tenant}",
        instance_discovery=False,
    )
    found: dict[str, Any] = app.acquire_token_for_client(SCOPES)
    return found


async def test_msal_gets_a_token_and_each_request_is_counted(teams: Teams) -> None:
    found = await asyncio.to_thread(granted, teams)
    assert found["token_type"] == "Bearer"
    assert found["access_token"] in teams.state.tokens
    assert teams.state.token_requests[APP] == 1


async def test_a_wrong_secret_and_a_wrong_tenant_are_refused(teams: Teams) -> None:
    found = await asyncio.to_thread(granted, teams, "no")
    assert (found["error"], found["error_codes"]) == ("invalid_client", [7000215])
    with pytest.raises(ValueError, match="authority"):
        await asyncio.to_thread(granted, teams, SECRET, "another")


async def test_the_login_answers_an_error_that_was_ordered_once(teams: Teams) -> None:
    teams.order("token", status=401, code="AADSTS7000222", message="The secret has expired.")
    found = await asyncio.to_thread(granted, teams)
    assert found["error_description"].startswith("AADSTS7000222: The secret has expired.")
    assert "access_token" in await asyncio.to_thread(granted, teams)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"client_id": "unknown"}, 700016),
        ({"scope": "https://graph.microsoft.com/.default"}, 70011),
        ({"grant_type": "password"}, 70003),
    ],
    ids=["app", "scope", "grant"],
)
async def test_a_wrong_request_for_a_token_is_refused(
    bare: Bare, wrong: dict[str, str], code: int
) -> None:
    _, body = await bare.token(**wrong)
    assert body["error_codes"] == [code]


def read(teams: Teams, header: str) -> dict[str, Any]:
    """Check a token as a careful bot does, with the keys that are published now."""
    keys = requests.get(requests.get(teams.openid, timeout=5).json()["jwks_uri"], timeout=5).json()
    token = header.removeprefix("Bearer ")
    kid = jwt.get_unverified_header(token)["kid"]
    known = {one["kid"]: one for one in keys["keys"]}
    claims: dict[str, Any] = jwt.decode(
        token, jwt.PyJWK(known[kid]).key, ["RS256"], audience=APP, issuer=teams.keys.issuer
    )
    return claims | {"endorsements": known[kid].get("endorsements")}


async def test_a_signed_token_is_good_and_fetches_of_keys_are_counted(teams: Teams) -> None:
    claims = await asyncio.to_thread(read, teams, teams.sign())
    assert claims["serviceurl"] == teams.service_url
    assert "msteams" in claims["endorsements"]
    assert teams.state.key_fetches == {"openid": 1, "keys": 1}


async def test_rotated_keys_sign_and_the_old_ones_are_gone(teams: Teams) -> None:
    old = teams.sign()
    teams.keys.rotate()
    await asyncio.to_thread(read, teams, teams.sign())
    with pytest.raises(KeyError, match="first"):
        await asyncio.to_thread(read, teams, old)


WRONG: dict[str, Callable[[Teams], str]] = {
    "issuer": lambda teams: teams.sign(iss="https://elsewhere.example"),
    "audience": lambda teams: teams.sign(aud="another app"),
    "expired": lambda teams: teams.sign(exp=1),
    "unknown key": lambda teams: teams.sign(key="stranger"),
    "another key": lambda teams: teams.sign(key="stranger", kid="first"),
    "no kid": lambda teams: teams.sign(kid=None),
    "unsigned": lambda teams: teams.sign(alg="none"),
    "shared secret": lambda teams: teams.sign(alg="HS256"),
}


@pytest.mark.parametrize("how", WRONG)
async def test_a_token_that_is_wrong_fails_the_check(teams: Teams, how: str) -> None:
    with pytest.raises((jwt.PyJWTError, KeyError)):
        await asyncio.to_thread(read, teams, WRONG[how](teams))


async def test_a_key_for_other_channels_lacks_our_endorsement(teams: Teams) -> None:
    claims = await asyncio.to_thread(read, teams, teams.sign(key="unendorsed"))
    assert claims["endorsements"] == ["webchat"]


async def test_keys_fail_as_ordered(teams: Teams) -> None:
    teams.order("keys", status=500, html=True)
    with pytest.raises(requests.JSONDecodeError):
        await asyncio.to_thread(read, teams, teams.sign())
    assert await asyncio.to_thread(read, teams, teams.sign())
