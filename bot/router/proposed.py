"""What may be proposed to somebody out of their own words, and where it is shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.audience import Audience
from bot.domain.cadence import Makes
from bot.domain.checkin import Answer, CheckIn
from bot.domain.made import MADE_FROM
from bot.domain.offer import Offer, offer
from bot.domain.proposing import Proposal, is_said_in, proposals
from bot.domain.record import Statement
from bot.domain.settled import Settled
from bot.domain.to_capture import ToCapture
from bot.domain.typed import read_marks
from bot.ledger.checkins import card_update, view
from bot.ledger.directory import Directory
from bot.messages import Response
from bot.ports import Transaction
from bot.router.command import Context
from prompts.capture import with_offer
from prompts.checkin import checkin_card, receipt
from prompts.statement import Place

_WORD = re.compile(r"[\w-]+")
_KIND_OF = {record: kind for kind, record in MADE_FROM.items()}


@dataclass(frozen=True, kw_only=True)
class Told:
    """Words that somebody just said in an answer, and what the answer makes by itself."""

    answer: Answer
    text: str
    makes: Makes | None = None


async def understood(
    context: Context, found: Iterable[Proposal], *, known: Sequence[Statement] = ()
) -> list[Proposal]:
    """The proposals with people, days and strategies looked up, those with a day first.

    Left out are promises of somebody whom nobody knows, what the person has answered before, and
    what ``known`` records say already.
    """
    made = [one for each in found if (one := await _looked_up(context, each))]
    settled = await settled_words(context.tx, context.partnership, context.person.key, made)
    once = {one.words: one for one in made if one.words not in settled}.values()
    new = [one for one in once if not _is_known(one, known)]
    return sorted(new, key=lambda one: one.kind is Makes.COMMITMENT and one.due is None)


async def settled_words(
    tx: Transaction, partnership: str, person: str, made: Iterable[Proposal]
) -> set[str]:
    """The words among these proposals that the person has answered: no, or yes in this answer."""
    wanted = list(made)
    if not wanted:
        return set()
    hashes = {each for one in wanted for each in (one.words, one.once)}
    rows = await tx.get_all(Settled, [(partnership, person, each) for each in sorted(hashes)])
    found = {row.words for row in rows}
    return {one.words for one in wanted if found & {one.words, one.once}}


async def _looked_up(context: Context, found: Proposal) -> Proposal | None:
    strategy, text = _strategy(context, found.text)
    person = await context.find_person(found.person) if found.person else context.person
    if person is None:
        return None
    owner = person.key if person != context.person else None
    made = replace(found, text=text, person=owner, strategy=strategy)
    if made.kind is not Makes.COMMITMENT:
        return made
    day = context.find_date(text)
    if day is None or day.date < context.today or not day.text:
        return made
    return replace(made, text=day.text, due=day.date)


def _strategy(context: Context, text: str) -> tuple[str | None, str]:
    """The strategy that a text names by its tag, key or name, and the text without the tag."""
    current = context.directory.partnership.agenda.current
    spoken = f" {' '.join(_WORD.findall(text.lower()))} "
    marks = read_marks(text, "#")
    named = [
        one.key
        for one in current
        if any(
            f" {words} " in spoken
            for words in (one.key, one.key.replace("-", " "), one.name.lower())
        )
    ]
    tagged = len(marks.tags) == 1 and marks.tags[0].lower() in named
    return (named[0] if len(named) == 1 else None), marks.text if tagged else text


def _is_known(proposal: Proposal, known: Iterable[Statement]) -> bool:
    return any(
        _KIND_OF.get(type(record)) is proposal.kind and is_said_in(proposal.text, record.text)
        for record in known
    )


async def answered(context: Context, checkin: CheckIn, told: Sequence[Told]) -> Response:
    """The reply to answers: the receipt, or the card, with what is proposed out of them."""
    found: list[Proposal] = []
    for each in told:
        ref = each.answer.ref
        read = [replace(one, origin=ref) for one in proposals(each.text)]
        found += [one for one in read if one.kind is not each.makes]
        await _let_a_model_look(context, each.answer)
    known = await _known(context, checkin) if found else ()
    wanted = found if context.preferences.proposals else ()
    new = await understood(context, wanted, known=known)
    return await told_again(context, checkin, offer(new, alone=False))


async def _known(context: Context, checkin: CheckIn) -> list[Statement]:
    """What the answers made by themselves, and what the person has promised already."""
    shown = await view(context.tx, context.directory, checkin, now=context.now)
    return [one for one in (*shown.made, *shown.promises) if isinstance(one, Statement)]


async def told_again(context: Context, checkin: CheckIn, offered: Offer) -> Response:
    """What is told of a check-in: a receipt where its card changes in its place, else the card."""
    shown = await view(context.tx, context.directory, checkin, now=context.now)
    updates = await card_update(context.tx, context.directory, checkin, now=context.now)
    head = receipt(shown) if updates and shown.answers else checkin_card(shown)
    place = await place_offering(context, offered)
    return Response(reply=with_offer(head, place, offered), updates=updates)


async def overheard(context: Context, text: str) -> Offer:
    """What may be proposed out of words that are kept nowhere."""
    return offer(await understood(context, proposals(text)))


async def place_offering(context: Context, offered: Offer) -> Place:
    """The place that the prompts word an offer for, with the people who promise in it."""
    keys = {one.person for one in offered.proposals if one.person}
    people = {key: person for key in keys if (person := await context.somebody(key))}
    return place_among(replace(context.directory, people=people), context.person.key)


def place_among(directory: Directory, reader: str) -> Place:
    """The place of a reader in a directory that knows whoever is to be named."""
    return Place(
        reader=reader,
        partnership=directory.partnership,
        name=directory.name,
        readers=directory.readers,
    )


async def _let_a_model_look(context: Context, answer: Answer) -> None:
    """Let a job ask a model for what the rules missed, where that was agreed to."""
    use = context.directory.partnership.model
    agreed = context.tools.model and use and use.capture and context.preferences.proposals
    if agreed and answer.audience is not Audience.SELF and answer.text:
        waiting = ToCapture(
            partnership=context.partnership,
            answer=answer.ref,
            version=answer.version,
            person=context.person.key,
            at=context.now,
        )
        await context.tx.put(waiting)
