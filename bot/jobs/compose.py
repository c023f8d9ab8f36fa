"""Composing: what each delivery says, made at the moment it is sent."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from bot.domain.audience import may_see
from bot.domain.blocker import Blocker
from bot.domain.cadence import DigestPlan
from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.digest import PostedDigest
from bot.domain.history import Change
from bot.domain.people import Person
from bot.domain.record import Record
from bot.domain.site_day import SiteDay
from bot.domain.visit import Visit
from bot.domain.walkthrough import Walkthrough
from bot.jobs.capture import proposal_messages
from bot.jobs.desk import Desk
from bot.jobs.drafts import closed_drafts, draft_messages
from bot.jobs.handovers import handover_messages
from bot.jobs.letters import Composer, Draft, Letter, Messages, better_moment
from bot.jobs.naming import naming_districts
from bot.jobs.packs import pack_messages
from bot.jobs.pictures import illustrated, picture_messages
from bot.jobs.portfolio import portfolio_messages
from bot.jobs.site_days import brief_messages, debrief_messages
from bot.jobs.surveys import closed_cards, survey_messages
from bot.ledger.checkins import checkin_of, usual_time, views
from bot.ledger.directory import Directory, preferences_of
from bot.ledger.network import still_shared
from bot.ledger.records import look_up
from bot.messages import Message
from bot.ports import Address, OneOf, Transaction
from prompts.blocker import notice as blocker_notice
from prompts.checkin import CheckInView, checkin_card, reminder_card
from prompts.commit import notice as commitment_notice
from prompts.digest_formats import as_message
from prompts.siteday import notice as site_day_notice
from prompts.statement import Place
from prompts.visit import notice as visit_notice
from prompts.walkthrough import notice as walkthrough_notice


async def compose(
    desk: Desk, tx: Transaction, deliveries: Sequence[Delivery], now: datetime
) -> dict[str, Letter]:
    """A letter for every delivery, by its id, in a few queries per kind and partnership.

    One that cannot be worded raises what is wrong with it, for all of them: see ``worded``.
    """
    directories = await _directories(desk, tx, deliveries)
    messages: Messages = {}
    for key, directory in directories.items():
        for kind, composer in _COMPOSERS.items():
            chosen = [d for d in deliveries if (d.partnership, d.kind) == (key, kind)]
            if chosen:
                messages |= await composer(tx, directory, chosen, now)
            if kind is DeliveryKind.DIGEST and desk.tools.drawing:
                messages |= await illustrated(tx, directory, chosen, messages, now)
    messages = await naming_districts(tx, directories, deliveries, messages)
    return {d.id: _letter(d, directories.get(d.partnership), messages) for d in deliveries}


async def addressed(
    desk: Desk, tx: Transaction, deliveries: Sequence[Delivery]
) -> dict[str, Letter]:
    """A letter for every delivery, by its id, that says where it goes and not what it says."""
    directories = await _directories(desk, tx, deliveries)
    return {d.id: _letter(d, directories.get(d.partnership), {}) for d in deliveries}


async def _directories(
    desk: Desk, tx: Transaction, deliveries: Sequence[Delivery]
) -> dict[str, Directory]:
    """The directories, with nobody in them but who is asked where nothing else is sent.

    So a wave of check-ins costs the same however many people a district has.
    """
    whole = {each.partnership for each in deliveries if each.kind not in _ABOUT_READERS}
    people = {
        (each.partnership, each.to_person)
        for each in deliveries
        if each.to_person and each.partnership not in whole
    }
    return await desk.directories(tx, whole) | await desk.directories_of(tx, people)


def _letter(delivery: Delivery, directory: Directory | None, messages: Messages) -> Letter:
    to = _address(delivery, directory) if directory else None
    return Letter(delivery=delivery, draft=messages.get(delivery.id), to=to)


def _address(delivery: Delivery, directory: Directory) -> Address | None:
    if delivery.to_person:
        person = directory.people.get(delivery.to_person)
        return directory.address(person) if person and not person.left else None
    channel = directory.partnership.channel(delivery.to_channel or "")
    workspace = channel and directory.partnership.workspace(channel.workspace)
    return Address(workspace=workspace, channel=channel.id) if channel and workspace else None


async def _closings(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """Cards that say that they are closed; one that was answered meanwhile says so already."""
    wanted = {delivery.id: checkin_of(delivery) for delivery in chosen}
    found = await tx.find(
        CheckIn,
        id=OneOf(tuple(wanted.values())),
        state=CheckInState.CLOSED,
        answered_at=None,
    )
    shown = await views(tx, directory, found, now=now)
    cards = {checkin: checkin_card(view) for checkin, view in shown.items()}
    closed = {
        delivery: Draft(message=cards[checkin])
        for delivery, checkin in wanted.items()
        if checkin in cards
    }
    closed |= await closed_drafts(tx, directory, chosen)
    return closed | await closed_cards(tx, directory, chosen)


async def _checkin_messages(
    card: Callable[[CheckInView], Message],
    tx: Transaction,
    directory: Directory,
    chosen: Sequence[Delivery],
    now: datetime,
) -> Messages:
    wanted = {delivery.id: checkin_of(delivery) for delivery in chosen}
    found = await tx.find(CheckIn, id=OneOf(tuple(wanted.values())), state=CheckInState.OPEN)
    shown = await views(tx, directory, found, now=now)
    preferences = await preferences_of(tx, [view.person for view in shown.values()])
    drafts: Messages = {}
    for delivery, checkin in wanted.items():
        view = shown.get(checkin)
        if view and not (card is reminder_card and view.checkin.is_answered):
            at = usual_time(directory, view.checkin, preferences[view.person.key])
            better = better_moment(directory, now, zone=view.zone, at=at)
            drafts[delivery] = Draft(message=card(view), wait_until=better)
    return drafts


async def _digest_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    messages: Messages = {}
    partner, zone = directory.partnership.partner.name, directory.partnership.district.timezone
    plan = directory.partnership.digest or DigestPlan()
    better = better_moment(directory, now, zone=zone, at=plan.at)
    for delivery in chosen:
        channel = directory.partnership.channel(delivery.to_channel or "")
        audience = channel.audience if channel else None
        posted = await tx.get(PostedDigest, delivery.partnership, delivery.occasion, audience)
        if posted:
            digest = await still_shared(tx, directory.partnership, posted.digest)
            message = as_message(digest, partner=partner)
            messages[delivery.id] = Draft(message=message, wait_until=better)
    return messages


async def _notices(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], _now: datetime
) -> Messages:
    """Notices say what the record says now; none goes to somebody who may not see it any more."""
    messages: Messages = {}
    for delivery in chosen:
        ref, _, version = delivery.occasion.partition(".")
        record = await look_up(tx, delivery.partnership, ref)
        made = await tx.get(Change, delivery.partnership, ref, int(version))
        person = directory.people.get(delivery.to_person or "")
        if not (record and made and person) or record.withdrawn:
            continue
        notice = _notice(directory, record, made, person)
        if notice and may_see(person.viewer, record):
            messages[delivery.id] = Draft(message=notice)
    return messages


def _notice(directory: Directory, record: Record, made: Change, person: Person) -> Message | None:
    if isinstance(record, Walkthrough):
        place = Place(
            reader=person.key,
            partnership=directory.partnership,
            name=directory.name,
            readers=directory.readers,
        )
        return walkthrough_notice(place, record, made)
    words = _NOTICES.get(type(record))
    return words(record, made, who=directory.name(made.by), to=person.key) if words else None


_NOTICES: Mapping[type[Record], Callable[..., Message]] = {
    Commitment: commitment_notice,
    Blocker: blocker_notice,
    SiteDay: site_day_notice,
    Visit: visit_notice,
}
"""How a notice of each type is worded; of the others nobody is told."""

_ABOUT_READERS = {DeliveryKind.CHECK_IN, DeliveryKind.REMINDER}
"""Kinds that name nobody but who reads them."""

_COMPOSERS: dict[DeliveryKind, Composer] = {
    DeliveryKind.CHECK_IN: partial(_checkin_messages, checkin_card),
    DeliveryKind.REMINDER: partial(_checkin_messages, reminder_card),
    DeliveryKind.CLOSING: _closings,
    DeliveryKind.DIGEST: _digest_messages,
    DeliveryKind.DRAFT: draft_messages,
    DeliveryKind.NOTICE: _notices,
    DeliveryKind.BRIEF: brief_messages,
    DeliveryKind.DEBRIEF: debrief_messages,
    DeliveryKind.SURVEY: survey_messages,
    DeliveryKind.PROPOSAL: proposal_messages,
    DeliveryKind.HANDOVER: handover_messages,
    DeliveryKind.PICTURE: picture_messages,
    DeliveryKind.PACK: pack_messages,
    DeliveryKind.PORTFOLIO: portfolio_messages,
}
