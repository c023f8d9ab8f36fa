"""The lines of a digest about evidence: what was seen, met, measured, planned and revised."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.claim import Claim, Says, Verdict
from bot.domain.digest import Line
from bot.domain.evidence import DayTold, ReadingTold, RevisionTold, TeamsTold, VisitTold
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.domain.measure import figure
from bot.domain.revision import Part
from bot.domain.seeing import Compared
from bot.domain.sighting import Sighting
from prompts.digest_parts import cut, mark
from prompts.filters import capital, joined, month_name
from prompts.words import Words

MOST_FINDINGS = 4


@dataclass(frozen=True, kw_only=True)
class EvidenceLines:
    """Makes the lines of each section of evidence from the facts; an empty section has none.

    Of the material only what is no record is used: names, days, the audience.
    """

    words: Words
    facts: Facts
    material: Material

    def seen(self) -> Iterator[Line]:
        """What was seen in classrooms, beside what was predicted and seen before."""
        yield from cut(self.words, "seen", map(self._sighting, self.facts.sightings))

    def visits(self) -> Iterator[Line]:
        """Who came to which school, what they take home, and how far the visits of the year are."""
        week = self.facts.evidence
        yield from cut(self.words, "visits", map(self._visit, week.visits))
        if week.coverage and week.coverage.wanted:
            text = self._said("visits.coverage", **vars(week.coverage), n=week.coverage.percent)
            yield Line(text=text, sources=week.coverage.sources)

    def data_teams(self) -> Iterator[Line]:
        """Of each school whose data teams met: how near to the rubric, who was there, pledges."""
        yield from cut(self.words, "data-teams", map(self._teams, self.facts.evidence.teams))

    def measured(self) -> Iterator[Line]:
        """The readings of the week, and those that were corrected."""
        week = self.facts.evidence
        yield from cut(self.words, "measured", map(self._reading, week.readings))
        yield from cut(self.words, "corrected", map(self._reading, week.corrected))

    def agreement(self) -> Iterator[Line]:
        """Where several kinds of evidence speak of a strategy, whether they agree.

        Where there is nothing but what leaders say, nothing is said: that is told above.
        """
        claims = self.facts.claims
        if not any(claim.is_seen for claim in claims):
            return
        several = [claim for claim in claims if claim.verdict is not Verdict.ONE]
        yield from (self._claim(claim) for claim in sorted(several, key=_contradicted_first))
        single = [claim for claim in claims if claim.verdict is Verdict.ONE]
        if single:
            yield self._singles(single)

    def site_days(self) -> Iterator[Line]:
        """The debriefs of the week, the days that come, and how many of those agreed are used."""
        told = self.facts.evidence.site_days
        yield from cut(self.words, "debriefs", map(self._debrief, told.debriefed))
        yield from self.coming()
        if told.agreed and told.used and self.material.counts_checkins:
            month = month_name(self.material.today)
            text = self._said("site-days.used", month=month, **vars(told))
            yield Line(text=text, sources=told.sources)

    def coming(self) -> Iterator[Line]:
        """The site days that come."""
        coming = self.facts.evidence.site_days.coming
        yield from cut(self.words, "site-days", map(self._coming, coming))

    def revised(self) -> Iterator[Line]:
        """What was changed in the agenda, and why."""
        yield from cut(self.words, "revised", map(self._revision, self.facts.evidence.revisions))

    def _said(self, name: str, /, **values: object) -> str:
        return self.words.plain(name, **{**values, "today": self.material.today})

    def _sighting(self, told: Sighting) -> Line:
        counted_elsewhere = told.pattern or any(not each.finding.look_for for each in told.seen)
        also = told.text if told.seen and not counted_elsewhere else ""
        values = {**vars(told), "found": self._found(told), "also": also}
        is_told = told.seen or told.text or told.pattern
        text = self._said("seen.line" if is_told else "seen.few", **values)
        return Line(text=text + mark(self.words, told.audience), sources=told.sources)

    def _found(self, told: Sighting) -> list[str]:
        """Each finding; those that can be compared first, for a list that is cut."""
        ordered = sorted(told.seen, key=lambda each: not (each.before or each.predicted))
        found = [self._finding(each) for each in ordered[:MOST_FINDINGS]]
        more = len(ordered) - len(found)
        return [*found, self._said("seen.more", n=more)] if more else found

    def _finding(self, each: Compared) -> str:
        names = {one.key: one.name for one in self.material.partnership.agenda.look_fors}
        name = names.get(each.finding.look_for or "", each.finding.text)
        return self._said("seen.finding", name=name, **vars(each))

    def _visit(self, told: VisitTold) -> Line:
        text = self._said("visits.line", **vars(told))
        return Line(text=text + mark(self.words, told.audience), sources=(told.ref,))

    def _teams(self, told: TeamsTold) -> Line:
        text = self._said("data-teams.line", **vars(told))
        return Line(text=text + mark(self.words, told.audience), sources=told.sources)

    def _reading(self, told: ReadingTold) -> Line:
        unit, reading, before = told.indicator.unit, told.reading, told.before
        text = self._said(
            "measured.line" if told.was is None else "measured.corrected",
            name=told.indicator.name,
            school=told.school,
            value=figure(reading.value, unit),
            day=reading.day,
            target=figure(told.indicator.target, unit),
            reached=reading.value >= told.indicator.target,
            trend=_trend(told),
            before=figure(before.value, unit) if before else "",
            before_day=before.day if before else None,
            was=figure(told.was, unit) if told.was is not None else "",
            answers=reading.answers,
            source=reading.text,
        )
        return Line(text=text + mark(self.words, told.audience), sources=told.sources)

    def _claim(self, claim: Claim) -> Line:
        reader = "partner" if self.material.names_silent else "leaders"
        verdict = claim.verdict
        kind = f"{verdict.value}_{reader}" if verdict is Verdict.CONTRADICTED else verdict.value
        agreeing = max(len(claim.speaking_for), len(claim.speaking_against))
        said = sides(self.words, claim)
        text = self._said(f"agreement.{kind}", name=claim.name, agreeing=agreeing, **said)
        disputed = verdict is Verdict.CONTRADICTED
        return Line(text=text, sources=claim.disputed if disputed else claim.sources)

    def _singles(self, claims: list[Claim]) -> Line:
        named = [
            self._said("agreement.single", name=claim.name, kind=kinds(self.words, claim.says)[0])
            for claim in claims
        ]
        sources = dict.fromkeys(ref for claim in claims for ref in claim.sources)
        return Line(text=self._said("agreement.one", claims=named), sources=tuple(sources))

    def _coming(self, told: DayTold) -> Line:
        text = self._said("site-days.coming", **vars(told))
        return Line(text=text + mark(self.words, told.audience), sources=(told.ref,))

    def _debrief(self, told: DayTold) -> Line:
        text = self._said("site-days.debrief", **vars(told))
        return Line(text=text + mark(self.words, told.audience), sources=(told.ref,))

    def _revision(self, told: RevisionTold) -> Line:
        kind = "changed"
        if told.part == Part.STRATEGY:
            kind = "new" if told.after else "given_up"
        text = self._said(f"revised.{kind}", **vars(told))
        return Line(text=text + mark(self.words, told.audience), sources=(told.ref,))


def sides(words: Words, claim: Claim) -> dict[str, str]:
    """What each kind says of the strategy, in words: those for it, and those against it."""
    return {
        "all": capital(_said_by(words, claim.says)),
        "well": _said_by(words, claim.speaking_for),
        "worse": _said_by(words, claim.speaking_against),
    }


def kinds(words: Words, said: Iterable[Says]) -> list[str]:
    """The names of kinds of sources."""
    return [words.plain(f"kind.{one.kind}") for one in said]


def _said_by(words: Words, said: Iterable[Says]) -> str:
    return joined(words.plain(f"says.{one.kind}_{one.direction}", **vars(one)) for one in said)


def _contradicted_first(claim: Claim) -> bool:
    return claim.verdict is not Verdict.CONTRADICTED


def _trend(told: ReadingTold) -> str:
    if told.before is None:
        return "first"
    change = told.reading.value - told.before.value
    return "up" if change > 0 else "down" if change < 0 else "same"
