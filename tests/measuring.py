"""What tests of indicators change in Riverbend's agenda."""

from dataclasses import replace

from bot.domain.agenda import Indicator
from bot.domain.partnership import Partnership
from tests.fakes import Office


async def change_indicators(office: Office, *indicators: Indicator) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        agenda = replace(partnership.agenda, indicators=indicators)
        await tx.put(replace(partnership, agenda=agenda))
