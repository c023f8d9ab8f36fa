"""Answers of a check-in: kept as they arrive, merged, edited, and made into other records."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.cadence import Makes, Question
from bot.domain.checkin import MOMENTUM, MOMENTUM_AUDIENCE, Answer, CheckIn, Momentum, says_nothing
from bot.domain.commitment import Commitment
from bot.domain.digest import PostedDigest
from bot.domain.draft import DigestDraft
from bot.domain.help import Help
from bot.domain.history import Act, Deed
from bot.domain.made import MADE_FROM
from bot.domain.people import Person
from bot.domain.record import Statement
from bot.ledger.records import change, keep
from bot.ports import AtLeast, DateFound, Transaction


@dataclass(frozen=True, kw_only=True)
class Given:
    """One answer on its way in: to which question, by whom, when, read how.

    ``text`` is the whole answer. ``added`` is what a further reply puts under an earlier one, empty
    where the answer is edited.
    """

    question: Question
    text: str
    audience: Audience
    person: Person
    now: datetime
    today: date
    find_date: Callable[[str], DateFound | None]
    added: str = ""

    def due(self, text: str) -> DateFound | None:
        """The date in a text; one that is past is not taken for the day of a promise."""
        found = self.find_date(text)
        return found if found and found.date >= self.today else None


async def answers_of(tx: Transaction, checkin: CheckIn) -> list[Answer]:
    """What was answered to a check-in, in the order of the record numbers."""
    answers = await tx.find(Answer, checkin=checkin.id, order="number")
    return [answer for answer in answers if not answer.withdrawn]


@dataclass(frozen=True, kw_only=True)
class Tap:
    """One tap: how a strategy moves, as a person sees it at a moment."""

    strategy: str
    rating: Momentum
    person: Person
    now: datetime


async def rate(tx: Transaction, checkin: CheckIn, tap: Tap) -> Answer:
    """Keep a tap for a strategy, in the place of an earlier one."""
    existing = await _existing(tx, checkin, MOMENTUM)
    if existing is None:
        draft = _draft(checkin, MOMENTUM, MOMENTUM_AUDIENCE, tap.person, tap.now)
        return await keep(tx, replace(draft, ratings={tap.strategy: tap.rating}))
    ratings = {**existing.ratings, tap.strategy: tap.rating}
    if ratings == existing.ratings:
        return existing
    return await _edit(tx, existing, replace(existing, ratings=ratings), tap.now)


async def give(tx: Transaction, checkin: CheckIn, given: Given) -> Answer | None:
    """Keep the answer to a question and what it makes; the same answer twice changes nothing.

    An empty text where nothing was answered keeps nothing. An emptied answer is withdrawn, and what
    it had made stays: closing needs somebody. A further reply makes a further record; an edited
    answer changes the one that it had made while that is open.
    """
    existing = await _existing(tx, checkin, given.question.key)
    text = given.text.strip()
    if existing is None and not text:
        return None
    if existing is None:
        draft = _draft(checkin, given.question.key, given.audience, given.person, given.now)
        answer = await keep(tx, replace(draft, text=text))
    elif (existing.text, existing.audience) == (text, given.audience):
        return existing
    else:
        edited = replace(existing, text=text, audience=given.audience, withdrawn=not text)
        answer = await _edit(tx, existing, edited, given.now)
    await _make(tx, answer, given, before=existing.text if existing else "")
    return answer


def joined(answers: list[Answer], question: str, text: str) -> str:
    """An earlier answer's text with a further reply under it."""
    before = next((answer.text for answer in answers if answer.question == question), "")
    return f"{before}\n{text}" if before and text not in before.splitlines() else before or text


def _draft(
    checkin: CheckIn, question: str, audience: Audience, person: Person, now: datetime
) -> Answer:
    return Answer(
        partnership=checkin.partnership,
        number=0,
        by=person.key,
        at=now,
        audience=audience,
        checkin=checkin.id,
        question=question,
        late=now >= checkin.closes_at,
    )


async def _existing(tx: Transaction, checkin: CheckIn, question: str) -> Answer | None:
    found = await tx.find(Answer, checkin=checkin.id, question=question)
    return next((answer for answer in found if not answer.withdrawn), None)


async def _edit(tx: Transaction, before: Answer, after: Answer, now: datetime) -> Answer:
    since = {"partnership": before.partnership, "made_at": AtLeast(before.at)}
    if await tx.count(PostedDigest, **since) or await tx.count(DigestDraft, **since):
        after = replace(after, corrected_at=now)
    return await change(tx, before, after, Act(deed=Deed.EDITED, by=before.by, at=now))


async def _make(tx: Transaction, answer: Answer, given: Given, *, before: str) -> None:
    text = _told(given.added or answer.text)
    if given.question.makes is None or not text:
        return
    kind = MADE_FROM[given.question.makes]
    found = await tx.find(kind, partnership=answer.partnership, came_from=answer.ref)
    wanted = _made(given, answer, text)
    if given.added or not found:
        await keep(tx, wanted)
    elif len(found) == 1 and found[0].is_open:
        await _remake(tx, found[0], wanted, given, before=before)


def _told(text: str) -> str:
    """The text without the lines in which there is nothing to tell."""
    lines = [line for line in text.splitlines() if not says_nothing(line)]
    return lines[0].lstrip("-*• ") if len(lines) == 1 else "\n".join(lines)


async def _remake(
    tx: Transaction, made: Statement, wanted: Statement, given: Given, *, before: str
) -> None:
    edited = replace(made, audience=wanted.audience, text=wanted.text)
    if isinstance(edited, Commitment) and isinstance(wanted, Commitment):
        # An answer that names the same day as before leaves alone a promise moved since.
        said = given.due(before)
        if wanted.due and (said is None or said.date != wanted.due):
            edited = replace(edited, due=wanted.due)
    if edited != made:
        act = Act(deed=Deed.EDITED, by=given.person.key, at=given.now)
        await change(tx, made, edited, act)


def _made(given: Given, answer: Answer, text: str) -> Statement:
    common = Statement(
        partnership=answer.partnership,
        number=0,
        by=given.person.key,
        at=given.now,
        audience=given.audience,
        text=text,
        came_from=answer.ref,
    )
    return _MAKERS[given.question.makes or Makes.HELP](given, common)


def _as_commitment(given: Given, common: Statement) -> Commitment:
    due = given.due(common.text)
    promised = replace(common, text=(due.text if due else "") or common.text)
    return Commitment(
        **vars(promised),
        owner=given.person.key,
        side=given.person.side,
        due=due.date if due else None,
    )


def _as_blocker(given: Given, common: Statement) -> Blocker:
    return Blocker(**vars(common), since=given.today)


def _as_help(given: Given, common: Statement) -> Help:
    return Help(**vars(common))


_MAKERS: dict[Makes, Callable[[Given, Statement], Statement]] = {
    Makes.COMMITMENT: _as_commitment,
    Makes.BLOCKER: _as_blocker,
    Makes.HELP: _as_help,
}
