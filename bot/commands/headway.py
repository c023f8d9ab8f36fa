"""``/headway``: help for every word, and Undo for every record."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.audience import may_see
from bot.domain.checkin import Answer, CheckIn
from bot.domain.errors import ChangeRefusedError
from bot.domain.history import Act, Deed
from bot.domain.record import Record, Statement, nearest
from bot.domain.revision import Revision
from bot.ledger.checkins import card_update
from bot.ledger.network import follow_record
from bot.ledger.records import look_up, undo, undo_promises
from bot.ledger.revisions import follow
from bot.messages import Message, Pressed, Response, Update
from bot.router import Command, Context, MisunderstoodError, read_value
from bot.router.statements import tell
from prompts.districts import how_to_name
from prompts.headway import Topic, help_message, topic_message, undone
from prompts.replies import unknown_word
from prompts.words import words

FILE = "headway"


async def typed(context: Context, text: str) -> Response:
    """Show every word with an example, or one word with all its examples."""
    topics = {command.word: _topic(command) for command in context.commands}
    wanted = text.strip().lower().lstrip("/")
    if not wanted:
        listed = [topic for word, topic in topics.items() if word != COMMAND.word]
        return Response(reply=_help(context, listed))
    if wanted in topics:
        return Response(reply=topic_message(topics[wanted]))
    near = nearest(wanted, topics)
    suggestion = f"/headway help {near}" if near else None
    typed_line = f"/headway help {text}"
    raise MisunderstoodError(unknown_word(wanted, near), typed=typed_line, suggestion=suggestion)


def _help(context: Context, topics: Iterable[Topic]) -> Message:
    """The help; whoever is in several districts reads there how to say which one is meant."""
    message = help_message(context.person.first_name, topics)
    if not context.in_several:
        return message
    how = how_to_name(len(context.persons), context.partnership)
    return replace(message, blocks=(*message.blocks, how))


def _topic(command: Command) -> Topic:
    return Topic(
        word=command.line, help=command.help, examples=command.examples, about=command.about
    )


async def _press_undo(context: Context, event: Pressed) -> Response:
    ref, _, version = event.value.partition(":")
    record = await look_up(context.tx, context.partnership, ref)
    if record is None or not may_see(context.viewer, record):
        raise ChangeRefusedError(words(FILE).plain("nothing_to_undo", ref=ref))
    by, at = context.person.key, context.now
    restored = await undo(context.tx, record, read_value(int, version), by=by, at=at)
    if isinstance(record, Revision) and isinstance(restored, Revision):
        await follow(context.tx, context.directory.partnership, record, restored)
    if restored != record and isinstance(restored, Statement):
        await follow_record(context.tx, restored, Act(deed=Deed.UNDONE, by=by, at=at))
        if not restored.withdrawn:
            await tell(context, restored)
    undoes = restored != record
    gone = await undo_promises(context.tx, record, by=by, at=at) if undoes else ()
    return Response(reply=undone(restored, gone), updates=await _card(context, restored))


async def _card(context: Context, record: Record) -> tuple[Update, ...]:
    """The change of the card of one's own check-in that this record came from."""
    if not isinstance(record, Statement) or record.came_from is None:
        return ()
    answer = await look_up(context.tx, record.partnership, record.came_from)
    if not isinstance(answer, Answer) or answer.by != context.person.key:
        return ()
    checkin = await context.tx.get(CheckIn, answer.checkin)
    return await card_update(context.tx, context.directory, checkin, now=context.now)


COMMAND = Command(
    word="headway",
    help="show what I can do",
    examples=("/headway help", "/headway help commit"),
    typed=typed,
    pressed={"undo": _press_undo},
    slash=True,
    bare=True,
    everywhere=True,
)
