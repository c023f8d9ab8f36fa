"""The demo on a screen and in a pipe."""

from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from rich.console import Console

from bot.demo.account import Account, Event
from bot.demo.digests import Posted
from bot.demo.screen import Screen
from bot.domain.audience import Audience
from bot.domain.people import Channel, Side
from bot.messages import Heading, Html, Message, Note, Paragraph

MONDAY = date(2027, 1, 4)
CHANNEL = Channel(
    key="l", workspace=Side.DISTRICT, id="C1", name="leadership", audience=Audience.LEADERS
)
POSTED = Posted(
    channel=CHANNEL,
    at=datetime(2027, 1, 8, 15, tzinfo=UTC),
    message=Message(
        text="Week of 4 January",
        blocks=(
            Heading(text=Html("Week of 4 January &amp; on <i>[A-1]</i>")),
            Paragraph(text=Html("<b>Promises</b>\n• Kept: the [rubric] <i>[C-1]</i>")),
            Note(text=Html("Leaders read this.")),
        ),
    ),
)


def test_a_week_counts_what_there_was_and_tells_of_it() -> None:
    event = Event(deed="kept", who="Marcus Bell", text="share the rubric.", why="it is sent.")
    counts = Counter(asked=3, answered=2, kept=1, moved=0)
    shown = told(Account(monday=MONDAY, counts=counts, events=(event,)))
    assert shown == [
        "Week of 4 January: 3 asked, 2 answered, 1 kept",
        "  Marcus Bell keeps a promise: share the rubric — it is sent.",
    ]


def test_a_week_counts_what_was_seen() -> None:
    counts = Counter(asked=3, walked=2, visited=1, met=1, measured=2, planned=1, revised=1)
    (line, *more) = told(Account(monday=MONDAY, counts=counts, events=()))
    seen = "2 walkthroughs, 1 visit, 1 data team, 2 readings, 1 site day, 1 revision"
    assert " ".join((line, *(part.strip() for part in more))).endswith(f"3 asked, {seen}")


def test_a_week_in_which_nobody_was_asked_says_so() -> None:
    assert told(Account(monday=MONDAY, counts=Counter(), events=())) == [
        "Week of 4 January: nobody asked"
    ]


def told(account: Account) -> list[str]:
    out = StringIO()
    Screen(Console(file=out, width=80)).week(account)
    return out.getvalue().splitlines()


def test_in_a_pipe_a_digest_is_plain_lines() -> None:
    out = StringIO()
    Screen(Console(file=out, width=80)).digest(POSTED)
    assert out.getvalue() == (
        "\n#leadership · Friday, 8 Jan, 15:00\n\n"
        "Week of 4 January & on [A-1]\n\n"
        "Promises\n• Kept: the [rubric] [C-1]\n\n"
        "(Leaders read this.)\n"
    )


@pytest.mark.parametrize("width", [60, 200])
def test_on_a_screen_a_digest_stands_in_a_frame_with_its_sources_dimmed(width: int) -> None:
    out = StringIO()
    Screen(Console(file=out, width=width, force_terminal=True)).digest(POSTED)
    shown = out.getvalue()
    assert "\x1b[2m[C-1]\x1b[0m" in shown
    assert "Kept: the [rubric]" in shown
    assert shown.count("╭") == shown.count("╯") == 1
