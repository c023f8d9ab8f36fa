"""What holds for the evidence in the digest of any week and any reader."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.audience import Audience, Viewer, may_see
from bot.domain.digest import Digest
from bot.domain.facts import facts
from bot.domain.history import Deed
from bot.domain.material import Material
from bot.domain.record import Record
from bot.domain.site_day import SiteDayState
from bot.domain.walkthrough import FEWEST, Walkthrough
from prompts.digest import TemplateWriter
from prompts.digest_formats import as_json, as_text
from tests.builders import FRIDAY
from tests.evidence import (
    edit,
    found,
    material,
    meeting,
    reading,
    revision,
    site_day,
    visit,
    walked,
)

# A machine that is busy with other tests is slow, which says nothing of the digest.
QUIETLY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MOMENTS = st.integers(-40, 2).map(lambda days: FRIDAY + timedelta(days=days))
DAYS = MOMENTS.map(lambda moment: moment.date())
SCHOOLS = st.sampled_from(("lincoln", "marsh", "gone"))
KEYS = st.sampled_from(("boyd", "rossi", "vance", "stranger"))
LOOK_FORS = st.sampled_from(("reasoning", "task", "gone"))
COMMON = {
    "partnership": st.sampled_from(("riverbend", "riverbend", "riverbend", "east")),
    "audience": st.sampled_from(Audience),
    "withdrawn": st.sampled_from((False, False, False, True)),
    "by": KEYS,
    "at": MOMENTS,
    "day": DAYS,
}
READERS = st.builds(
    Viewer,
    partnership=st.sampled_from(("riverbend", "riverbend", "riverbend", "east")),
    reads=st.sampled_from((*Audience, None)),
    person=st.none() | KEYS,
)
GROUPS = ("walkthroughs", "visits", "data_teams", "readings", "site_days", "revisions")


def marker(record: Record) -> str:
    """A word that stands in this record and in no other."""
    return f"mark{record.LETTER}{record.number}x"


def marked(record: Any) -> Any:  # noqa: ANN401 - strategies draw it
    """The record, with its own marker wherever it holds text."""
    names = ("text", "pattern", "worked", "did_not", "to_change", "after")
    return replace(record, **{name: marker(record) for name in names if hasattr(record, name)})


@st.composite
def findings(draw: st.DrawFn) -> tuple[Any, ...]:
    """Findings in one to five classrooms, seen in each of them."""
    counts = draw(st.lists(st.tuples(LOOK_FORS, st.integers(1, 5)), max_size=3))
    return tuple(found(key, of, of, draw(st.integers(1, 999))) for key, of in counts)


@st.composite
def weeks(draw: st.DrawFn) -> Material:
    """A week of any evidence: all audiences, other partnerships, other weeks, few classrooms."""

    def some(build: Any, **fields: st.SearchStrategy[Any]) -> tuple[Any, ...]:  # noqa: ANN401 - strategies draw it
        drawn = draw(st.lists(st.fixed_dictionaries({**COMMON, **fields}), max_size=4))
        return tuple(marked(build(number, **each)) for number, each in enumerate(drawn, 1))

    some_walks = some(walk, found=findings(), school=SCHOOLS, under_way=st.booleans())
    days = some(site_day, state=st.sampled_from(SiteDayState))
    readings = some(reading, value=st.integers(0, 100), answers=st.just(5))
    return material(
        viewer=draw(READERS),
        walkthroughs=some_walks,
        visits=some(visit, school=SCHOOLS, visitors=st.tuples(KEYS)),
        data_teams=some(meeting, school=SCHOOLS),
        readings=readings,
        site_days=days,
        revisions=tuple(a_revision(draw, number) for number in range(draw(st.integers(0, 3)))),
        changes=tuple(draw(change(record)) for record in (*days, *readings)),
    )


def walk(number: int, found: tuple[Any, ...], **fields: Any) -> Walkthrough:  # noqa: ANN401 - strategies draw it
    return walked(number, *found, **fields)


def a_revision(draw: st.DrawFn, number: int) -> Any:  # noqa: ANN401 - strategies draw it
    fields = draw(st.fixed_dictionaries({k: v for k, v in COMMON.items() if k != "day"}))
    return marked(revision(number, **fields))


@st.composite
def change(draw: st.DrawFn, record: Record) -> Any:  # noqa: ANN401 - strategies draw it
    made = edit(record.ref, {"value": 3.0}, {"state": "debriefed"})
    return replace(made, at=draw(MOMENTS), partnership=record.partnership, deed=Deed.EDITED)


def digest(given: Material) -> Digest:
    return asyncio.run(TemplateWriter().write(facts(given), given))


def records(given: Material) -> Iterator[Record]:
    for group in GROUPS:
        yield from getattr(given, group)


def may_be_told(given: Material, record: Record) -> bool:
    """An own reading of the rules: this partnership's, of its time, not undone, and visible."""
    ours = record.partnership == "riverbend" and record.at <= given.until
    under_way = getattr(record, "under_way", False)
    return ours and not record.withdrawn and not under_way and may_see(given.viewer, record)


def refs_of(record: Record) -> set[str]:
    """The number of the record, and of its findings that may be told."""
    seen = record.findings if isinstance(record, Walkthrough) else ()
    return {record.ref, *(finding.ref for finding in seen if finding.of >= FEWEST)}


@QUIETLY
@given(weeks())
def test_nothing_of_evidence_that_the_reader_may_not_see_is_said(given: Material) -> None:
    said = as_text(digest(given)) + str(as_json(digest(given)))

    hidden = [marker(record) for record in records(given) if not may_be_told(given, record)]

    assert [word for word in hidden if word in said] == []


@QUIETLY
@given(weeks())
def test_every_source_is_evidence_that_the_reader_may_see(given: Material) -> None:
    told = {ref for r in records(given) if may_be_told(given, r) for ref in refs_of(r)}

    assert {ref for line in digest(given).lines() for ref in line.sources} <= told


@QUIETLY
@given(weeks())
def test_every_line_with_words_of_evidence_cites_it(given: Material) -> None:
    refs = {marker(record): record.ref for record in records(given)}

    for line in digest(given).lines():
        assert {ref for word, ref in refs.items() if word in line.text} <= set(line.sources)


@QUIETLY
@given(weeks())
def test_no_count_of_fewer_than_three_classrooms_is_told(given: Material) -> None:
    told = digest(given)

    seen = " ".join(
        line.text for section in told.sections if section.key == "seen" for line in section.lines
    )

    assert not [few for few in ("1 of 1", "2 of 2", "1 classroom ", "2 classrooms") if few in seen]


@QUIETLY
@given(weeks())
def test_figures_of_evidence_are_what_counting_the_readable_gives(given: Material) -> None:
    figures = digest(given).figures
    groups = {"visits": "visits", "data_teams": "data_teams", "revisions": "revisions"}

    for figure, group in groups.items():
        told = [r for r in getattr(given, group) if may_be_told(given, r)]
        assert figures[figure] == sum(given.after < record.at for record in told)
