"""Finding what a picture is made of, as its readers may see it."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from bot.domain.agenda import Agenda, Indicator, LookFor
from bot.domain.audience import Audience, Viewer, visible
from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.coverage import coverage, goal, school_year
from bot.domain.data_team import DataTeam
from bot.domain.delivery import Delivery
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.picture import Picture, Worded
from bot.domain.picture_blockers import draw_blockers
from bot.domain.picture_coverage import draw_coverage
from bot.domain.picture_measured import draw_fidelity, draw_indicator, draw_look_for
from bot.domain.picture_momentum import WEEKS, draw_momentum
from bot.domain.picture_promises import draw_promises
from bot.domain.reading import Reading
from bot.domain.record import Record
from bot.domain.visit import Visit
from bot.domain.walkthrough import Walkthrough
from bot.ledger.directory import Directory
from bot.ledger.files import MadeFile, keep_file
from bot.messages import File
from bot.ports import AtLeast, Between, Store, Transaction
from bot.ports.drawing import Drawing
from bot.rhythm import local_day
from prompts import chart as said
from prompts.chart_words import MOMENTUM, Names, Subject

PNG = "image/png"

R = TypeVar("R", bound=Record)
S = TypeVar("S", Walkthrough, DataTeam, Reading)


class About(StrEnum):
    """What can be drawn; the last two are of one indicator or one look-for."""

    MOMENTUM = "momentum"
    PROMISES = "promises"
    BLOCKERS = "blockers"
    COVERAGE = "coverage"
    FIDELITY = "fidelity"
    LOOK_FOR = "look-for"
    INDICATOR = "indicator"

    @property
    def by_school(self) -> bool:
        """Whether it can be drawn of one school alone."""
        return self in {About.FIDELITY, About.LOOK_FOR, About.INDICATOR}

    def known(self, agenda: Agenda) -> tuple[Indicator, ...] | tuple[LookFor, ...] | None:
        """What it can be of; None where it needs no name."""
        if self is About.LOOK_FOR:
            return agenda.look_fors
        return agenda.indicators if self is About.INDICATOR else None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What to draw: ``name`` is the key of an indicator or a look-for; of one school or of all."""

    about: About
    name: str = ""
    school: str | None = None

    @property
    def written(self) -> str:
        """As it stands in the name of an occasion; ``read`` reads it."""
        return "|".join((self.about, self.name, self.school or ""))

    @classmethod
    def read(cls, written: str) -> "Wanted":
        """What was written."""
        about, name, school = written.split("|")
        return cls(about=About(about), name=name, school=school or None)


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """A picture with its words, before anybody draws it; ``name`` is what its file is called."""

    name: str
    audience: Audience
    picture: Picture
    said: Worded


@dataclass(frozen=True, kw_only=True)
class Blank:
    """Nothing to draw: why, and how that would begin."""

    why: str
    begin: str


async def sketch(
    tx: Transaction, directory: Directory, audience: Audience, wanted: Wanted, *, now: datetime
) -> Sketch | Blank:
    """What is wanted, as everybody of that audience may see it.

    What only some of the audience may see does not count: pictures are passed on. ``directory``
    needs no people in it.
    """
    partnership = directory.partnership
    source = _Source(tx=tx, partnership=partnership, viewer=partnership.reader(audience), now=now)
    readers = _readers(directory, audience)
    picture, subject = await source.drawn(wanted)
    if not picture.panels:
        school = partnership.school_name(wanted.school)
        why = said.nothing(picture, subject, school=school, readers=readers)
        return Blank(why=why, begin=subject.say("begin"))
    known = await source.people() if wanted.about is About.COVERAGE else []
    called = {person.key: person.name for person in known}
    names = Names(partnership=partnership, readers=readers, people=called)
    return Sketch(
        name="-".join(part for part in (wanted.about, wanted.name, wanted.school) if part),
        audience=audience,
        picture=picture,
        said=said.worded(picture, subject, names),
    )


async def draw(
    store: Store, drawing: Drawing, sketch: Sketch, *, to: Delivery, now: datetime
) -> File:
    """Draw a sketch for a delivery, and keep it.

    Call this outside of any transaction, for it takes its time.
    """
    content = await asyncio.to_thread(drawing.png, sketch.picture, sketch.said)
    made = MadeFile(
        name=f"{sketch.name}.png",
        media_type=PNG,
        audience=sketch.audience,
        content=content,
        title=sketch.said.title,
        alt=sketch.said.alt,
    )
    return await keep_file(store, made, to=to, now=now)


def _readers(directory: Directory, audience: Audience) -> str:
    partner = directory.partnership.partner.name
    return partner if audience is Audience.PARTNER else directory.readers(audience)


@dataclass(frozen=True, kw_only=True)
class _Source:
    """Reads what the viewer may see, and draws it."""

    tx: Transaction
    partnership: Partnership
    viewer: Viewer
    now: datetime

    async def drawn(self, wanted: Wanted) -> tuple[Picture, Subject]:
        """The picture, and what it is about."""
        match wanted.about:
            case About.MOMENTUM:
                return await self._momentum()
            case About.PROMISES:
                promises = await self._all(Commitment)
                picture = draw_promises(promises, today=self._today, day_of=self._day_of)
                return picture, said.of_promises(self.partnership)
            case About.BLOCKERS:
                blockers = await self._all(Blocker)
                picture = draw_blockers(blockers, today=self._today, day_of=self._day_of)
                return picture, said.BLOCKERS
            case About.COVERAGE:
                return await self._coverage()
            case _:
                return await self._measured(wanted)

    async def people(self) -> list[Person]:
        """Everybody of the partnership, leavers too."""
        return await self.tx.find(Person, partnership=self.partnership.key)

    async def _momentum(self) -> tuple[Picture, Subject]:
        since = self.now - timedelta(weeks=WEEKS)
        answers = await self._all(Answer, at=Between(since, self.now))
        current = self.partnership.agenda.current
        picture = draw_momentum(current, answers, today=self._today, day_of=self._day_of)
        return picture, MOMENTUM

    async def _coverage(self) -> tuple[Picture, Subject]:
        since = school_year(self._today)
        visits = await self._all(Visit, day=AtLeast(since))
        seen = coverage(self.partnership, await self.people(), visits, since=since)
        by_name = self.viewer.reads is Audience.PARTNER
        picture = draw_coverage(seen, visits, today=self._today, by_name=by_name)
        return picture, said.of_coverage(goal(self.partnership.agenda, visits))

    async def _measured(self, wanted: Wanted) -> tuple[Picture, Subject]:
        """A picture of schools over time: of all years, for it shows how things change."""
        agenda = self.partnership.agenda
        if wanted.about is About.FIDELITY:
            return draw_fidelity(await self._at(DataTeam, wanted.school)), said.FIDELITY
        if wanted.about is About.INDICATOR:
            indicator = next(one for one in agenda.indicators if one.key == wanted.name)
            readings = await self._at(Reading, wanted.school)
            return draw_indicator(indicator, readings), said.of_indicator(indicator)
        look_for = next(one for one in agenda.look_fors if one.key == wanted.name)
        walkthroughs = await self._at(Walkthrough, wanted.school)
        return draw_look_for(look_for.key, walkthroughs), said.of_look_for(look_for)

    async def _at(self, kind: type[S], school: str | None) -> list[S]:
        return [one for one in await self._all(kind) if school in {None, one.school}]

    async def _all(self, kind: type[R], **of_time: Between | AtLeast) -> list[R]:
        """The records that the viewer may see; ``of_time`` compares one of their days."""
        where: dict[str, Any] = {"withdrawn": False, **of_time}
        key = self.partnership.key
        found = await self.tx.find(kind, partnership=key, order="number", **where)
        return visible(self.viewer, found)

    @property
    def _today(self) -> date:
        return self._day_of(self.now)

    def _day_of(self, moment: datetime) -> date:
        return local_day(moment, self.partnership.district.timezone)
