"""The board brief: one page for everybody in plain words, with nobody named."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain

from bot.domain.course import Course
from bot.domain.digest import Line
from bot.domain.document import Bullets, Document, Heading, Paragraph, Part
from bot.domain.evidence import RevisionTold
from bot.domain.measure import figure
from bot.domain.nameless import naming
from bot.domain.pack import Measured
from bot.domain.partnership import Partnership
from bot.domain.picture_momentum import FEWEST_RATINGS
from bot.domain.promise import Promise
from bot.domain.quarter import Quarter
from bot.messages import Block, File, Html, Message, Note, plain
from bot.messages import Heading as Title
from bot.messages import Paragraph as Said
from prompts.pack_said import Told
from prompts.words import words

FILE = "board"
FEW = 4
"""How many lines a part has, so that the brief stays a page."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled part, and its lines of which none names anybody."""

    title: str
    lines: tuple[Line, ...]


class Brief(Told):
    """Puts what is public into plain words. Lines that name somebody are left out, and counted."""

    def say(self, name: str, /, **values: object) -> str:
        """A text of ``board.toml``."""
        values |= {"partner": self.partnership.partner.name, "today": self.material.today}
        return words(FILE).plain(name, **values)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts that have anything to tell, of what was shared."""
        sections = (self._section(name, lines) for name, lines in self._found.items())
        return tuple(section for section in sections if section.lines)

    @property
    def left_out(self) -> int:
        """How many lines are left out because they name somebody."""
        found = (*self._aim(), *chain.from_iterable(self._found.values()))
        return sum(self._names(line) for line in found)

    @property
    def _found(self) -> Mapping[str, list[Line]]:
        return {
            "moved": [*self._moved()],
            "done": [*self._done()],
            "classrooms": [*self._classrooms()],
            "measured": [self._measured(each) for each in self.pack.measured],
            "in_the_way": [*self._in_the_way()],
            "revised": [self._revision(each) for each in self.pack.evidence.revisions],
            "next": [*self._next()],
        }

    def _section(self, name: str, lines: Iterable[Line]) -> Section:
        told = [line for line in lines if not self._names(line)]
        shown, rest = told[:FEW], told[FEW:]
        if rest:
            text = self.say("more.line", n=len(rest), kind=self.say(f"more.{name}"))
            shown.append(Line(text=text, sources=tuple(r for line in rest for r in line.sources)))
        return Section(title=self.say(f"title.{name}"), lines=tuple(shown))

    def _names(self, line: Line) -> bool:
        return self._names_somebody(line.text)

    @cached_property
    def _names_somebody(self) -> Callable[[str], bool]:
        return naming(self.material.people)

    def _aim(self) -> Iterator[Line]:
        """What the district works towards: its agenda, which everybody may read."""
        agenda = self.partnership.agenda
        if agenda.vision:
            yield Line(text=self.say("aim.vision", text=agenda.vision))
        if agenda.current:
            names = [strategy.name for strategy in agenda.current]
            yield Line(text=self.say("aim.strategies", names=names))

    def _moved(self) -> Iterator[Line]:
        for ends in (_of_several(course).ends for course in self.pack.courses):
            if ends.now:
                before = ends.before.word if ends.before else ""
                text = self.say("moved.line", name=ends.name, now=ends.now.word, before=before)
                yield Line(text=text, sources=ends.sources)

    def _done(self) -> Iterator[Line]:
        for group in ("kept", "late", "dropped"):
            for promise in getattr(self.pack.promises, group):
                yield self._promise(f"done.{group}", promise)
        for teams in self.pack.evidence.teams:
            yield Line(text=self.say("done.data_teams", **vars(teams)), sources=teams.sources)
        visits = self.pack.evidence.visits
        if visits:
            text = self.say("done.visits", n=len(visits))
            yield Line(text=text, sources=tuple(visit.ref for visit in visits))
        for day in self.pack.evidence.site_days.debriefed:
            yield Line(text=self.say("done.debrief", **vars(day)), sources=(day.ref,))

    def _promise(self, name: str, promise: Promise) -> Line:
        text = self.say(name, text=promise.text, due=promise.due, side=self.side(promise))
        return Line(text=text, sources=(promise.ref,))

    def _classrooms(self) -> Iterator[Line]:
        found = self.pack.looked_for
        if found:
            walks = [walk.walkthrough.ref for walk in self.pack.walks if walk.walkthrough.findings]
            yield Line(text=self.say("classrooms.intro", n=len(walks)), sources=tuple(walks))
        for each in found:
            yield Line(text=self.say("classrooms.line", **vars(each)), sources=each.sources)

    def _measured(self, each: Measured) -> Line:
        unit = each.indicator.unit
        text = self.say(
            "measured.line",
            name=each.indicator.name,
            school=each.school,
            value=figure(each.latest.value, unit),
            before=figure(each.before.value, unit) if each.before else "",
            target=figure(each.indicator.target, unit),
            reached=not each.missed,
        )
        return Line(text=text, sources=each.sources)

    def _in_the_way(self) -> Iterator[Line]:
        for kind in ("cleared", "open"):
            for one in getattr(self.pack.hindrances, kind):
                text = self.say(f"in_the_way.{kind}", text=one.text, days=one.days)
                yield Line(text=text, sources=(one.ref,))
        for helps in self.pack.helps:
            yield Line(text=self.say("in_the_way.helps", text=helps.text), sources=(helps.ref,))

    def _revision(self, told: RevisionTold) -> Line:
        what = self.say(f"revised.{told.part.name.lower()}", strategy=told.strategy)
        text = self.say("revised.line", what=what, **vars(told))
        return Line(text=text, sources=(told.ref,))

    def _next(self) -> Iterator[Line]:
        for promise in self.pack.promised:
            yield self._promise("next.promised", promise)
        for one in self.pack.planned:
            text = self.say("next.planned", day=one.day, text=one.text)
            yield Line(text=text, sources=(one.ref,))

    def parts(self, made_on: date) -> Iterator[Part]:
        """The page."""
        sections = self.sections
        for section in (self._section("aim", self._aim()), *sections):
            if section.lines:
                yield Heading(text=section.title)
                yield Bullets(lines=section.lines)
        if not sections:
            yield Paragraph(line=Line(text=self.say("empty.text")))
            yield Paragraph(line=Line(text=self.say("empty.how")))
        left_out = self.left_out
        if left_out:
            yield Paragraph(line=Line(text=self.say("small.named", n=left_out)), small=True)
        yield Paragraph(line=Line(text=self.say("small.made", day=made_on)), small=True)


def _of_several(course: Course) -> Course:
    """The course in those months in which nobody's own rating can be read off."""
    several = (month for month in course.months if month.rated >= FEWEST_RATINGS)
    return replace(course, months=tuple(several))


def document(brief: Brief, *, made_on: date) -> Document:
    """The board brief for printing."""
    district = brief.partnership.district.name
    return Document(
        title=brief.say("document.title", district=district),
        subtitle=brief.say("document.subtitle", quarter=brief.span),
        readers=brief.readers,
        author=brief.said("author"),
        made_on=made_on,
        footer=brief.said("footer", readers=brief.readers, day=made_on),
        parts=tuple(brief.parts(made_on)),
    )


def message(brief: Brief, file: File) -> Message:
    """What comes with the document: how much is in it, and how more comes into it."""
    sections, left_out = brief.sections, brief.left_out
    lines = sum(len(section.lines) for section in sections)
    told = [brief.say("message.told", n=lines)] if sections else []
    empty = [] if sections else [brief.say("message.nothing"), brief.say("empty.how")]
    named = [brief.say("message.left_out", n=left_out)] if left_out else []
    rich = words("pack").rich
    blocks: list[Block] = [
        Title(text=rich("message.title", title=f"{file.title}, {brief.span}")),
        Said(text=Html("\n".join(rich("message.line", text=t) for t in [*told, *empty, *named]))),
        Note(text=words(FILE).rich("message.note")),
    ]
    return Message(text=plain(blocks[0].text), blocks=tuple(blocks), files=(file,))


def file_name(partnership: Partnership, quarter: Quarter) -> str:
    """The name of the file of the board brief."""
    return words(FILE).plain("document.file", key=partnership.key, quarter=quarter)
