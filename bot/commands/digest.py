"""``/digest``: the running week for the one who asks, and past digests as they were posted."""

from dataclasses import replace

from bot.domain.audience import Audience
from bot.domain.digest import Digest, PostedDigest, Week
from bot.ledger.gathering import Reading, write_digest
from bot.messages import Note, Response
from bot.rhythm import digest_moment
from bot.router import Command, Context, MisunderstoodError
from prompts.digest_formats import as_message
from prompts.words import words

FILE = "headway"


async def typed(context: Context, text: str) -> Response:
    """Show the running week as this person may read it, or a past week's digest."""
    if not text:
        partner = context.directory.partnership.partner.name
        message = as_message(await _preview(context), partner=partner, only_you=True)
        return Response(reply=replace(message, blocks=(*message.blocks, _when(context))))
    week = Week.parse(text)
    if week is None:
        unknown = words(FILE).plain("digest_unknown")
        raise MisunderstoodError(unknown, typed=f"/digest {text}", suggestion="/digest")
    posted = await _posted(context, week)
    if posted is None:
        unknown = words(FILE).plain("digest_none", week=week)
        raise MisunderstoodError(unknown, typed=f"/digest {text}", suggestion="/digest")
    return Response(reply=as_message(posted))


def _running_week(context: Context) -> Week:
    """This week, or the next one when this week's digest has been due already."""
    week = Week.of(context.today)
    plan, zone = (
        context.directory.partnership.digest,
        context.directory.partnership.district.timezone,
    )
    if plan is None:
        return week
    due = digest_moment(plan, week, zone, context.directory.school_days)
    return week if context.now <= due else week.back(-1)


async def _preview(context: Context) -> Digest:
    reading = Reading(viewer=context.viewer, week=_running_week(context), now=context.now)
    return await write_digest(context.tx, context.directory, context.tools, reading)


def _when(context: Context) -> Note:
    plan, zone = (
        context.directory.partnership.digest,
        context.directory.partnership.district.timezone,
    )
    if plan is None:
        return Note(text=words(FILE).rich("digest_preview_plain"))
    days = context.directory.school_days
    due = digest_moment(plan, _running_week(context), zone, days)
    local = due.astimezone(context.local_zone)
    return Note(text=words(FILE).rich("digest_preview", day=local.date(), at=f"{local:%H:%M}"))


async def _posted(context: Context, week: Week) -> Digest | None:
    reads = context.viewer.reads
    if reads not in {Audience.PARTNER, Audience.LEADERS}:
        return None
    posted = await context.tx.get(PostedDigest, context.partnership, str(week), reads)
    return posted.digest if posted else None


COMMAND = Command(
    word="digest",
    help="the running week, as you may read it",
    examples=("/digest", "/digest 2027-W03"),
    typed=typed,
    slash=True,
)
