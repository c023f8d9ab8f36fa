"""Nobody is named in what is kept unless they may be: every event is screened before all else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.ledger.names import Checked, keep_nobody, screened
from bot.messages import TYPES, Incoming, Pressed, Response, Said, Submitted
from bot.ports import Transaction
from bot.router.command import Context
from prompts.screening import ask, field_error


@dataclass(frozen=True, kw_only=True)
class Clear:
    """An event in which nobody is named who may not be; its markers are taken out.

    ``nobody``: the words that its writer marked as no person.
    """

    context: Context
    event: Incoming
    nobody: frozenset[str]

    async def remember(self, tx: Transaction) -> None:
        """Keep what was said to be no person, so that it is not asked again."""
        await keep_nobody(tx, self.context.person, self.nobody, now=self.context.now)


async def screen(context: Context, event: Incoming, *, is_reply: bool) -> Clear | Response:
    """The event, if it may be kept; else what its writer is asked, and nothing is stored.

    ``is_reply``: what was said is a plain reply, and no command.
    """
    partnership, by = context.directory.partnership, context.person.key
    result = await screened(context.tx, context.tools, partnership, _texts(event), by=by)
    if result.is_clear:
        clean = _with(event, [each.text for each in result.texts])
        return Clear(context=context, event=clean, nobody=result.nobody)
    if isinstance(event, Submitted):
        return _at_fields(event, result.texts)
    return _instead_of(event, result.texts[0], is_reply=is_reply)


def _texts(event: Incoming) -> list[str]:
    """All that people may have written, in a fixed order."""
    if isinstance(event, Said):
        return [event.text]
    return [event.value, *(event.fields.values() if isinstance(event, Submitted) else ())]


def _with(event: Incoming, texts: Sequence[str]) -> Incoming:
    """The event with other texts in that order."""
    if isinstance(event, Said):
        return replace(event, text=texts[0])
    if isinstance(event, Pressed):
        return replace(event, value=texts[0])
    return replace(event, value=texts[0], fields=dict(zip(event.fields, texts[1:], strict=True)))


def _at_fields(event: Submitted, texts: Sequence[Checked]) -> Response:
    """Errors at the fields; what stands in no field is told on top."""
    at = zip(("", *event.fields), texts, strict=True)
    errors = {key: field_error(each.found) for key, each in at if each.found}
    return Response(errors=errors, unkept=True)


def _instead_of(event: Said | Pressed, checked: Checked, *, is_reply: bool) -> Response:
    """What was found, with two lines that can be kept; none where nothing was to be typed."""
    typed, instead, sure = checked.text.strip(), checked.instead.strip(), checked.sure.strip()
    line = "/checkin {}" if is_reply else "{}"
    if not _is_typed(event):
        return Response(reply=ask(checked.found, typed=typed), unkept=True)
    told = ask(checked.found, typed=typed, instead=instead, sure=sure, line=line)
    return Response(reply=told, unkept=True)


def _is_typed(event: Said | Pressed) -> bool:
    """Whether it was said or pressed to the bot; neither talk among people nor another button."""
    if isinstance(event, Pressed):
        return event.action == TYPES
    return event.direct or event.text.lstrip().startswith("/")
