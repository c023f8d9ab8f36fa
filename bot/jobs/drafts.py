"""Drafts of digests: their cards, and what is posted when nobody has decided in time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.delivery import Delivery
from bot.domain.draft import DigestDraft, DraftState, may_approve
from bot.domain.people import Person
from bot.jobs.desk import Desk, Tally
from bot.jobs.letters import Draft, Messages
from bot.ledger.checkins import zone_of
from bot.ledger.directory import Directory, preferences_of
from bot.ledger.drafts import CLOSED, as_it_stands, close_card, drafts_on
from bot.ledger.posting import channels_for, post
from bot.ports import AtMost, Transaction
from bot.rhythm import local_day
from prompts import draft as said


async def post_unread(desk: Desk, now: datetime) -> Tally:
    """Post the template's text in the place of every draft that nobody decided on in time."""
    queued = 0
    async with desk.store.write() as tx:
        over = await tx.claim(DigestDraft, state=DraftState.WAITING, until=AtMost(now))
        directories = await desk.directories(tx, {draft.partnership for draft in over})
        for draft in over:
            queued += await _give_up(tx, directories[draft.partnership], draft, now)
    return Tally(queued=queued)


async def _give_up(tx: Transaction, directory: Directory, draft: DigestDraft, now: datetime) -> int:
    decided = draft.decided(DraftState.TEMPLATE, by=None)
    await tx.put(decided)
    await close_card(tx, decided, now=now)
    posted = decided.posted
    noted = replace(posted.digest, note=said.late_note())
    return await post(tx, directory, replace(posted, digest=noted), now=now)


async def draft_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """Cards of drafts that wait; none for somebody who is away that day, or may not read them."""
    drafts = await drafts_on(tx, chosen)
    people = [directory.people[draft.approver] for draft in drafts.values()]
    zones = await _zones(tx, directory, people, now)
    return {
        delivery: Draft(
            message=said.card(await _shown(tx, directory, draft, zones[draft.approver]))
        )
        for delivery, draft in drafts.items()
        if draft.is_waiting
        and draft.approver in zones
        and may_approve(directory.people[draft.approver], draft.audience)
    }


async def _zones(
    tx: Transaction, directory: Directory, people: Sequence[Person], now: datetime
) -> dict[str, str]:
    """The zones of those of the people who are not away, by key."""
    preferences = await preferences_of(tx, people)
    zones = {one.key: zone_of(directory, one, preferences[one.key]) for one in people}
    return {
        key: zone
        for key, zone in zones.items()
        if not preferences[key].is_away(local_day(now, zone))
    }


async def closed_drafts(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery]
) -> Messages:
    """What stands in the place of cards of drafts that are decided; nothing for other cards."""
    own = [delivery for delivery in chosen if delivery.occasion.startswith(CLOSED)]
    drafts = await drafts_on(tx, own, prefix=CLOSED)
    zone = directory.partnership.district.timezone
    return {
        delivery: Draft(message=said.card(await _shown(tx, directory, draft, zone)))
        for delivery, draft in drafts.items()
    }


async def _shown(
    tx: Transaction, directory: Directory, draft: DigestDraft, zone: str
) -> said.Shown:
    return said.Shown(
        draft=await as_it_stands(tx, directory.partnership, draft),
        channels=[channel.name for channel in channels_for(directory, draft.audience)],
        partner=directory.partnership.partner.name,
        zone=zone,
    )
