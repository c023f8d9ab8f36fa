"""``/headway capture``: what may be kept out of plain words; kept by a tap, and never without."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from bot.commands import blocker, commit, helping
from bot.domain.blocker import Blocker
from bot.domain.cadence import Makes
from bot.domain.checkin import Answer, CheckIn
from bot.domain.commitment import Commitment
from bot.domain.errors import ChangeRefusedError
from bot.domain.help import Help
from bot.domain.made import MADE_FROM
from bot.domain.offer import Offer, read_offer
from bot.domain.proposing import Proposal
from bot.domain.record import Statement
from bot.domain.settled import Settled
from bot.ledger.records import look_up
from bot.messages import Message, Pressed, Response, Submitted
from bot.router import Command, Context, read_value
from bot.router.proposed import overheard, place_offering, settled_words, told_again
from bot.router.statements import place_naming
from prompts import blocker as blocker_words
from prompts import capture as said
from prompts import commit as commit_words
from prompts import helping as helping_words
from prompts.words import words

FILE = "capture"
KEPT_BY = {
    Makes.COMMITMENT: commit.COMMAND,
    Makes.BLOCKER: blocker.COMMAND,
    Makes.HELP: helping.COMMAND,
}
"""The command whose form keeps each kind: a proposal is kept exactly as it would be by hand."""


async def typed(context: Context, text: str) -> Response:
    """Propose what may be kept out of a text, which is not kept itself."""
    if not text:
        return Response(reply=said.how())
    offer = await overheard(context, text)
    if not offer.proposals:
        return Response(reply=said.nothing_found())
    return Response(reply=said.offered(await place_offering(context, offer), offer))


async def _press_keep(context: Context, event: Pressed) -> Response:
    offer, proposal = read_value(read_offer, event.value)
    answer = await _answer_of(context, proposal)
    kept = await _kept_before(context, proposal)
    if kept:
        return await _settled(context, offer, answer, reply=await _confirmed(context, kept))
    if proposal.due and proposal.due < context.today:
        raise ChangeRefusedError(words(FILE).plain("past", day=proposal.due))
    form = said.form(
        await place_offering(context, offer), offer, proposal, _fields(proposal, answer)
    )
    fields = {one.key: one.value for one in form.fields}
    response = await _save(context, event, proposal, fields)
    return await _settled(context, offer, answer, reply=response.reply)


async def _press_edit(context: Context, event: Pressed) -> Response:
    offer, proposal = read_value(read_offer, event.value)
    answer = await _answer_of(context, proposal)
    kept = await _kept_before(context, proposal)
    if kept:
        record = replace(event, value=kept.ref)
        return await KEPT_BY[proposal.kind].pressed["edit"](context, record)
    place = await place_offering(context, offer)
    return Response(form=said.form(place, offer, proposal, _fields(proposal, answer)))


async def _press_no(context: Context, event: Pressed) -> Response:
    offer, proposal = read_value(read_offer, event.value)
    answer = await _answer_of(context, proposal)
    await context.tx.add_missing(_settled_as(context, proposal.words, None))
    return await _settled(context, offer, answer)


async def _submit(context: Context, event: Submitted) -> Response:
    offer, proposal = read_value(read_offer, event.value)
    answer = await _answer_of(context, proposal)
    kept = await _kept_before(context, proposal)
    if kept:
        return Response(reply=await _confirmed(context, kept))
    response = await _save(context, event, proposal, event.fields)
    if response.errors:
        return response
    settled = await _settled(context, offer, answer, reply=response.reply)
    return replace(settled, replace=None)


async def _answer_of(context: Context, proposal: Proposal) -> Answer | None:
    """The person's own answer that a proposal was read in.

    Raises ChangeRefusedError for somebody else's.
    """
    if not proposal.origin:
        return None
    found = await look_up(context.tx, context.partnership, proposal.origin)
    if not isinstance(found, Answer) or found.by != context.person.key:
        raise ChangeRefusedError(words(FILE).plain("not_yours"))
    return found


async def _kept_before(context: Context, proposal: Proposal) -> Statement | None:
    """The record that this proposal has become already; one that was undone is none."""
    key = (context.partnership, context.person.key, proposal.once)
    settled = await context.tx.get(Settled, *key)
    found = await look_up(context.tx, context.partnership, (settled and settled.ref) or "")
    return found if isinstance(found, Statement) and not found.withdrawn else None


async def _save(
    context: Context, event: Pressed | Submitted, proposal: Proposal, fields: Mapping[str, str]
) -> Response:
    """Keep a proposal as its usual form does, and note what became of it."""
    filled = Submitted(
        sender=event.sender,
        event=event.event,
        at=event.at,
        action=event.action,
        value="",
        fields=fields,
    )
    origin = replace(context, origin=proposal.origin or None)
    response = await KEPT_BY[proposal.kind].submitted["save"](origin, filled)
    if not response.errors:
        kind, by = MADE_FROM[proposal.kind], context.person.key
        last = await context.tx.find(
            kind, partnership=context.partnership, by=by, order="-number", limit=1
        )
        await context.tx.put(_settled_as(context, proposal.once, last[0].ref))
    return response


def _settled_as(context: Context, words: str, ref: str | None) -> Settled:
    return Settled(
        partnership=context.partnership,
        person=context.person.key,
        words=words,
        at=context.now,
        ref=ref,
    )


def _fields(proposal: Proposal, answer: Answer | None) -> dict[str, str]:
    """What stands in the usual form when it is filled with a proposal."""
    return {
        "text": proposal.text,
        "due": proposal.due.isoformat() if proposal.due else "",
        "owner": proposal.person or "",
        "strategy": proposal.strategy or "",
        "audience": answer.audience.value if answer else "",
    }


async def _settled(
    context: Context, offer: Offer, answer: Answer | None, *, reply: Message | None = None
) -> Response:
    """What was done, and the message with the proposals that are still to be answered."""
    person = context.person.key
    settled = await settled_words(context.tx, context.partnership, person, offer.proposals)
    left = offer.without(settled)
    checkin = await context.tx.get(CheckIn, answer.checkin) if answer else None
    if checkin is None:
        alone = said.offered(await place_offering(context, left), left)
        return Response(reply=reply, replace=alone)
    told = await told_again(context, checkin, left)
    if offer.alone:
        told = replace(told, reply=said.offered(await place_offering(context, left), left))
    return Response(reply=reply, replace=told.reply, updates=told.updates)


async def _confirmed(context: Context, record: Statement) -> Message:
    """What was answered when it was kept."""
    if isinstance(record, Commitment):
        return commit_words.confirmed(await place_naming(context, record.owner), record)
    place = await place_naming(context, None)
    if isinstance(record, Blocker):
        return blocker_words.confirmed(place, record)
    return helping_words.confirmed(place, cast("Help", record))


COMMAND = Command(
    word="capture",
    help="find promises, what is in the way and what helps in a text of yours",
    about="tell",
    examples=(
        "/headway capture I'll share the rubric with grade 4 by Friday. No time for visits yet.",
        "/headway capture",
    ),
    typed=typed,
    pressed={"keep": _press_keep, "edit": _press_edit, "no": _press_no},
    submitted={"save": _submit},
)
