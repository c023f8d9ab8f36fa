"""``headway pack``"""

import io
from pathlib import Path

import docx
import pytest

from bot.bootstrap import Headway
from bot.domain.audience import Audience
from integrations.sandbox import SandboxClock
from tests.builders import FRIDAY, commitment
from tests.cli.shell import Shell, keep, with_bot

TEXTS = ("for the leaders", "for the partner", "for the board")


@pytest.fixture(autouse=True)
def quarter(riverbend: Path) -> Path:
    """On 15 January 2027: a promise for the leaders, one for the partner, one for everybody."""

    async def to_that_day(headway: Headway) -> None:
        await SandboxClock(store=headway.store).move_to(FRIDAY)

    with_bot(to_that_day)
    audiences = (Audience.LEADERS, Audience.PARTNER, Audience.PUBLIC)
    due = FRIDAY.date().replace(month=2)
    keep(
        *(
            commitment(number, text=text, audience=audience, due=due)
            for number, (text, audience) in enumerate(zip(TEXTS, audiences, strict=True), start=1)
        )
    )
    return riverbend.parent


def told(path: Path) -> list[str]:
    """Which of the promises stand in a document."""
    paragraphs = docx.Document(io.BytesIO(path.read_bytes())).paragraphs
    said = "\n".join(paragraph.text for paragraph in paragraphs)
    return [text for text in TEXTS if text in said]


def test_a_quarterly_pack_is_for_the_leaders_and_named_by_itself(
    headway: Shell, quarter: Path
) -> None:
    ran = headway("pack", "riverbend", "quarter", "--quarter", "2027-Q1")
    assert ran.out == (
        "riverbend-2027-Q1-quarterly-pack.docx: Quarterly pack: Riverbend Public Schools\n"
    )
    assert told(quarter / "riverbend-2027-Q1-quarterly-pack.docx") == [TEXTS[0], TEXTS[2]]


def test_the_partners_pack_holds_the_partners_records_too(headway: Shell, quarter: Path) -> None:
    wanted = ("--quarter", "2027-Q1", "--audience", "partner", "--to", "packs/spring.docx")
    assert headway("pack", "riverbend", "quarter", *wanted).code == 0
    assert told(quarter / "packs" / "spring.docx") == [*TEXTS]


def test_a_board_brief_holds_what_is_public_for_whomever_it_is_made(
    headway: Shell, quarter: Path
) -> None:
    wanted = ("--quarter", "2027-Q1", "--audience", "partner", "--to", "board.docx")
    assert headway("pack", "riverbend", "board", *wanted).code == 0
    assert told(quarter / "board.docx") == [TEXTS[2]]


def test_without_a_quarter_it_is_the_one_that_just_ended(headway: Shell, quarter: Path) -> None:
    assert headway("pack", "riverbend", "board").out.startswith("riverbend-2026-Q4-board-brief")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--quarter", "spring"), '"spring" is not a quarter. Write it as 2027-Q1.'),
        (("--quarter", "2027-Q2"), "2027-Q2 has not begun, so there is nothing to tell yet."),
        (("--to", "."), "cannot be written"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(
    headway: Shell, words: tuple[str, ...], says: str
) -> None:
    ran = headway("pack", "riverbend", "quarter", *words)
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert says in ran.err
