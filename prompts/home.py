"""The words of somebody's home."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.checkin import CheckIn
from bot.domain.digest import Digest
from bot.messages import TYPES, Actions, Block, Button, Heading, Html, Message, Paragraph, plain
from prompts.checkin import asking_buttons
from prompts.digest_formats import sources_of
from prompts.words import words

FILE = "home"
BEGIN = ("commit", "blocker", "helping", "walkthrough")


@dataclass(frozen=True, kw_only=True)
class Home:
    """All that a home shows. ``checkin`` is open until the day ``open_until``.

    ``walks`` (walkthroughs under way), ``promises`` and ``settings`` are lines with their buttons;
    ``side`` is the name of the other side, ``theirs`` what it promised.
    """

    name: str
    checkin: CheckIn | None = None
    open_until: date | None = None
    walks: Sequence[Block] = ()
    promises: Sequence[Block] = ()
    side: str = ""
    theirs: Sequence[Html] = ()
    digest: Digest | None = None
    settings: Sequence[Block] = ()


def home_message(home: Home) -> Message:
    """The most urgent first: what is asked, what was promised; then the digest and settings."""
    say = words(FILE)
    title = say.rich("title", name=home.name)
    still_open = [*_asked(home), *home.walks, *_promised(home)] or [
        Paragraph(text=say.rich("nothing"))
    ]
    blocks = (
        Heading(text=title),
        *still_open,
        _digest(home.digest),
        Actions(
            text=say.rich("begin"),
            buttons=(*map(_begins, BEGIN), _types("walk", "/walkthrough start")),
        ),
        Paragraph(text=say.rich("settings")),
        *home.settings,
    )
    return Message(text=plain(title), blocks=blocks)


def _asked(home: Home) -> list[Block]:
    checkin, say = home.checkin, words(FILE)
    if checkin is None:
        return []
    buttons = asking_buttons(checkin)
    if checkin.is_answered:
        edit = Button(label=say.plain("edit"), action="checkin.answer", value=checkin.id, form=True)
        buttons = (edit,)
    name = "answered" if checkin.is_answered else "asked"
    return [Actions(text=say.rich(name, until=home.open_until), buttons=buttons)]


def _promised(home: Home) -> list[Block]:
    say, blocks = words(FILE), [*home.promises]
    if blocks:
        blocks.insert(0, Paragraph(text=say.rich("promised")))
    if home.theirs:
        lines = (say.rich("theirs", side=home.side), *home.theirs)
        blocks.append(Paragraph(text=Html("\n".join(lines))))
    return blocks


def _digest(digest: Digest | None) -> Actions:
    say, running = words(FILE), _types("running", "/digest")
    if digest is None:
        return Actions(text=say.rich("no_digest"), buttons=(running,))
    line = digest.headline
    text = say.rich("digest", text=line.text, sources=sources_of(line))
    return Actions(text=text, buttons=(_types("read", f"/digest {digest.week}"), running))


def _begins(word: str) -> Button:
    return replace(_types(word, f"/{word}"), form=True)


def _types(name: str, line: str) -> Button:
    return Button(label=words(FILE).plain(name), action=TYPES, value=line)
