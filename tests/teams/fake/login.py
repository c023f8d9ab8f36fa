"""The login where a bot gets its tokens, and the keys with which it checks Teams' own.

https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
"""

from collections.abc import Callable

from tests.teams.fake.faults import login_error
from tests.teams.fake.keys import Keys
from tests.teams.fake.state import App, Call, Json, State, Token

SCOPES = {f"https://api.botframework.{end}/.default" for end in ("com", "us")}
Answer = tuple[int, Json]


def tenant(state: State, call: Call) -> Answer:
    """``/{tenant}/v2.0/.well-known/openid-configuration``."""
    if not _known(state, call.conversation):
        return 400, login_error("AADSTS90002", "Tenant not found.", "invalid_tenant")
    base = f"{state.login}/{call.conversation}"
    return 200, {
        "issuer": f"{base}/v2.0",
        "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
        "token_endpoint": f"{base}/oauth2/v2.0/token",
        "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }


def token(state: State, call: Call) -> Answer:
    """``/{tenant}/oauth2/v2.0/token``."""
    state.token_requests[call.body.get("client_id", "")] += 1
    app = state.apps.get(call.body.get("client_id", ""))
    if app is None or call.conversation != app.tenant:
        words = "Application was not found in the directory."
        return 400, login_error("AADSTS700016", words, "unauthorized_client")
    if call.body.get("client_secret") != app.secret:
        return 401, login_error("AADSTS7000215", "Invalid client secret provided.")
    if call.body.get("grant_type") != "client_credentials":
        return 400, login_error("AADSTS70003", "Unsupported grant.", "unsupported_grant_type")
    scope = call.body.get("scope", "")
    if not SCOPES & set(scope.split()):
        return 400, login_error("AADSTS70011", "The scope is not valid.", "invalid_scope")
    return 200, _granted(state, app, scope)


def openid(state: State, keys: Keys, where: str) -> Json:
    """``/v1/.well-known/openidconfiguration`` of the Bot Framework."""
    state.key_fetches["openid"] += 1
    return {
        "issuer": keys.issuer,
        "authorization_endpoint": "https://invalid.botframework.com",
        "jwks_uri": f"{where}/v1/.well-known/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    }


def published(state: State, keys: Keys) -> Json:
    """The keys."""
    state.key_fetches["keys"] += 1
    return {"keys": keys.shown()}


def _known(state: State, tenant: str) -> bool:
    return tenant in state.tenants or any(app.tenant == tenant for app in state.apps.values())


def _granted(state: State, app: App, scope: str) -> Json:
    made = state.unique("bearer-")
    expires = state.clock() + state.token_seconds
    state.tokens[made] = Token(app=app, expires_at=expires, scope=scope)
    seconds = state.token_seconds
    return {"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds,
            "access_token": made}  # fmt: skip


METHODS: dict[str, Callable[[State, Call], Answer]] = {"tenant": tenant, "token": token}
