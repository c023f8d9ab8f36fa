"""``/headway agenda``: the shared path, as the partnership wrote it down."""

from bot.messages import Response
from bot.router import Command, Context
from prompts.headway import agenda_message


async def typed(context: Context, _text: str) -> Response:
    """Show theory of action, vision, strategies and terms."""
    return Response(reply=agenda_message(context.directory.partnership))


COMMAND = Command(
    word="agenda",
    help="theory of action, strategies and the words we share",
    examples=("/headway agenda",),
    typed=typed,
)
