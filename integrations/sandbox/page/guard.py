"""What keeps the page to this machine: whoever reaches it can act as anybody in the sandbox."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Refuses what another site sends, and lets nothing be loaded or framed from elsewhere.

    A site that a visitor has open can send requests to this machine. It cannot hide where from:
    browsers say so in ``Sec-Fetch-Site`` (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/).
    Names that somebody made lead here (DNS rebinding) are kept out by their ``Host``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403 with the reason."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        reason = _refused(Headers(scope=scope), scope["method"])
        if reason:
            return await PlainTextResponse(reason, status_code=403)(scope, receive, send)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        return await self._app(scope, receive, send_safely)


def _refused(headers: Headers, method: str) -> str | None:
    host = headers.get("host", "")
    if host.partition(":")[0] not in HOSTS:
        return f"This page answers at {HOSTS[0]} alone, not at {host or 'no name'}.\n"
    site = headers.get("sec-fetch-site", "same-origin")
    if method != "GET" and site not in ("same-origin", "none"):
        return "Another site sent this, and nothing was done.\n"
    origin = headers.get("origin")
    if method != "GET" and origin is not None and origin != f"http://{host}":
        return "Another site sent this, and nothing was done.\n"
    return None
