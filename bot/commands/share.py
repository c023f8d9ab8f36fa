"""``/headway share``: tell the partner's other districts, in words that name nobody."""

from bot.commands.reading_over import no_names, reading_over
from bot.domain.audience import Audience
from bot.domain.errors import ChangeRefusedError
from bot.domain.help import Help
from bot.domain.history import Act, Deed
from bot.domain.network import Network, Shared, may_take_back, network_of
from bot.domain.record import Statement, parse_ref
from bot.domain.typed import split_first
from bot.ledger.network import SHAREABLE, Sharing, of_this_district, share, shared_of, take_back
from bot.ledger.records import keep
from bot.messages import Pressed, Response, Submitted
from bot.router import Command, Context
from bot.router.statements import form_draft, text_error
from bot.router.understand import the_record
from prompts import share as said


async def typed(context: Context, text: str) -> Response:
    """Open the form for a record or for one's own words; show or take back what is shared."""
    verb, rest = split_first(text)
    if verb == "list" and not rest:
        return Response(reply=said.listed(await of_this_district(context.tx, context.person)))
    if verb == "back" and parse_ref(rest):
        return await _taken_back(context, rest)
    _network(context)
    if not verb:
        return Response(reply=said.how())
    if parse_ref(text):
        return await _opened(context, text, typed=f"/headway share {text}")
    return Response(form=await reading_over(context, text))


async def _opened(context: Context, ref: str, *, typed: str = "") -> Response:
    record = await _own(context, ref, typed=typed)
    return Response(form=await reading_over(context, record.text, source=record.ref))


async def _own(context: Context, ref: str, *, typed: str = "") -> Statement:
    """The person's own record that may be shared, and is not yet."""
    parsed = parse_ref(ref)
    kind = next((each for each in SHAREABLE if parsed and parsed[0] == each.LETTER), None)
    if kind is None:
        raise ChangeRefusedError(said.error("kind", ref=ref))
    record = await the_record(context, kind, ref, typed=typed)
    if record.by != context.person.key:
        raise ChangeRefusedError(said.error("whose", ref=record.ref))
    shared = await shared_of(context.tx, record)
    if shared:
        raise ChangeRefusedError(said.error("shared", ref=record.ref, shared=shared.ref))
    return record


async def _press_open(context: Context, event: Pressed) -> Response:
    _network(context)
    return await _opened(context, event.value)


async def _submit(context: Context, event: Submitted) -> Response:
    """Share it, unless it says nothing, or names somebody or a school."""
    network = _network(context)
    filled = form_draft(context, event, kind="help")
    errors = text_error(filled) or await no_names(context, filled.text)
    if errors:
        return Response(errors=errors, unkept=True)
    record = await _own(context, event.value) if event.value else await _practice(context, filled)
    name = context.directory.partnership.district.name
    sharing = Sharing(
        record=record,
        text=filled.text,
        strategy=await _strategy(context, record),
        shown=name if event.fields.get("shown") == said.WITH_NAME else "",
    )
    shared = await share(context.tx, network, sharing, _act(context))
    return Response(reply=said.shared_message(shared))


async def _practice(context: Context, filled: Statement) -> Statement:
    """A practice that was written for the others: it is kept here as what helps."""
    draft = Help(**{**vars(filled), "audience": Audience.NETWORK})
    return await keep(context.tx, draft)


async def _strategy(context: Context, record: Statement) -> str:
    """What others may call its strategy; nothing where that names somebody or a school."""
    name = context.directory.partnership.agenda.strategy_name(record.strategy) or ""
    return "" if await no_names(context, name) else name


async def _press_back(context: Context, event: Pressed) -> Response:
    return await _taken_back(context, event.value)


async def _taken_back(context: Context, ref: str) -> Response:
    """Take it out of the network; twice does nothing more."""
    shared = await _shared(context, ref)
    if shared is None or not may_take_back(context.person, shared):
        raise ChangeRefusedError(said.error("back", ref=ref))
    if shared.stands:
        await take_back(context.tx, shared, _act(context))
    return Response(reply=said.taken_back(shared))


async def _shared(context: Context, ref: str) -> Shared | None:
    """What this district shares under a number, though the partner was called otherwise then.

    What stands comes before what was taken back, and the partner's network of today before others.
    """
    parsed, network = parse_ref(ref), network_of(context.directory.partnership)
    if parsed is None or parsed[0] != Shared.LETTER:
        return None
    found = await context.tx.find(Shared, partnership=context.partnership, number=parsed[1])
    return min(found, key=lambda one: (not one.stands, one.network != network), default=None)


def _network(context: Context) -> Network:
    """The partner's network. Raises ChangeRefusedError where nobody can tell which that is."""
    network = network_of(context.directory.partnership)
    if network is None:
        raise ChangeRefusedError(said.error("network"))
    return network


def _act(context: Context) -> Act:
    return Act(deed=Deed.EDITED, by=context.person.key, at=context.now)


COMMAND = Command(
    word="share",
    help="tell the partner's other districts what helps, in words that name nobody",
    about="tell",
    examples=(
        "/headway share principals sit in for the first ten minutes",
        "/headway share H-4",
        "/headway share list",
    ),
    typed=typed,
    pressed={"open": _press_open, "back": _press_back},
    submitted={"save": _submit},
)
