"""Other districts of Riverbend's partner in the same workspace: same coaches, other leaders."""

from dataclasses import replace
from datetime import time
from typing import Any

from bot.domain.cadence import PortfolioPlan
from bot.domain.people import Level, Person, Side
from bot.load import PartnershipFile, load
from tests.fakes import Office, riverbend

PORTFOLIO = PortfolioPlan(channel="partner", at=time(16))


def neighbour(key: str = "hillcrest", **changes: Any) -> PartnershipFile:  # noqa: ANN401 - replace() checks them
    """A district with one leader of its own, known at the platform by ``lee-KEY``."""
    file = riverbend()
    name = f"{key.title()} Public Schools"
    told = replace(
        file.partnership,
        key=key,
        district=replace(file.partnership.district, name=name),
        schools=(),
        channels=file.partnership.channels[1:],
        digest=None,
    )
    coaches = [replace(one, partnership=key) for one in file.people if one.side is Side.PARTNER]
    return PartnershipFile(partnership=replace(told, **changes), people=(*coaches, _leader(key)))


def _leader(key: str) -> Person:
    return Person(
        partnership=key,
        key="lee",
        name="Avery Lee",
        role="superintendent",
        level=Level.DISTRICT,
        user=f"lee-{key}",
    )


def with_portfolio(file: PartnershipFile, plan: PortfolioPlan = PORTFOLIO) -> PartnershipFile:
    """The file, told of in the partner's channel together with others."""
    return replace(file, partnership=replace(file.partnership, portfolio=plan))


async def move_in(office: Office, *files: PartnershipFile) -> None:
    """Load these files."""
    async with office.store.write() as tx:
        for file in files:
            await load(tx, file, now=office.now)
