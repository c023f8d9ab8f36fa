"""The parts of a quarterly pack about the work: decisions, momentum, promises, blockers, helps."""

from collections.abc import Iterator

from bot.domain.claim import Claim
from bot.domain.course import Course, MonthRated
from bot.domain.digest import Line
from bot.domain.document import Paragraph, Part, Row, Table
from bot.domain.help import Help
from bot.domain.hindrance import Hindrance
from bot.domain.measure import figure
from bot.domain.pack import Measured, SideKept
from bot.domain.promise import Promise
from bot.domain.site_day import SiteDay
from prompts.digest_asks import owner
from prompts.digest_evidence import sides
from prompts.digest_parts import bars_of, mark
from prompts.filters import month_name
from prompts.pack_said import Told
from prompts.words import words

GROUPS = ("late", "kept", "moved", "reopened", "dropped")


class Work(Told):
    """Makes the parts about the work."""

    def short(self) -> Iterator[Line]:
        """What the quarter came to, in a few lines."""
        if self.pack.is_empty:
            yield Line(text=self.said("short.empty", readers=self._they))
            return
        rated = [course for course in self.pack.courses if course.ends.now]
        yield from map(self._course_in_short, rated)
        if not rated and self.pack.courses:
            yield Line(text=self.said("short.unrated"))
        yield from (self._side_in_short(side) for side in self.pack.sides)
        cleared, still = self.pack.hindrances.cleared, self.pack.hindrances.open
        if cleared or still:
            counts = {"cleared": len(cleared), "open": len(still)}
            yield Line(text=self.said("short.blockers", **counts))
        count = self.pack.decisions.count
        name = "short.decisions" if count else "short.nothing_to_decide"
        yield Line(text=self.said(name, n=count))

    def _side_in_short(self, side: SideKept) -> Line:
        silent = not (side.made or side.kept or side.open or side.dropped)
        name = "short.no_promises" if silent else "short.promises"
        return Line(text=self.said(name, **vars(side)))

    @property
    def _they(self) -> str:
        return self.partnership.partner.name if self.material.names_silent else "leaders"

    def decisions(self) -> Iterator[Part]:
        """What asks for a decision, each as a question with its records."""
        yield self.heading("decisions")
        found = self.pack.decisions
        yield self.sentence("decisions.intro" if found.count else "decisions.none")
        yield from self.bullets("contradicted", found.contradicted, self._contradicted)
        yield from self.bullets("stuck", found.stuck, self._stuck)
        yield from self.bullets("late", found.late, self._late)
        yield from self.bullets("missed", found.missed, self._missed)

    def _contradicted(self, claim: Claim) -> Line:
        said = sides(words("digest"), claim)
        text = self.said("decisions.contradicted", name=claim.name, **said)
        return Line(text=text, sources=claim.disputed)

    def _stuck(self, one: Hindrance) -> Line:
        text = self.said("decisions.stuck", **vars(one))
        return Line(text=text + mark(words("digest"), one.audience), sources=(one.ref,))

    def _late(self, promise: Promise) -> Line:
        values = {**vars(promise), "side": self.side(promise)}
        text = self.said("decisions.late", **values)
        return Line(text=text + mark(words("digest"), promise.audience), sources=(promise.ref,))

    def _missed(self, one: Measured) -> Line:
        unit = one.indicator.unit
        text = self.said(
            "decisions.missed",
            name=one.indicator.name,
            school=one.school,
            value=figure(one.latest.value, unit),
            day=one.latest.day,
            target=figure(one.indicator.target, unit),
        )
        return Line(text=text + mark(words("digest"), one.latest.audience), sources=one.sources)

    def moved(self, *, bars: bool) -> Iterator[Part]:
        """How each strategy moved; with ``bars`` the months stand as bars as well."""
        if not self.pack.courses:
            return
        yield self.sentence("moved.intro")
        months = tuple(month_name(month.month)[:3] for month in self.pack.courses[0].months)
        course = (self.said("moved.course"),) if bars else ()
        yield Table(
            columns=(self.said("moved.strategy"), *months, *course, self.said("moved.change")),
            rows=tuple(self._course(each, bars=bars) for each in self.pack.courses),
            sources=self.said("records"),
            described=self.said("moved.described"),
        )

    def _course_in_short(self, course: Course) -> Line:
        """Its level in the last month, beside that of the first in which it was rated."""
        ends = course.ends
        text = self.said(
            "short.moved",
            name=ends.name,
            before=ends.before.word if ends.before else "",
            now=ends.now.word if ends.now else "",
            first=next(month.month for month in course.months if month.rated),
            rated=ends.rated,
        )
        return Line(text=text, sources=ends.sources)

    def _course(self, course: Course, *, bars: bool) -> Row:
        levels = [month.level for month in course.months]
        drawn = bars_of(levels)
        ends = course.ends
        return Row(
            cells=(
                course.name,
                *(self._month(month) for month in course.months),
                *((drawn,) if bars else ()),
                self.said(f"moved.{ends.trend.value}"),
            ),
            sources=ends.sources,
        )

    def _month(self, month: MonthRated) -> str:
        word = month.level.word if month.level else ""
        return self.said("moved.month", level=word, rated=month.rated)

    def promises(self) -> Iterator[Part]:
        """What became of the promises of both sides."""
        yield self.heading("promises")
        found = self.pack.promises
        if not (found.changed or found.open):
            yield self.sentence("promises.none")
            return
        keys = ("made", "kept", "kept_late", "late", "moved", "dropped", "open")
        yield Table(
            columns=(self.said("promises.side"), *(self.said(f"promises.{key}") for key in keys)),
            rows=tuple(
                Row(cells=(side.name, *(str(getattr(side, key)) for key in keys)))
                for side in self.pack.sides
            ),
            described=self.said("promises.described"),
        )
        for group in GROUPS:
            yield from self._group(group)

    def _group(self, group: str) -> list[Part]:
        promises: tuple[Promise, ...] = getattr(self.pack.promises, group)

        def line(promise: Promise) -> Line:
            values = {**vars(promise), "who": owner(words("digest"), promise)}
            since = promise.ref in self.pack.closed_since
            text = self.digest(f"promise.{group}", **values)
            text += f" {self.said('promises.since')}" if since else ""
            return Line(text=text + mark(words("digest"), promise.audience), sources=(promise.ref,))

        title = "late_now" if group == "late" and not self.is_over else group
        return self.bullets(group, promises, line, title=f"promises.title_{title}")

    def in_the_way(self) -> Iterator[Part]:
        """What was cleared, and what is still there, the oldest first."""
        found = self.pack.hindrances
        yield self.heading("in_the_way")
        if not (found.open or found.cleared):
            yield self.sentence("in_the_way.none")
        still = sorted(found.open, key=lambda one: -one.days)
        title = "in_the_way.title_{}".format
        yield from self.bullets("cleared", found.cleared, self._cleared, title=title("cleared"))
        yield from self.bullets("open", still, self._open, title=title("open"))

    def _cleared(self, one: Hindrance) -> Line:
        text = self.digest("in-the-way.cleared", **vars(one))
        return Line(text=text + mark(words("digest"), one.audience), sources=(one.ref,))

    def _open(self, one: Hindrance) -> Line:
        factor = self.digest(f"factor.{one.factor or 'none'}")
        text = self.said("in_the_way.line", **{**vars(one), "factor": factor})
        return Line(text=text + mark(words("digest"), one.audience), sources=(one.ref,))

    def helping(self) -> Iterator[Part]:
        """What helps; nothing where nobody said so."""
        if self.pack.helps:
            yield self.heading("helping")
        yield from self.bullets("helping", self.pack.helps, self._helps)

    def _helps(self, one: Help) -> Line:
        place = self.material.place(one.by)
        text = self.said("helping.line", text=one.text, place=place)
        return Line(text=text + mark(words("digest"), one.audience), sources=(one.ref,))

    def next(self) -> Iterator[Part]:
        """What falls due and which site days come, until the end of the next quarter."""
        yield self.heading("next", until=self.pack.quarter.next.last)
        if not (self.pack.promised or self.pack.planned):
            yield self.sentence("next.none")
        title = "next.title_{}".format
        yield from self.bullets("promised", self.pack.promised, self._due, title=title("promised"))
        yield from self.bullets("planned", self.pack.planned, self._day, title=title("planned"))

    def _due(self, promise: Promise) -> Line:
        text = self.said("next.promised", **{**vars(promise), "side": self.side(promise)})
        return Line(text=text + mark(words("digest"), promise.audience), sources=(promise.ref,))

    def _day(self, one: SiteDay) -> Line:
        coaches = [self.material.name(key) for key in one.coaches if self.material.person(key)]
        text = self.said("next.planned", day=one.day, coaches=coaches, text=one.text)
        return Line(text=text + mark(words("digest"), one.audience), sources=(one.ref,))

    def made(self) -> Iterator[Part]:
        """From what it was made, and how to read its numbers."""
        yield self.heading("made")
        sides_ = {
            "district": self.partnership.district.name,
            "partner": self.partnership.partner.name,
        }
        text = self.said("made.text", readers=self._they, **sides_)
        yield Paragraph(line=Line(text=text), small=True)
