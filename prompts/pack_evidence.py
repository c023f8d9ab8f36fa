"""The parts of a quarterly pack about evidence: seen, met, visited, measured, used, revised."""

from collections.abc import Iterator

from bot.domain.digest import Line
from bot.domain.document import Bullets, Part, Row, Table
from bot.domain.evidence import DayTold, ReadingTold, TeamsTold
from bot.domain.looked_for import LookedFor, Pair, Walked
from bot.domain.measure import figure
from bot.domain.pack import Measured
from prompts.digest_parts import mark
from prompts.pack_said import Told
from prompts.words import words


class Shown(Told):
    """Makes the parts about evidence; each says so where there is nothing to tell."""

    def agreement(self) -> Iterator[Part]:
        """Whether the kinds of sources agree on each strategy; nothing where one alone speaks."""
        lines = tuple(self.evidence.agreement())
        if lines:
            yield self.heading("agreement")
            yield Bullets(lines=lines)

    def classrooms(self) -> Iterator[Part]:
        """Each look-for beside its prediction and the time before."""
        yield self.heading("classrooms")
        walks = self.pack.walks
        if not walks:
            yield self.sentence("classrooms.none")
            return
        rooms = sum(one.walkthrough.classrooms for one in walks)
        yield self.sentence("classrooms.intro", n=len(walks), rooms=rooms)
        columns = ("look_for", "seen", "predicted", "before")
        if self.pack.looked_for:
            yield Table(
                columns=tuple(self.said(f"classrooms.{key}") for key in columns),
                rows=tuple(self._looked_for(each) for each in self.pack.looked_for),
                described=self.said("classrooms.described"),
                sources=self.said("records"),
            )
        missed = [one for one in walks if one.missed]
        yield from self.bullets("missed_look_fors", missed, self._missed)

    def _looked_for(self, each: LookedFor) -> Row:
        seen = {"seen": each.seen.seen, "of": each.seen.of, "n": each.walkthroughs}
        return Row(
            cells=(
                each.name,
                self.said("classrooms.walks", **seen),
                self._beside("predicted", each.predicted),
                self._beside("before", each.before),
            ),
            sources=each.sources,
        )

    def _beside(self, name: str, pair: Pair | None) -> str:
        if pair is None:
            return self.said("classrooms.nothing")
        now, other = (self.said("classrooms.of", **vars(one)) for one in (pair.now, pair.other))
        return self.said(f"classrooms.beside_{name}", now=now, other=other)

    def _missed(self, one: Walked) -> Line:
        text = self.said("classrooms.missed", names=one.missed, school=one.school)
        return Line(text=text + mark(words("digest"), one.audience), sources=(one.walkthrough.ref,))

    def data_teams(self) -> Iterator[Part]:
        """How near the data teams of each school came to the rubric."""
        yield self.heading("data_teams")
        met = self.pack.evidence.teams
        if not met:
            yield self.sentence("data_teams.none")
            return
        columns = ("school", "met", "mean", "before", "spread", "principal")
        yield Table(
            columns=tuple(self.said(f"data_teams.{key}") for key in columns),
            rows=tuple(self._teams(each) for each in met),
            described=self.said("data_teams.described"),
            sources=self.said("records"),
        )

    def _teams(self, told: TeamsTold) -> Row:
        known = told.met - told.principal_unknown
        nothing, found = self.said("data_teams.nothing"), told.fidelity
        mean = before = spread = nothing
        if found:
            mean = self.said("data_teams.on_scale", mean=found.mean, highest=found.scale[1])
            spread = self.said("data_teams.range", low=found.lowest, high=found.highest)
        if found and found.before is not None:
            before = self.said("data_teams.figure", value=found.before)
        there = self.said("data_teams.there", seen=told.with_principal, of=known)
        name = told.school + mark(words("digest"), told.audience)
        principal = there if known else nothing
        return Row(
            cells=(name, str(told.met), mean, before, spread, principal), sources=told.sources
        )

    def visits(self) -> Iterator[Part]:
        """How many visits there were, and how far those of the school year are."""
        yield self.heading("visits")
        made = self.pack.evidence.visits
        if not made:
            yield self.sentence("visits.none")
            return
        schools = sorted({visit.school for visit in made})
        text = self.said("visits.line", n=len(made), schools=schools)
        lines = [Line(text=text, sources=tuple(visit.ref for visit in made))]
        found = self.pack.evidence.coverage
        if found and found.wanted:
            text = self.digest("visits.coverage", **vars(found), n=found.percent)
            lines.append(Line(text=f"{text}.", sources=found.sources))
        yield Bullets(lines=tuple(lines))

    def measured(self) -> Iterator[Part]:
        """The latest reading of each measure beside its target, and what was corrected."""
        yield self.heading("measured")
        read, unread = self.pack.measured, self.pack.unread
        if not (read or unread):
            yield self.sentence("measured.none")
        columns = ("indicator", "value", "before", "target", "state")
        if read:
            yield Table(
                columns=tuple(self.said(f"measured.{key}") for key in columns),
                rows=tuple(self._measure(each) for each in read),
                described=self.said("measured.described"),
                sources=self.said("records"),
            )
        if unread:
            yield self.sentence("measured.unread", names=unread)
        yield from self.bullets("measured", self.pack.evidence.corrected, self._corrected)

    def _measure(self, each: Measured) -> Row:
        unit, before = each.indicator.unit, each.before
        value = self.said(
            f"measured.{'read' if each.is_new else 'old'}",
            value=figure(each.latest.value, unit),
            day=each.latest.day,
            answers=each.latest.answers,
        )
        place = f", {each.school}" if each.school else ""
        return Row(
            cells=(
                each.indicator.name + place + mark(words("digest"), each.latest.audience),
                value,
                figure(before.value, unit) if before else self.said("measured.nothing"),
                figure(each.indicator.target, unit),
                self.said(f"measured.{'missed' if each.missed else 'reached'}"),
            ),
            sources=each.sources,
        )

    def _corrected(self, told: ReadingTold) -> Line:
        unit = told.indicator.unit
        text = self.said(
            "measured.corrected",
            name=told.indicator.name,
            school=told.school,
            day=told.reading.day,
            value=figure(told.reading.value, unit),
            was=figure(told.was or 0, unit),
        )
        return Line(text=text + mark(words("digest"), told.audience), sources=(told.reading.ref,))

    def days(self) -> Iterator[Part]:
        """The site days used of those agreed, and their debriefs."""
        yield self.heading("days")
        used = self.pack.days
        text = self.said("days.used", used=used.used, **vars(used), is_over=self.is_over)
        lines = [Line(text=text, sources=used.sources)]
        if used.agreed is None:
            lines.append(Line(text=self.said("days.not_agreed")))
        yield Bullets(lines=tuple(lines))
        debriefed = self.pack.evidence.site_days.debriefed
        yield from self.bullets("debriefed", debriefed, self._debrief)

    def _debrief(self, told: DayTold) -> Line:
        text = self.digest("site-days.debrief", **vars(told))
        return Line(text=text + mark(words("digest"), told.audience), sources=(told.ref,))

    def revised(self) -> Iterator[Part]:
        """What was changed in the agenda, and why."""
        yield self.heading("revised")
        lines = tuple(self.evidence.revised())
        yield Bullets(lines=lines) if lines else self.sentence("revised.none")
