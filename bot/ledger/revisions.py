"""Revising the agenda: each revision is a record, and the agenda follows what becomes of it."""

from dataclasses import replace

from bot.domain.errors import ChangeRefusedError
from bot.domain.partnership import Partnership
from bot.domain.revision import Part, Revision, revised, words_of
from bot.ledger.records import keep
from bot.ports import Transaction


async def revise(
    tx: Transaction, partnership: Partnership, draft: Revision
) -> tuple[Revision, Partnership]:
    """Keep a revision and change the agenda by it; its draft's ``before`` does not count."""
    before = words_of(partnership.agenda, draft.part, draft.strategy)
    record = await keep(tx, replace(draft, before=before))
    return record, await _put(tx, partnership, record)


async def follow(
    tx: Transaction, partnership: Partnership, before: Revision, after: Revision
) -> Partnership:
    """Let the agenda follow a revision that was taken back, put back or worded otherwise.

    Raises ChangeRefusedError if the same part has been revised since, in chat or in the file.
    """
    if before.words == after.words:
        return partnership
    now = words_of(partnership.agenda, before.part, before.strategy)
    # A strategy can be given up whatever it is called by now.
    ends = before.part is Part.STRATEGY and not after.words and now
    if not (ends or now == before.words) or await _is_overtaken(tx, before):
        raise ChangeRefusedError(
            f"What {before.ref} is about has been revised again since then, so nothing was "
            "changed. To change it once more: /headway agenda revise"
        )
    return await _put(tx, partnership, after)


async def _is_overtaken(tx: Transaction, revision: Revision) -> bool:
    same = await tx.find(
        Revision,
        partnership=revision.partnership,
        part=revision.part,
        strategy=revision.strategy,
        withdrawn=False,
    )
    return any(other.number > revision.number for other in same)


async def _put(tx: Transaction, partnership: Partnership, revision: Revision) -> Partnership:
    agenda = revised(partnership.agenda, revision.part, revision.strategy, revision.words)
    changed = replace(partnership, agenda=agenda)
    await tx.put(changed)
    return changed
