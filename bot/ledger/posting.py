"""Posting a digest: it is kept for good and goes out once to each channel of its audience."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.audience import Audience
from bot.domain.cadence import DigestPlan
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.digest import PostedDigest, Week
from bot.domain.people import Channel
from bot.ledger.directory import Directory
from bot.ledger.network import still_shared
from bot.ledger.outbox import to_channel
from bot.ports import Transaction
from bot.rhythm import digest_moment


async def post(
    tx: Transaction, directory: Directory, posted: PostedDigest, *, now: datetime
) -> int:
    """Keep a digest and queue its posts, both once; how many were queued.

    What another district has taken back while it waited is not in it.
    """
    digest = await still_shared(tx, directory.partnership, posted.digest)
    posted = replace(posted, digest=digest)
    await tx.add_missing(posted)
    return len(await tx.add_missing(*_posts(directory, posted, now)))


def channels_for(directory: Directory, audience: Audience) -> list[Channel]:
    """The channels that the digest of an audience is posted to."""
    partnership = directory.partnership
    keys = partnership.digest.post_to if partnership.digest else ()
    channels = (partnership.channel(key) for key in dict.fromkeys(keys))
    return [each for each in channels if each and each.audience is audience]


def _posts(directory: Directory, posted: PostedDigest, now: datetime) -> Sequence[Delivery]:
    """One for each channel; one that cannot go out gives way to the next digest."""
    occasion = Occasion(
        partnership=posted.partnership, kind=DeliveryKind.DIGEST, name=posted.week, at=now
    )
    channels = channels_for(directory, posted.audience)
    posts = [to_channel(directory, channel, occasion) for channel in channels]
    over = _next_moment(directory, posted.week)
    return [replace(one, expires_at=over) for one in posts if one]


def _next_moment(directory: Directory, week: str) -> datetime | None:
    """When the digest of the week after that is due."""
    found, partnership = Week.parse(week), directory.partnership
    plan, zone = partnership.digest or DigestPlan(), partnership.district.timezone
    return digest_moment(plan, found.back(-1), zone, directory.school_days) if found else None
