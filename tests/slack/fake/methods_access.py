"""The methods of tokens, people and workspaces: https://docs.slack.dev/reference/methods/."""

from tests.slack.fake.messages import answer
from tests.slack.fake.pages import page
from tests.slack.fake.state import (
    APP,
    CLIENT_ID,
    CLIENT_SECRET,
    Call,
    Json,
    RefusedError,
    State,
    Team,
)

NO_TOKEN = {"api.test", "oauth.v2.access", "upload"}
OF_THE_APP = {"apps.connections.open"}


def admit(state: State, call: Call) -> None:
    """Find the token's workspace; refuse a token that is not good for this method."""
    if call.method == "response_url":
        call.team = state.used(call.token).team
        return
    token = state.tokens.get(call.token)
    call.team = token.team if token else None
    if call.method in NO_TOKEN:
        return
    if token is None:
        raise RefusedError("invalid_auth" if call.token else "not_authed")
    if token.dead:
        raise RefusedError(token.dead)
    if token.expires_at is not None and token.expires_at <= state.clock():
        raise RefusedError("token_expired")
    if (token.team is None) != (call.method in OF_THE_APP):
        raise RefusedError("not_allowed_token_type")


def auth_test(state: State, call: Call) -> Json:
    """Who a token belongs to; the scopes stand in the header ``x-oauth-scopes``."""
    team = call.here
    known: Json = {"url": f"https://{team.domain}.slack.com/", "team": team.name, "user": "headway"}
    known |= {"team_id": team.id, "user_id": team.bot_user, "bot_id": team.bot_id}
    return known | {"is_enterprise_install": False}


def team_info(state: State, call: Call) -> Json:
    """The token's workspace."""
    call.need("team:read")
    team = call.here
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": ""}}


def users_info(state: State, call: Call) -> Json:
    """One person; the e-mail address only with its own scope."""
    call.need("users:read")
    return {"user": _shown(call, call.args.get("user", ""))}


def users_lookup(state: State, call: Call) -> Json:
    """By e-mail address. Who is deactivated is not found."""
    call.need("users:read.email")
    wanted = str(call.args.get("email", "")).lower()
    for user in list(call.here.users.values()):
        if (user.email or "").lower() == wanted and not user.deleted:
            return {"user": _shown(call, user.id)}
    raise RefusedError("users_not_found")


def users_list(state: State, call: Call) -> Json:
    """All, leavers and bots too."""
    call.need("users:read")
    found, metadata = page(list(call.here.users), call, 1000)
    return {"members": [_shown(call, key) for key in found], "response_metadata": metadata}


def exchange(state: State, call: Call) -> Json:
    """A code, or a refresh token, for a bot token; each is good once.

    https://docs.slack.dev/authentication/using-token-rotation/
    """
    _client(call)
    if call.args.get("grant_type") == "refresh_token":
        team, by = state.refreshes.pop(call.args.get("refresh_token", ""), None), ""
        if team is None or not team.installed:
            raise RefusedError("invalid_refresh_token")
    else:
        code = call.args.get("code", "")
        if code not in state.codes:
            raise RefusedError("invalid_code")
        team, by = state.codes.pop(code)
        team.installed = True
    call.team = team
    return _granted(state, team, by)


def revoke(state: State, call: Call) -> Json:
    """The token dies at once."""
    if not call.flag("test"):
        state.tokens[call.token].dead = "token_revoked"
    return {"revoked": not call.flag("test")}


def uninstall(state: State, call: Call) -> Json:
    """All tokens of the workspace die."""
    _client(call)
    state.uninstall(call.here)
    return {}


def connect(state: State, call: Call) -> Json:
    """A WebSocket's address that is good once."""
    ticket = state.unique("ticket")
    state.tickets.add(ticket)
    return {"url": f"{state.base.replace('http', 'ws', 1)}/socket/{ticket}"}


def api_test(state: State, call: Call) -> Json:
    """Nothing but an answer."""
    return {"args": call.args}


def respond(state: State, call: Call) -> Json:
    """What comes to a response_url; its key is the only token that it needs."""
    answer(state, state.hooks[call.token], call.args)
    return {}


def _client(call: Call) -> None:
    if call.args.get("client_id") != CLIENT_ID:
        raise RefusedError("invalid_client_id")
    if call.args.get("client_secret") != CLIENT_SECRET:
        raise RefusedError("bad_client_secret")


def _granted(state: State, team: Team, by: str) -> Json:
    token = state.token(team, "xoxe.xoxb" if team.rotates else "xoxb")
    known: Json = {"access_token": token.value, "token_type": "bot", "app_id": APP}
    known |= {"scope": ",".join(team.scopes), "bot_user_id": team.bot_user, "enterprise": None}
    known |= {"team": {"id": team.id, "name": team.name}, "is_enterprise_install": False}
    if by:
        known["authed_user"] = {"id": by}
    if team.rotates:
        refresh = state.unique("xoxe-1-fake-")
        state.refreshes[refresh] = team
        known |= {"refresh_token": refresh, "expires_in": 43_200}
    return known


def _shown(call: Call, key: str) -> Json:
    email = "users:read.email" in call.here.scopes
    return call.here.user(key).shown(call.here.id, email=email)


METHODS = {
    "api.test": api_test,
    "auth.test": auth_test,
    "auth.revoke": revoke,
    "team.info": team_info,
    "users.info": users_info,
    "users.lookupByEmail": users_lookup,
    "users.list": users_list,
    "oauth.v2.access": exchange,
    "apps.uninstall": uninstall,
    "apps.connections.open": connect,
    "response_url": respond,
}
