"""``/headway``: help for every word, and Undo for every record."""

from bot.domain.errors import ChangeRefusedError
from bot.domain.record import nearest
from bot.ledger.records import look_up, undo
from bot.messages import Pressed, Response
from bot.router import Command, Context, MisunderstoodError
from prompts.headway import Topic, help_message, topic_message, undone
from prompts.replies import unknown_word


async def typed(context: Context, text: str) -> Response:
    """Show every word with an example, or one word with all its examples."""
    topics = {command.word: _topic(command) for command in context.commands}
    wanted = text.strip().lower().lstrip("/")
    if not wanted:
        listed = [topic for word, topic in topics.items() if word != COMMAND.word]
        return Response(reply=help_message(context.person.first_name, listed))
    if wanted in topics:
        return Response(reply=topic_message(topics[wanted]))
    near = nearest(wanted, topics)
    suggestion = f"/headway help {near}" if near else None
    raise MisunderstoodError(unknown_word(wanted, near), typed=text, suggestion=suggestion)


def _topic(command: Command) -> Topic:
    slash = "/" if command.slash else "/headway "
    return Topic(word=f"{slash}{command.word}", help=command.help, examples=command.examples)


async def _press_undo(context: Context, event: Pressed) -> Response:
    ref, _, version = event.value.partition(":")
    record = await look_up(context.tx, context.partnership, ref)
    if record is None:
        raise ChangeRefusedError(f"There is no {ref} to undo.")
    by, at = context.person.key, context.now
    return Response(reply=undone(await undo(context.tx, record, int(version), by=by, at=at)))


COMMAND = Command(
    word="headway",
    help="show what I can do",
    examples=("/headway help", "/headway help commit"),
    typed=typed,
    pressed={"undo": _press_undo},
    slash=True,
    bare=True,
)
