"""``/headway people``: who belongs to the partnership."""

from dataclasses import replace

from bot.domain.audience import Audience
from bot.ledger.directory import preferences_of
from bot.messages import Response
from bot.router import Command, Context
from prompts.headway import people_message


async def typed(context: Context, _text: str) -> Response:
    """Show everybody of both sides and who is away; to the partner, who cannot be reached, too."""
    people = (await context.everybody()).present
    if context.viewer.reads is not Audience.PARTNER:
        people = [replace(person, unreachable_since=None) for person in people]
    preferences = await preferences_of(context.tx, people)
    away = {
        key: chosen.away_until
        for key, chosen in preferences.items()
        if chosen.away_until and chosen.is_away(context.today)
    }
    return Response(reply=people_message(context.directory.partnership, people, away))


COMMAND = Command(
    word="people",
    help="who belongs to the partnership, and who is away",
    examples=("/headway people",),
    typed=typed,
)
