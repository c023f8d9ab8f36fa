"""Links by which whoever has them gets a file, for a while: ``/files/…`` of our own server.

For platforms that show pictures from an address instead of taking them. Who opens such a link need
not say who they are: it is as good as the file, and so it cannot be guessed and ends.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.domain.stored_file import StoredFile
from bot.ports import Clock, Store
from integrations.secret_key import good_key, keys_in

LASTS = timedelta(days=30)
"""How long a link leads to its file."""
SHOWN = {"image/gif", "image/jpeg", "image/png"}
"""What a browser may show by itself; all else is saved as a file, for it could hold a script."""

_TOKEN = re.compile(r"([\w-]{1,100})\.([0-9]{1,12})\.([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Links:
    """Makes the links and reads them; ``base`` is the server's public address."""

    base: str
    secret_key: str

    def to(self, file: str, now: datetime) -> str:
        """The address of the file with this id, for thirty days."""
        until = int((now + LASTS).timestamp())
        return f"{self.base}/files/{file}.{until}.{_signature(self._keys()[0], file, until)}"

    def read(self, token: str, now: datetime) -> tuple[str, float] | None:
        """The id of a file and the seconds that are left; None for what is no link any more."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        file, until, given = found[1], int(found[2]), found[3]
        signed = [_signature(key, file, until) for key in self._keys()]
        left = until - now.timestamp()
        # Every key is compared, each in constant time.
        right = sum(hmac.compare_digest(one, given) for one in signed)
        return (file, left) if right and left > 0 else None

    def _keys(self) -> list[str]:
        return keys_in(self.secret_key)


def links_of(public_url: str | None, secret_key: str | None) -> Links | None:
    """The links with these settings; None where one is missing, or the key is too short."""
    if not (public_url and secret_key and good_key(secret_key)):
        return None
    return Links(base=public_url.rstrip("/"), secret_key=secret_key)


def link_routes(links: Links, *, store: Store, clock: Clock) -> list[Route]:
    """``/files/…``: the file, or 404 whatever is wrong with the link."""

    async def answer(request: Request) -> Response:
        read = links.read(request.path_params["token"], await clock.now())
        if read is None:
            return _nothing()
        file, left = read
        async with store.read() as tx:
            stored = await tx.get(StoredFile, file)
        return served(stored, seconds=int(left)) if stored else _nothing()

    return [Route("/files/{token}", answer)]


def served(stored: StoredFile, *, seconds: int) -> Response:
    """A file for a browser, which may keep it for so long; nothing in it can act on a page."""
    response = Response(stored.content, media_type=stored.media_type)
    response.headers.update(
        {
            "content-disposition": _disposition(stored),
            "cache-control": f"private, max-age={seconds}",
            "content-security-policy": "default-src 'none'; sandbox",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "x-robots-tag": "noindex",
        }
    )
    return response


def _disposition(stored: StoredFile) -> str:
    """https://www.rfc-editor.org/rfc/rfc6266: the name for old programs, and the whole one."""
    kind = "inline" if stored.media_type in SHOWN else "attachment"
    plain = re.sub(r"[^\w. -]", "_", stored.name, flags=re.ASCII)
    whole = "".join(chr(one) if _is_bare(one) else f"%{one:02X}" for one in stored.name.encode())
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{whole}"


def _is_bare(byte: int) -> bool:
    return chr(byte).isascii() and (chr(byte).isalnum() or chr(byte) in "-._~")


def _nothing() -> Response:
    headers = {"cache-control": "no-store"}
    return PlainTextResponse("There is nothing here.\n", status_code=404, headers=headers)


def _signature(key: str, file: str, until: int) -> str:
    """By a key of its own, so that nothing that is signed for another use is a link."""
    own = hmac.new(key.encode(), b"headway file links", hashlib.sha256).digest()
    return hmac.new(own, f"{file}.{until}".encode(), hashlib.sha256).hexdigest()
