"""What people typed, as plain text; pure.

Slack escapes three characters and puts mentions, channels and links into angle brackets.
https://docs.slack.dev/messaging/formatting-message-text
"""

import html
import re
from collections.abc import Mapping

_SPECIAL = re.compile(r"<(?:([@#!])([^<>|]+)|(\w+:[^<>|]+))(?:\|([^<>]*))?>")
_USER = re.compile(r"<@([UW][A-Z0-9]+)")


def mentioned(text: str) -> set[str]:
    """The Slack ids of the people whom a text names."""
    return set(_USER.findall(text))


def typed(text: str, people: Mapping[str, str]) -> str:
    """A text of Slack's as the person saw it while typing.

    ``people``: the keys of our people by their Slack ids; they become ``@key``, as one types it.
    """

    def plain(found: re.Match[str]) -> str:
        sign, what, address, label = found[1], found[2], found[3], found[4] or ""
        if address:
            return _link(address, label)
        if sign == "@":
            return f"@{people.get(what) or label or what}"
        return f"#{label or what}" if sign == "#" else _special(what, label)

    return html.unescape(_SPECIAL.sub(plain, text))


def without_mention(text: str, bot: str) -> str:
    """The text without the first mention of the bot, as of somebody who was only addressed."""
    found = re.search(rf"<@{re.escape(bot)}(?:\|[^<>]*)?>[:,]?", text) if bot else None
    return f"{text[: found.start()]}{text[found.end() :]}".strip() if found else text.strip()


def _special(what: str, label: str) -> str:
    """``<!channel>``, ``<!subteam^S1|@group>``, ``<!date^…|yesterday>``."""
    return label or f"@{what.partition('^')[0]}"


def _link(address: str, label: str) -> str:
    shown = address.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in shown:
        return label or shown
    return f"{label} ({shown})"
