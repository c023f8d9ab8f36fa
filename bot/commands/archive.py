"""``/digest list``: the digests that were posted, for whom they were written."""

from bot.domain.audience import Audience
from bot.domain.digest import PostedDigest, Week
from bot.messages import Message
from bot.ports import Below
from bot.router import Context
from prompts.archive import Shelf, nobody, shelf_message

SHOWN = 8
AFTER_ALL = "9999-W99"
POSTED_FOR = (Audience.PARTNER, Audience.LEADERS)


async def archive(context: Context, before: Week | None) -> Message:
    """The digests of the person's own audience, all or those before a week, the latest first."""
    reads = context.viewer.reads
    if reads not in POSTED_FOR:
        return nobody()
    found = await context.tx.find(
        PostedDigest,
        partnership=context.partnership,
        audience=reads,
        week=Below(str(before) if before else AFTER_ALL),
        order="-week",
        limit=SHOWN + 1,
    )
    named = [(week, posted) for posted in found if (week := Week.parse(posted.week))]
    return shelf_message(Shelf(digests=named[:SHOWN], before=before, more=len(named) > SHOWN))
