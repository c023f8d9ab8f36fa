"""The sheets of the evidence: walkthroughs, findings, visits, data teams, readings, site days."""

from collections.abc import Iterator, Mapping

from bot.domain.agenda import Indicator
from bot.domain.data_team import DataTeam
from bot.domain.evidence import ReadingTold
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.domain.measure import figure
from bot.domain.reading import Reading
from bot.domain.seeing import Compared
from bot.domain.site_day import SiteDay
from bot.domain.visit import Visit
from bot.domain.walkthrough import Prediction, Walkthrough, spelled
from bot.writing.sheet import Sheet, in_words, keys, places, school_name, told
from prompts.filters import count, joined


def evidence_sheets(facts: Facts, seen: Material) -> Iterator[Sheet]:
    """A sheet for each of them in readable material, with what its facts say of it."""
    compared = {each.finding.ref: each for told in facts.sightings for each in told.seen}
    missed = {sighting.ref: sighting.missed for sighting in facts.sightings}
    for walkthrough in seen.walkthroughs:
        yield _walkthrough(seen, walkthrough, compared, missed.get(walkthrough.ref, ()))
        yield from _findings(seen, walkthrough, compared)
    yield from (_visit(seen, visit) for visit in seen.visits)
    yield from (_meeting(seen, meeting) for meeting in seen.data_teams)
    indicators = {each.key: each for each in seen.partnership.agenda.indicators}
    read = {each.reading.ref: each for each in facts.evidence.readings}
    read |= {each.reading.ref: each for each in facts.evidence.corrected}
    for reading in seen.readings:
        if reading.indicator in indicators:
            yield _reading(seen, reading, indicators[reading.indicator], read.get(reading.ref))
    yield from (_site_day(seen, one) for one in seen.site_days)


def _walkthrough(
    seen: Material, one: Walkthrough, compared: Mapping[str, Compared], missed: tuple[str, ...]
) -> Sheet:
    findings = [compared.get(each.ref, Compared(finding=each)) for each in one.findings]
    numbered = {
        f"{name}_{n}": text
        for n, each in enumerate(findings, 1)
        for name, text in _seen(seen, each, is_new=each.finding.ref in compared).items()
    }
    foretold = {f"expected_{n}": _foretold(seen, each) for n, each in enumerate(one.predictions, 1)}
    rooms = count(one.classrooms, "classroom") if one.classrooms else ""
    return Sheet(
        ref=one.ref,
        kind="walkthrough",
        facts=told(
            school=school_name(seen, one.school),
            day=in_words(one.day),
            classrooms=rooms,
            classes=one.classes,
            focus=one.focus,
            text=spelled(one.text),
            pattern=one.pattern,
            next_step=one.next_step,
            not_looked_for="; ".join(missed),
            **numbered,
            **foretold,
        ),
        schools=keys(one.school),
        strategies=keys(one.strategy, *(_strategy(seen, each.look_for) for each in one.findings)),
        marks=frozenset(mark for each in findings for mark in _marks(each)),
    )


def _foretold(seen: Material, one: Prediction) -> str:
    name = _look_for(seen, one.look_for) or one.text
    return f"{name}: expected in {one.seen} of {one.of} classrooms next time"


def _look_for(seen: Material, key: str | None) -> str:
    found = (each.name for each in seen.partnership.agenda.look_fors if each.key == key)
    return next(found, "")


def _strategy(seen: Material, look_for: str | None) -> str | None:
    found = (each for each in seen.partnership.agenda.look_fors if each.key == look_for)
    return next((each.strategy for each in found), None)


def _seen(seen: Material, each: Compared, *, is_new: bool) -> dict[str, str]:
    """What a finding counts, was predicted, and was the time before."""
    finding, predicted, before = each.finding, each.predicted, each.before
    name = _look_for(seen, finding.look_for) or finding.text
    then = "" if is_new else "then "
    found = {"seen": f"{name} {then}in {finding.seen} of {finding.of} classrooms"}
    if predicted:
        found["predicted"] = f"{name}: predicted in {predicted.seen} of {predicted.of} classrooms"
    if before:
        when = in_words(each.before_day)
        found["before"] = f"{name} in {before.seen} of {before.of} classrooms before, on {when}"
    return found


def _marks(each: Compared) -> frozenset[str]:
    """Whether it was seen more or less often than the time before."""
    if each.before is None:
        return frozenset()
    now, before = each.finding.seen / each.finding.of, each.before.seen / each.before.of
    return frozenset({"up" if now > before else "down" if now < before else "same"})


def _findings(
    seen: Material, one: Walkthrough, compared: Mapping[str, Compared]
) -> Iterator[Sheet]:
    for finding in one.findings:
        if finding.number:
            each = compared.get(finding.ref, Compared(finding=finding))
            yield Sheet(
                ref=finding.ref,
                kind="finding",
                facts=told(
                    **_seen(seen, each, is_new=finding.ref in compared),
                    school=school_name(seen, one.school),
                    classes=one.classes,
                    day=in_words(one.day),
                ),
                schools=keys(one.school),
                strategies=keys(_strategy(seen, finding.look_for)),
                marks=_marks(each),
            )


def _visit(seen: Material, one: Visit) -> Sheet:
    visitors = [key for key in one.visitors if seen.person(key)]
    return Sheet(
        ref=one.ref,
        kind="visit",
        facts=told(
            school=school_name(seen, one.school),
            day=in_words(one.day),
            visitors=joined(map(seen.name, visitors)),
            taken_home=one.text,
        ),
        people=keys(*visitors),
        schools=keys(one.school),
        places=places(seen, visitors),
        strategies=keys(one.strategy),
    )


def _meeting(seen: Material, one: DataTeam) -> Sheet:
    then = "" if seen.holds(one.at) else "then "
    scale = f"on the rubric, a scale of {one.lowest} to {one.highest}"
    there = {True: "the principal was there", False: "the principal was not there", None: ""}
    pledges = sum(promise.came_from == one.ref for promise in seen.commitments)
    return Sheet(
        ref=one.ref,
        kind="data team",
        facts=told(
            school=school_name(seen, one.school),
            day=in_words(one.day),
            team=one.team,
            minutes=one.text,
            scores="; ".join(f"{each.row}: {each.score}" for each in one.scores),
            mean=f"{then}{one.mean:.1f} of {one.highest} {scale}" if one.scores else "not scored",
            principal=there[one.principal],
            pledges=count(pledges, "pledge") if pledges else "",
        ),
        schools=keys(one.school),
        strategies=keys(one.strategy),
        marks=frozenset({None: (), True: ("present",), False: ("absent",)}[one.principal]),
    )


def _reading(seen: Material, one: Reading, of: Indicator, told_: ReadingTold | None) -> Sheet:
    value, target = figure(one.value, of.unit), figure(of.target, of.unit)
    before = told_.before if told_ else None
    was = told_.was if told_ else None
    marks = {"reached" if one.value >= of.target else "short"}
    earlier = ""
    if before:
        moved = one.value - before.value
        marks.add("up" if moved > 0 else "down" if moved < 0 else "same")
        earlier = f"{figure(before.value, of.unit)} before, on {in_words(before.day)}"
    return Sheet(
        ref=one.ref,
        kind="reading",
        facts=told(
            indicator=of.name,
            school=school_name(seen, one.school) or seen.partnership.district.name,
            value=f"{'' if told_ else 'then '}{value} {of.name}",
            target=f"target {target}",
            before=earlier,
            corrected=f"{of.name} corrected from {figure(was, of.unit)} to {value}"
            if was is not None
            else "",
            answers=count(one.answers, "answer") if one.answers else "",
            source=one.text,
            day=in_words(one.day),
        ),
        schools=keys(one.school),
        strategies=keys(of.strategy),
        marks=frozenset(marks),
    )


def _site_day(seen: Material, one: SiteDay) -> Sheet:
    coaches = [key for key in one.coaches if seen.person(key)]
    return Sheet(
        ref=one.ref,
        kind="site day",
        facts=told(
            day=in_words(one.day),
            who_comes=joined(map(seen.name, coaches)),
            purpose=one.text,
            state=one.state.value.replace("-", " "),
            worked=one.worked,
            did_not_work=one.did_not,
            to_change=one.to_change,
        ),
        people=keys(*coaches),
        places=places(seen, coaches),
        strategies=keys(one.strategy),
        marks=frozenset({"dropped"} if not one.stands else {"open"} if one.is_open else {"kept"}),
    )
