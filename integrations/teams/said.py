"""What people typed, as plain text; pure.

A message's ``text`` holds mentions as ``<at>…</at>`` and HTML's entities for some characters. Its
HTML stands in an attachment, and in the message that an action of the menu was used on.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
"""

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from integrations.teams.values import Json

_AT = re.compile(r"<at[^>]*>(.*?)</at>", re.DOTALL)
_QUOTED = re.compile(r"<quoted [^>]*/>")
_REPLY = "http://schema.skype.com/Reply"
"""The ``itemtype`` of a quoted message in HTML:
https://learn.microsoft.com/graph/api/chats-getallmessages"""
_LINES = {"p", "div", "li", "tr", "ul", "ol", "blockquote", "h1", "h2", "h3", "pre"}
"""Elements behind which a new line begins."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A text as people see it, without the message it quotes, whose id is ``quoted``."""

    text: str
    quoted: str | None = None


def written(activity: Json) -> Written:
    """What somebody typed, as they saw it while typing; the bot's own name is left out.

    Other people's names become ``@First.Last``, as one types them.
    """
    entities = [one for one in activity.get("entities") or () if isinstance(one, dict)]
    text = _named(str(activity.get("text") or ""), entities, inner(activity, "recipient").get("id"))
    if activity.get("textFormat") in {"xml", "html"}:
        return read_html(text)
    plain = tidy(html.unescape(_QUOTED.sub("", text)).replace("\r\n", "\n"))
    for quote in (inner(one, "quotedReply").get("messageId") for one in entities):
        if quote:
            return Written(text=plain, quoted=str(quote))
    return _quoting(activity) or Written(text=plain)


def mentions(activity: Json, account: object) -> bool:
    """Whether an account, such as the bot's, is mentioned."""
    found = [one for one in activity.get("entities") or () if isinstance(one, dict)]
    return any(_mentioned(one) == account for one in found if account)


def read_html(content: str) -> Written:
    """The text of a message's HTML."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return Written(text=tidy("".join(reader.parts)), quoted=reader.quoted)


def tidy(text: str) -> str:
    """The text without blanks at the ends of its lines, and without more than one empty line."""
    lines = (line.strip(" \t\xa0") for line in text.replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def inner(whole: Json, *names: str) -> Json:
    """The part of an activity at the end of a path; empty where there is none."""
    for name in names:
        part = whole.get(name)
        whole = part if isinstance(part, dict) else {}
    return whole


def _named(text: str, entities: list[Json], bot: object) -> str:
    for one in entities:
        shown, account = str(one.get("text") or ""), _mentioned(one)
        if not (shown and account):
            continue
        if account == bot:
            text = re.sub(rf"{re.escape(shown)}[:,]?", "", text, count=1)
        else:
            # People shorten names in a mention; who is meant is told in full.
            name = inner(one, "mentioned").get("name") or _AT.sub(r"\1", shown)
            text = text.replace(shown, _handle(html.escape(str(name), quote=False)), 1)
    return _AT.sub(lambda found: _handle(found[1]), text)


def _mentioned(entity: Json) -> object:
    is_mention = entity.get("type") == "mention"
    return inner(entity, "mentioned").get("id") if is_mention else None


def _handle(name: str) -> str:
    return f"@{'.'.join(name.lstrip('@').split())}"


def _quoting(activity: Json) -> Written | None:
    """What was typed under a quoted message, as clients send it that know no ``quotedReply``."""
    for one in activity.get("attachments") or ():
        if isinstance(one, dict) and one.get("contentType") == "text/html":
            found = read_html(str(one.get("content") or ""))
            if found.quoted:
                return found
    return None


class _Reader(HTMLParser):
    """Collects what stands in a message, quoted messages left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.quoted: str | None = None
        self._quotes = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a quote or a link; line feeds and pictures are no more than that."""
        given = dict(attrs)
        if tag == "blockquote" and (self._quotes or given.get("itemtype") == _REPLY):
            self._quotes += 1
            self.quoted = self.quoted or given.get("itemid")
        elif tag == "br":
            self._add("\n")
        elif tag in {"img", "emoji"}:
            self._add(given.get("alt") or "")
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        """Leave a quote or a link, or end a line."""
        if tag == "blockquote" and self._quotes:
            self._quotes -= 1
        elif tag == "a" and self._links:
            address, begun = self._links.pop()
            shown = address.removeprefix("mailto:")
            label = "".join(self.parts[begun:])
            self._add("" if label.strip() in shown else f" ({shown})")
        elif tag in _LINES:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        """Add text, in which white space is one blank."""
        self._add(re.sub(r"[ \t\r\n]+", " ", data))

    def _add(self, text: str) -> None:
        if not self._quotes:
            self.parts.append(text)
