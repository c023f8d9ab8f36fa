"""Drafts of digests: who is asked to read one over, and what becomes of its card."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.audience import Audience
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Occasion, delivery_id
from bot.domain.digest import Digest
from bot.domain.draft import DigestDraft
from bot.domain.partnership import Partnership
from bot.ledger.directory import Directory
from bot.ledger.network import still_shared
from bot.ledger.outbox import to_person
from bot.ports import Transaction
from prompts.draft import waits_note

CLOSED = "draft/"
"""What the occasions begin with on which cards of drafts are changed."""
TRIED_FOR = timedelta(days=1)
"""How long a platform that is busy is asked to change a card."""


async def ask_for(tx: Transaction, directory: Directory, draft: DigestDraft) -> int:
    """Keep a draft and queue the card for its approver, both once; how many were queued."""
    await tx.add_missing(draft)
    occasion = Occasion(
        partnership=draft.partnership,
        kind=DeliveryKind.DRAFT,
        name=draft.occasion,
        at=draft.made_at,
        until=draft.until,
    )
    card = to_person(directory, directory.people[draft.approver], occasion)
    return len(await tx.add_missing(card)) if card else 0


async def card_of(tx: Transaction, draft: DigestDraft) -> Delivery | None:
    """The card by which somebody was asked to read it over, if it was sent."""
    recipient = f"person:{draft.approver}"
    key = delivery_id(draft.partnership, DeliveryKind.DRAFT, draft.occasion, recipient)
    card = await tx.get(Delivery, key)
    return card if card and card.state is DeliveryState.SENT else None


async def close_card(tx: Transaction, draft: DigestDraft, *, now: datetime) -> None:
    """Have the card say what became of the draft; the job that delivers changes it."""
    card = await card_of(tx, draft)
    if card is None:
        return
    occasion = Occasion(
        partnership=draft.partnership,
        kind=DeliveryKind.CLOSING,
        name=f"{CLOSED}{draft.occasion}",
        at=now,
        until=now + TRIED_FOR,
    )
    await tx.add_missing(occasion.changing(card))


async def waiting_draft(
    tx: Transaction, partnership: str, audience: Audience, *, week: str
) -> DigestDraft | None:
    """The draft of a week's digest for an audience, as long as it waits to be read over."""
    draft = await tx.get(DigestDraft, partnership, week, audience)
    return draft if draft and draft.is_waiting else None


async def with_waiting_note(tx: Transaction, directory: Directory, digest: Digest) -> Digest:
    """The preview of a digest; its note says so where a draft of it waits to be read over."""
    key = directory.partnership.key
    draft = await waiting_draft(tx, key, digest.audience, week=digest.week)
    zone = directory.partnership.district.timezone
    return replace(digest, note=waits_note(draft, zone)) if draft else digest


async def as_it_stands(
    tx: Transaction, partnership: Partnership, draft: DigestDraft
) -> DigestDraft:
    """The draft as it is shown: without what other districts have taken back meanwhile."""
    return replace(
        draft,
        digest=await still_shared(tx, partnership, draft.digest),
        template=await still_shared(tx, partnership, draft.template),
    )


async def drafts_on(
    tx: Transaction, deliveries: Iterable[Delivery], *, prefix: str = ""
) -> dict[str, DigestDraft]:
    """The drafts that deliveries are about, by the deliveries' ids."""
    wanted = {
        one.id: (one.partnership, *one.occasion.removeprefix(prefix).split("/"))
        for one in deliveries
    }
    found = await tx.get_all(DigestDraft, set(wanted.values()))
    drafts = {(draft.partnership, draft.week, draft.audience.value): draft for draft in found}
    return {key: drafts[about] for key, about in wanted.items() if about in drafts}
