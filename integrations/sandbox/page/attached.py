"""Files in the messages of the page: whose they are, how large, and how they look in a list."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.domain.stored_file import StoredFile
from integrations.links import served
from integrations.sandbox.items import Shown
from integrations.sandbox.page.site import Site, Visit, visit

_PNG = b"\x89PNG\r\n\x1a\n"
_AN_HOUR = 3600


async def file_of(site: Site, request: Request) -> Response:
    """A file of a message, for whoever can see that message where the query leads; else 404."""
    found = await visit(site, request)
    message, file = request.path_params["message"], request.path_params["file"]
    shown = await site.town.sandbox(found.me).message(message)
    stored = await site.town.files([file]) if shown and _is_in(shown, found, file) else {}
    if not stored:
        return PlainTextResponse("There is no such file here.\n", status_code=404)
    return served(stored[file], seconds=_AN_HOUR)


def size_of(stored: StoredFile) -> str:
    """How large a file is, in words: "34 KB"."""
    size = len(stored.content)
    return f"{max(1, round(size / 1000))} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def pixels(stored: StoredFile) -> tuple[int, int] | None:
    """Width and height of a PNG, so that a page keeps the room for it; None for another file.

    https://www.w3.org/TR/png-3/#11IHDR
    """
    head = stored.content[:24]
    if not head.startswith(_PNG) or len(head) < 24:
        return None
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


def _is_in(shown: Shown, found: Visit, file: str) -> bool:
    here = shown.conversation == found.spot.key and shown.seen_by(found.me.user)
    return here and file in {one.id for one in shown.message.files}
