"""Years of a lively partnership: what it asked, what it was told, and how each thing ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker, BlockerState
from bot.domain.checkin import MOMENTUM, Answer, CheckIn, CheckInState, Momentum, checkin_id
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.digest import Digest, Line, PostedDigest, Week
from bot.domain.help import Help
from bot.domain.history import Change, Deed
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.record import Record
from bot.ports.store import Stored
from tests import builders, evidence

WEEK = Week.of(builders.TODAY)
"""The last week that there are records of."""

ANSWERED = timedelta(hours=3)
OPEN_FOR = timedelta(weeks=2)
AUDIENCES = (Audience.PARTNER, Audience.LEADERS)


def records(partnership: Partnership, people: Sequence[Person], weeks: int) -> Iterator[Stored]:
    """What was kept in so many weeks. What a week holds does not depend on those before it."""
    for back in range(weeks - 1, -1, -1):
        for place, person in enumerate(people):
            number = (weeks - 1 - back) * len(people) + place + 1
            turn = Turn(partnership=partnership, person=person, number=number, back=back)
            yield from turn.records()
        if back:
            yield from (_posted(partnership, WEEK.back(back), reads) for reads in AUDIENCES)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One person in one week. ``number`` counts the turns, ``back`` the weeks up to the last."""

    partnership: Partnership
    person: Person
    number: int
    back: int

    @property
    def asked(self) -> datetime:
        """The moment of the check-in."""
        return builders.MONDAY - timedelta(weeks=self.back)

    @property
    def checkin(self) -> str:
        """Its id."""
        cadence = self.partnership.cadences[0].key
        return checkin_id(self.partnership.key, cadence, self.asked.date(), self.person.key)

    def records(self) -> Iterator[Stored]:
        """The check-in, and what three of four say to it."""
        answered = self.number % 4 != 0
        yield self._asking(answered=answered)
        if not answered:
            return
        said = (*self._answers(), self._promise(), self._blocker(), self._help())
        for record in (*said, *self._evidence()):
            yield record
            yield _made(record)
            if not record.is_open if isinstance(record, Commitment | Blocker) else False:
                yield replace(_made(record), version=2, deed=Deed.CLOSED, at=self._ended)

    @property
    def _told(self) -> datetime:
        return self.asked + ANSWERED

    @property
    def _ended(self) -> datetime:
        return self._told + OPEN_FOR

    @property
    def _is_over(self) -> bool:
        return self._ended < builders.FRIDAY

    def _asking(self, *, answered: bool) -> CheckIn:
        return builders.checkin(
            self.person.key,
            id=self.checkin,
            period=self.asked.date(),
            asked_at=self.asked,
            closes_at=self.asked + timedelta(days=4),
            answered_at=self._told if answered else None,
            state=CheckInState.CLOSED if self.back else CheckInState.OPEN,
        )

    def _answers(self) -> Iterator[Answer]:
        first = (self.number - 1) * 4 + 1
        for number, question in enumerate(("where", "in-the-way", "helping", MOMENTUM), first):
            taps = {"data-teams": Momentum(1 + number % 4), "student-talk": Momentum.STEADY}
            yield builders.answer(
                number,
                by=self.person.key,
                at=self._told,
                checkin=self.checkin,
                question=question,
                text="" if question == MOMENTUM else f"what there is to say in turn {number}",
                ratings=taps if question == MOMENTUM else {},
            )

    def _promise(self) -> Commitment:
        who = self.person.key
        open_one = builders.commitment(
            self.number, owner=who, by=who, at=self._told, due=(self._told + OPEN_FOR).date()
        )
        kept = replace(open_one, state=CommitmentState.KEPT, closed_at=self._ended, closed_by=who)
        return kept if self._is_over else open_one

    def _blocker(self) -> Blocker:
        who = self.person.key
        open_one = builders.blocker(self.number, by=who, at=self._told, since=self._told.date())
        over = replace(open_one, state=BlockerState.CLEARED, closed_at=self._ended, closed_by=who)
        return over if self._is_over else open_one

    def _help(self) -> Help:
        return builders.help_(self.number, by=self.person.key, at=self._told)

    def _evidence(self) -> Iterator[Record]:
        """What this person sees, visits, meets and reads in the week."""
        told = {"at": self._told, "by": self.person.key, "day": self._told.date()}
        yield evidence.walked(self.number, evidence.found("reasoning", self.number % 6, 5), **told)
        yield evidence.visit(self.number, visitors=(self.person.key,), school="marsh", **told)
        yield evidence.meeting(self.number, (1 + self.number % 4, 3), **told)
        yield evidence.reading(self.number, value=self.number % 100, **told)
        yield evidence.site_day(self.number, **told)


def _made(record: Record) -> Change:
    return Change(
        partnership=record.partnership,
        ref=record.ref,
        version=1,
        deed=Deed.MADE,
        by=record.by,
        at=record.at,
        before={},
        after={"number": record.number, "by": record.by},
    )


def _posted(partnership: Partnership, week: Week, audience: Audience) -> PostedDigest:
    digest = Digest(
        partnership=partnership.key,
        week=str(week),
        audience=audience,
        writer="template",
        headline=Line(text="What there was to tell."),
        sections=(),
    )
    return PostedDigest(
        partnership=partnership.key,
        week=str(week),
        audience=audience,
        made_at=builders.FRIDAY,
        digest=digest,
    )
