"""``headway restored``"""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.bootstrap import Headway
from bot.ports import PlatformItem
from integrations.sandbox import SandboxClock
from tests.cli.shell import Ran, Shell, keep, with_bot
from tests.fakes import MONDAY


async def it_is_monday(headway: Headway) -> None:
    """Everybody is planned, and due now."""
    clock = SandboxClock(store=headway.store)
    await clock.move_to(MONDAY - timedelta(days=1))
    await headway.tick()
    await clock.move_to(MONDAY)


def messages() -> list[PlatformItem]:
    found: list[PlatformItem] = []

    async def look(headway: Headway) -> None:
        async with headway.store.read() as tx:
            found.extend(await tx.find(PlatformItem, kind="message"))

    with_bot(look)
    return found


def restored(headway: Shell, place: Path) -> list[PlatformItem]:
    """Bring back what was there before Monday's check-ins were sent; the chat still has them."""
    with_bot(it_is_monday)
    shutil.copy(place / "headway.db", place / "backup.db")
    headway("tick")
    there = messages()
    for file in place.glob("headway.db*"):
        file.unlink()
    shutil.copy(place / "backup.db", place / "headway.db")
    keep(*there)
    return there


@pytest.mark.usefixtures("riverbend")
def test_what_was_sent_since_the_backup_is_found_and_not_sent_again(
    headway: Shell, place: Path
) -> None:
    there = restored(headway, place)
    said = (
        f"{len(there)} messages are due. Each is looked for at its platform before it is sent. "
        "Start Headway now.\n"
    )
    assert headway("restored") == Ran(0, said, "")
    headway("tick")
    assert there
    assert messages() == there


@pytest.mark.usefixtures("riverbend")
def test_what_was_not_sent_yet_is_sent(headway: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.restored.BATCH", 2)
    with_bot(it_is_monday)
    headway("restored")
    headway("tick")
    assert len(messages()) > 2
