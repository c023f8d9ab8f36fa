"""Site days, as the commands about them share them: who may, which there are, what is changed."""

from bot.domain.audience import visible
from bot.domain.errors import ChangeRefusedError
from bot.domain.history import Act, Deed
from bot.domain.people import Side
from bot.domain.site_day import SiteDay
from bot.ledger.records import change
from bot.ledger.site_days import timed
from bot.router.command import Context, MisunderstoodError
from bot.router.statements import tell
from prompts.words import words

FILE = "siteday"
MOST_READ, MOST_NAMED = 200, 3


async def require_partner(context: Context) -> None:
    """Raise ChangeRefusedError, with whom to tell, for people of the district."""
    if context.person.side is Side.PARTNER:
        return
    people = (await context.everybody()).present
    coaches = [person.name for person in people if person.side is Side.PARTNER]
    partner = context.directory.partnership.partner.name
    message = words(FILE).plain("error.who", partner=partner, coaches=coaches[:MOST_NAMED])
    raise ChangeRefusedError(message)


def misunderstood(name: str, text: str, **values: object) -> MisunderstoodError:
    """The error with that text, which repeats what was typed behind the word."""
    message = words(FILE).plain(f"error.{name}", **values)
    return MisunderstoodError(message, typed=f"/headway siteday {text}")


async def days_shown(context: Context) -> list[SiteDay]:
    """The site days that the person may read, the last first."""
    found = await context.tx.find(
        SiteDay,
        partnership=context.partnership,
        withdrawn=False,
        order="-day",
        limit=MOST_READ,
    )
    return visible(context.viewer, found)


async def change_day(
    context: Context, before: SiteDay, after: SiteDay, deed: Deed, why: str = ""
) -> SiteDay:
    """Store what was done to a site day by one of its people, and tell the others.

    On another day, or with others who come, the brief and the question for the debrief are due
    anew. Raises ChangeRefusedError for anybody else.
    """
    if context.person.key not in before.people:
        raise ChangeRefusedError(words(FILE).plain("error.not_yours", ref=before.ref))
    if (before.day, before.coaches) != (after.day, after.coaches):
        after = await timed(context.tx, context.directory, after, now=context.now)
    act = Act(deed=deed, by=context.person.key, at=context.now, why=why)
    changed = await change(context.tx, before, after, act)
    await tell(context, changed)
    return changed
