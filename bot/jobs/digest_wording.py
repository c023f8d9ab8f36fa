"""Wording digests: outside any transaction, several at once, and never past the time for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.domain.audience import Audience
from bot.domain.digest import Digest, PostedDigest
from bot.domain.draft import DigestDraft
from bot.domain.facts import Facts, facts
from bot.domain.material import Material
from bot.jobs.desk import Desk
from bot.jobs.digest_turn import Turn, Way
from bot.ledger.gathering import gather
from prompts.draft import nobody_note, unworded_note

log = structlog.get_logger()

AUDIENCES = (Audience.PARTNER, Audience.LEADERS)
AT_ONCE = 8
"""Of how many partnerships digests are worded at the same time."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """The digests of one turn: those to be posted now, and those to be read over before."""

    turn: Turn
    digests: tuple[PostedDigest | DigestDraft, ...]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The wording of one pass.

    ``deadline`` is told by the clock of the event loop: what has no words by then goes out as the
    template has it.
    """

    desk: Desk
    deadline: float
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    reader: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    def begun(cls, desk: Desk) -> "Wording":
        """The wording of a pass that begins now."""
        return cls(desk=desk, deadline=asyncio.get_running_loop().time() + desk.words_within)

    async def make(self, turns: Sequence[Turn]) -> list[Made]:
        """The digests of these turns. A writer that fails or takes too long holds up none."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._make(turn)) for turn in turns]
        return [task.result() for task in tasks]

    async def _make(self, turn: Turn) -> Made:
        async with self.slots:
            # One by one: connections are few, and whoever writes to the bot needs some, too.
            async with self.reader, self.desk.store.read() as tx:
                await tx.narrow(turn.schedule.partnership)
                materials = [
                    await gather(tx, turn.directory, turn.reading(audience))
                    for audience in AUDIENCES
                ]
            digests = [self._digest(turn, material) for material in materials]
            return Made(turn=turn, digests=tuple(await asyncio.gather(*digests)))

    async def _digest(self, turn: Turn, material: Material) -> PostedDigest | DigestDraft:
        told, way = facts(material), turn.way(material.audience)
        if way is Way.WORDED:
            return _posted(turn, await self._worded(told, material))
        template = await self.desk.tools.template.write(told, material)
        if way is Way.DRAFT:
            return _draft(turn, await self._worded(told, material), template)
        return _posted(turn, replace(template, note=nobody_note() if way is Way.NOBODY else ""))

    async def _worded(self, told: Facts, material: Material) -> Digest:
        """What the writer makes of it, or the template if that fails or takes too long."""
        tools = self.desk.tools
        try:
            async with asyncio.timeout_at(self.deadline):
                return await tools.writer.write(told, material)
        except TimeoutError:
            log.warning("A digest was not worded in time.", action="digest_unworded")
        except Exception:
            log.exception("A digest was not worded.", action="digest_unworded")
        return replace(await tools.template.write(told, material), note=unworded_note())


def _posted(turn: Turn, digest: Digest) -> PostedDigest:
    return PostedDigest(
        partnership=digest.partnership,
        week=digest.week,
        audience=digest.audience,
        made_at=turn.now,
        digest=digest,
    )


def _draft(turn: Turn, digest: Digest, template: Digest) -> DigestDraft:
    return DigestDraft(
        partnership=digest.partnership,
        week=digest.week,
        audience=digest.audience,
        approver=turn.plan.approve or "",
        made_at=turn.now,
        until=turn.read_over_until,
        digest=digest,
        template=template,
    )
