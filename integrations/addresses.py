"""The public address of the server, as a chat platform's servers can call it."""

import re

from bot.domain.errors import HeadwayError

_ADDRESS = re.compile(r"https://(?P<host>[\w-]+(\.[\w-]+)*)(:\d+)?", re.ASCII)


class AddressRefusedError(HeadwayError):
    """A platform cannot call this address. Give one that begins with https:// and has no path."""


def public_host(url: str, platform: str) -> str:
    """The host in ``https://host``; "Teams" or another name says in the error who has to call it.

    Raises AddressRefusedError where there is no TLS, no host, or anything behind the host but a
    port.
    """
    found = _ADDRESS.fullmatch(url)
    if found is None:
        raise AddressRefusedError(
            f'"{url}" is not an address that {platform} can call. '
            "Write it as https://headway.example.org, without anything after the name."
        )
    return found["host"]
