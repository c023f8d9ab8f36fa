"""The terminal of the demo: colours and frames on a screen, plain lines in a pipe."""

import html
import re
import textwrap
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.demo.account import Account, Event
from bot.demo.digests import Posted
from bot.messages import Block, Html, Note, plain
from integrations.sandbox.cards import wrapped
from prompts.words import words

FILE = "demo"
WIDEST = 100
BULLET = "• "
COUNTS = (
    *("asked", "answered", "away", "promised", "kept", "moved"),
    *("raised", "cleared", "helped", "corrected"),
    *("walked", "visited", "met", "measured", "planned", "revised"),
)
_TAG = re.compile(r"(</?[bi]>)")
_STYLES = {"<b>": "bold cyan", "<i>": "dim", "</b>": "", "</i>": ""}


class Screen:
    """Writes to a console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = min(console.width, WIDEST)

    def say(self, text: str) -> None:
        """Plain lines, as they are."""
        self._console.print(Text(text), soft_wrap=True)

    def week(self, account: Account) -> None:
        """What happened in a week, in a few lines."""
        title = words(FILE).plain("week", monday=account.monday)
        counted = words(FILE).plain("counted", parts=_counts(account))
        text = Text("\n".join(self._wrapped(title + counted, "  ")))
        text.stylize("bold", 0, len(title))
        self._console.print(text, soft_wrap=True)
        for event in account.events:
            self._console.print(Text("\n".join(self._event(event))), soft_wrap=True)

    def digest(self, posted: Posted) -> None:
        """A digest: in a frame on a screen, with blank lines around its parts in a pipe."""
        self._console.print()
        if self._console.is_terminal:
            self._console.print(_framed(posted), width=self._width)
        else:
            self.say("\n\n".join([posted.title, *map(self._plain, posted.message.blocks)]))

    def _event(self, event: Event) -> list[str]:
        told = words(FILE).plain(f"event.{event.deed}", **vars(event))
        return self._wrapped(f"  {told}", "    ")

    def _wrapped(self, text: str, then: str) -> list[str]:
        return textwrap.wrap(text, self._width, subsequent_indent=then, break_on_hyphens=False)

    def _plain(self, block: Block) -> str:
        text = plain(block.text)
        return "\n".join(wrapped(f"({text})" if isinstance(block, Note) else text, self._width))


def _counts(account: Account) -> list[str]:
    """Every count that is not nothing; that nobody was asked is told too."""
    counts = [(name, account.counts[name]) for name in COUNTS]
    return [words(FILE).plain(f"count.{name}", n=n) for name, n in counts if n or name == "asked"]


def _framed(posted: Posted) -> Panel:
    parts = [Group(*_lines(block)) for block in posted.message.blocks]
    spaced = [each for part in parts for each in (part, Text())][:-1]
    return Panel(Group(*spaced), title=Text(posted.title, "bold"), padding=(1, 2))


def _lines(block: Block) -> Iterator[RenderableType]:
    for line in block.text.split("\n"):
        if line.startswith(BULLET):
            row = Table.grid(padding=(0, 1))
            row.add_row(BULLET.strip(), _styled(Html(line.removeprefix(BULLET))))
            yield row
        else:
            yield _styled(Html(line), _BLOCKS.get(block.kind, ""))


_BLOCKS = {"heading": "bold", "note": "dim"}


def _styled(line: Html, style: str = "") -> Text:
    """Rich text of ours as the terminal's."""
    text, inner = Text(style=style), ""
    for token in _TAG.split(line):
        if token in _STYLES:
            inner = _STYLES[token]
        else:
            text.append(html.unescape(token), inner)
    return text
