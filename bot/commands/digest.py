"""``/digest``: the running week for the one who asks, and past digests as they were posted."""

from dataclasses import replace
from datetime import datetime

from bot.commands.archive import POSTED_FOR, archive
from bot.domain.digest import Digest, PostedDigest, Week
from bot.ledger.drafts import waiting_draft
from bot.ledger.gathering import Reading, running_week, write_digest
from bot.messages import Message, Note, Response
from bot.router import Command, Context, MisunderstoodError
from prompts.digest_formats import as_message
from prompts.words import words

FILE = "headway"


async def typed(context: Context, text: str) -> Response:
    """Show the running week as this person may read it, a past week's digest, or a list of all."""
    if not text:
        return Response(reply=await _preview(context))
    word, _, rest = text.partition(" ")
    if word == "list" and (not rest or Week.parse(rest)):
        return Response(reply=await archive(context, Week.parse(rest)))
    week = Week.parse(text)
    if week is None:
        raise _misunderstood(words(FILE).plain("digest_unknown"), text)
    return Response(reply=await _of_week(context, week, text))


async def _of_week(context: Context, week: Week, text: str) -> Message:
    """The digest of a week; a preview as long as it waits to be read over."""
    posted = await _posted(context, week)
    if posted:
        return as_message(posted, partner=_partner(context))
    if await _waits(context, week):
        return await _preview_of(context, week)
    raise _misunderstood(words(FILE).plain("digest_none", week=week), text)


def _misunderstood(message: str, text: str) -> MisunderstoodError:
    return MisunderstoodError(message, typed=f"/digest {text}", suggestion="/digest")


async def _preview(context: Context) -> Message:
    """The running week; the one before it as long as that waits to be read over."""
    week, due = running_week(context.directory, today=context.today, now=context.now)
    if await _waits(context, week.back()):
        return await _preview_of(context, week.back())
    message = await _preview_of(context, week)
    return replace(message, blocks=(*message.blocks, _note(context, due)))


async def _preview_of(context: Context, week: Week) -> Message:
    reading = Reading(viewer=context.viewer, week=week, now=context.now)
    directory = await context.everybody()
    digest = await write_digest(context.tx, directory, context.tools, reading)
    return as_message(digest, partner=_partner(context), only_you=True)


async def _waits(context: Context, week: Week) -> bool:
    """Whether the digest of that week that this person may read waits to be read over."""
    reads = context.viewer.reads
    if reads not in POSTED_FOR:
        return False
    return await waiting_draft(context.tx, context.partnership, reads, week=str(week)) is not None


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
    help="the running week, as you may read it, and past ones",
    examples=("/digest", "/digest 2027-W03", "/digest list"),
    typed=typed,
    slash=True,
)
