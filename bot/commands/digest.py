"""``/digest``: the running week for the one who asks, and past digests as they were posted."""

from dataclasses import replace
from datetime import datetime

from bot.domain.audience import Audience
from bot.domain.digest import Digest, PostedDigest, Week
from bot.ledger.gathering import Reading, write_digest
from bot.messages import Message, Note, Response
from bot.rhythm import digest_moment
from bot.router import Command, Context, MisunderstoodError
from prompts.digest_formats import as_message
from prompts.words import words

FILE = "headway"
POSTED_FOR = (Audience.PARTNER, Audience.LEADERS)


async def typed(context: Context, text: str) -> Response:
    """Show the running week as this person may read it, or a past week's digest."""
    if not text:
        return Response(reply=await _preview(context))
    week = Week.parse(text)
    if week is None:
        raise _misunderstood(words(FILE).plain("digest_unknown"), text)
    posted = await _posted(context, week)
    if posted is None:
        raise _misunderstood(words(FILE).plain("digest_none", week=week), text)
    return Response(reply=as_message(posted, partner=_partner(context)))


def _misunderstood(message: str, text: str) -> MisunderstoodError:
    return MisunderstoodError(message, typed=f"/digest {text}", suggestion="/digest")


async def _preview(context: Context) -> Message:
    week, due = _running_week(context)
    reading = Reading(viewer=context.viewer, week=week, now=context.now)
    directory = await context.everybody()
    digest = await write_digest(context.tx, directory, context.tools, reading)
    message = as_message(digest, partner=_partner(context), only_you=True)
    return replace(message, blocks=(*message.blocks, _note(context, due)))


def _running_week(context: Context) -> tuple[Week, datetime | None]:
    """The week whose digest comes next, and when it is due; no moment without a digest."""
    week, partnership = Week.of(context.today), context.directory.partnership
    if partnership.digest is None:
        return week, None
    zone, days = partnership.district.timezone, context.directory.school_days
    due = digest_moment(partnership.digest, week, zone, days)
    if context.now <= due:
        return week, due
    return week.back(-1), digest_moment(partnership.digest, week.back(-1), zone, days)


def _note(context: Context, due: datetime | None) -> Note:
    if due is None:
        return Note(text=words(FILE).rich("digest_preview_plain"))
    local = due.astimezone(context.local_zone)
    return Note(text=words(FILE).rich("digest_preview", day=local.date(), at=f"{local:%H:%M}"))


async def _posted(context: Context, week: Week) -> Digest | None:
    reads = context.viewer.reads
    if reads not in POSTED_FOR:
        return None
    posted = await context.tx.get(PostedDigest, context.partnership, str(week), reads)
    return posted.digest if posted else None


async def last_posted(context: Context) -> Digest | None:
    """The last digest that was posted and that the person may read."""
    reads = context.viewer.reads
    if reads not in POSTED_FOR:
        return None
    posted = await context.tx.find(
        PostedDigest, partnership=context.partnership, audience=reads, order="-week", limit=1
    )
    return posted[0].digest if posted else None


def _partner(context: Context) -> str:
    return context.directory.partnership.partner.name


COMMAND = Command(
    word="digest",
    help="the running week, as you may read it",
    examples=("/digest", "/digest 2027-W03"),
    typed=typed,
    slash=True,
)
