"""What the tests of the agenda share: how it stands now, and how it is put there."""

from dataclasses import replace

from bot.domain.agenda import Agenda
from bot.domain.partnership import Partnership
from tests.fakes import Office

REVISE = "/headway agenda revise "


async def agenda(office: Office) -> Agenda:
    """Riverbend's agenda as it is stored now."""
    async with office.store.read() as tx:
        partnership = await tx.get(Partnership, "riverbend")
    assert partnership is not None
    return partnership.agenda


async def put(office: Office, changed: Agenda) -> None:
    """Store another agenda behind everybody's back."""
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, agenda=changed))
