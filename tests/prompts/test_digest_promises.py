"""What holds for the digest of any week and any reader, however odd the records are."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.audience import Audience, Viewer, may_see
from bot.domain.blocker import BlockerState, Factor
from bot.domain.checkin import MOMENTUM, CheckIn, CheckInState, Momentum
from bot.domain.commitment import CommitmentState
from bot.domain.digest import Digest
from bot.domain.facts import facts
from bot.domain.history import Deed
from bot.domain.material import Material
from bot.domain.people import Level, Side
from bot.domain.record import Record
from prompts.digest import TemplateWriter
from prompts.digest_formats import as_json, as_markdown, as_message, as_text
from tests.builders import (
    FRIDAY,
    ONE_DAY,
    ONE_WEEK,
    TODAY,
    answer,
    blocker,
    checkin,
    commitment,
    help_,
    material,
    moved,
    person,
)

NAMES = {
    "boyd": "Terrence Boyd",
    "rossi": "Paula Rossi",
    "nowak": "Ewa Nowak",
    "haddad": "Sami Haddad",
    "vance": "Ruth Vance",
    "imai": "Ken Imai",
}
PARTNERS = ("vance", "imai")
KEYS = st.sampled_from((*NAMES, "stranger"))
MOMENTS = st.integers(-40, 2).map(lambda days: FRIDAY + days * ONE_DAY)
DAYS = st.integers(-60, 400).map(lambda days: TODAY + timedelta(days=days))
STRATEGIES = st.sampled_from(("data-teams", "student-talk", "gone"))
# A machine that is busy with other tests is slow, which says nothing of the digest.
QUIETLY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CLOSING = st.fixed_dictionaries({"closed_at": st.none() | MOMENTS, "closed_by": st.none() | KEYS})
READERS = st.builds(
    Viewer,
    partnership=st.sampled_from(("riverbend", "riverbend", "riverbend", "east")),
    reads=st.sampled_from((*Audience, None)),
    person=st.none() | KEYS,
)


def marker(record: Record) -> str:
    """A word that stands in this record and in no other."""
    return f"mark{record.LETTER}{record.number}x"


@st.composite
def common(draw: st.DrawFn) -> dict[str, Any]:
    """What every record has."""
    return {
        "partnership": draw(st.sampled_from(("riverbend", "riverbend", "riverbend", "east"))),
        "audience": draw(st.sampled_from(Audience)),
        "withdrawn": draw(st.sampled_from((False, False, False, True))),
        "by": draw(KEYS),
        "at": draw(MOMENTS),
    }


@st.composite
def an_answer(draw: st.DrawFn) -> dict[str, Any]:
    question = draw(st.sampled_from(("where", MOMENTUM, "in-the-way", "another")))
    return {
        "question": question,
        "ratings": draw(st.dictionaries(STRATEGIES, st.sampled_from(Momentum))),
        "corrected_at": draw(st.none() | MOMENTS),
    }


@st.composite
def a_commitment(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "owner": draw(KEYS),
        "side": draw(st.sampled_from(Side)),
        "due": draw(st.none() | DAYS),
        "strategy": draw(st.none() | STRATEGIES),
        "state": draw(st.sampled_from(CommitmentState)),
    }


@st.composite
def a_blocker(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "since": draw(DAYS),
        "factor": draw(st.none() | st.sampled_from(Factor)),
        "can_clear": draw(st.none() | KEYS),
        "strategy": draw(st.none() | STRATEGIES),
        "state": draw(st.sampled_from(BlockerState)),
    }


def marked(build: Any, number: int, fields: Mapping[str, Any]) -> Any:  # noqa: ANN401 - strategies draw it
    """The record, with its own marker wherever it holds text."""
    record = build(number, **fields)
    texts = {key: marker(record) for key in ("text", "note") if hasattr(record, key)}
    return replace(record, **texts)


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """A week of anything: all audiences, leavers, strangers, other partnerships, other weeks."""

    def some(build: Any, *parts: st.SearchStrategy[dict[str, Any]]) -> tuple[Any, ...]:  # noqa: ANN401 - strategies draw it
        drawn = draw(st.lists(st.tuples(*parts), max_size=9))
        fields = [{key: part[key] for part in each for key in part} for each in drawn]
        return tuple(marked(build, number, each) for number, each in enumerate(fields, 1))

    commitments = some(commitment, common(), CLOSING, a_commitment())
    return material(
        viewer=draw(READERS),
        people=draw(people()),
        checkins=tuple(draw(st.lists(checkins(), max_size=9))),
        heard=draw(st.dictionaries(KEYS, MOMENTS)),
        answers=some(answer, common(), an_answer()),
        commitments=commitments,
        blockers=some(blocker, common(), CLOSING, a_blocker()),
        helps=some(help_, common()),
        changes=tuple(draw(change(record)) for record in commitments),
        closed_for=draw(st.sampled_from(((), ("Winter recess",)))),
    )


@st.composite
def people(draw: st.DrawFn) -> tuple[Any, ...]:
    """Some of the people: those who are missing left no trace in the file."""
    return tuple(
        person(
            key,
            name,
            level=Level.PARTNER if key in PARTNERS else Level.SCHOOL,
            left=draw(st.none() | MOMENTS),
            unreachable_since=draw(st.none() | MOMENTS),
        )
        for key, name in NAMES.items()
        if draw(st.booleans())
    )


@st.composite
def checkins(draw: st.DrawFn) -> CheckIn:
    return checkin(
        draw(KEYS),
        asked_at=draw(MOMENTS),
        state=draw(st.sampled_from(CheckInState)),
        answered_at=draw(st.none() | MOMENTS),
    )


@st.composite
def change(draw: st.DrawFn, record: Record) -> Any:  # noqa: ANN401 - strategies draw it
    before, after = (draw(DAYS).isoformat() for _ in range(2))
    deed = draw(st.sampled_from((Deed.MOVED, Deed.REOPENED, Deed.EDITED)))
    partnership, at = record.partnership, draw(MOMENTS)
    why = marker(record)
    return moved(record.ref, before, after, deed=deed, at=at, why=why, partnership=partnership)


def digest(given: Material) -> Digest:
    return asyncio.run(TemplateWriter().write(facts(given), given))


def records(given: Material) -> Iterator[Record]:
    for group in (given.answers, given.commitments, given.blockers, given.helps):
        yield from group


def may_be_told(given: Material, record: Record) -> bool:
    """An own reading of the rules: this partnership's, of its time, not undone, and visible."""
    ours = record.partnership == "riverbend" and record.at <= given.until
    return ours and not record.withdrawn and may_see(given.viewer, record)


def everything_said(given: Material) -> str:
    made = digest(given)
    message = as_message(made)
    blocks = " ".join(block.text for block in message.blocks)
    return " ".join((as_text(made), as_markdown(made), str(as_json(made)), blocks))


@QUIETLY
@given(materials())
def test_nothing_of_a_record_that_the_reader_may_not_see_is_said(given: Material) -> None:
    said = everything_said(given)

    hidden = [marker(record) for record in records(given) if not may_be_told(given, record)]

    assert [word for word in hidden if word in said] == []


@QUIETLY
@given(materials())
def test_every_source_is_a_record_that_the_reader_may_see(given: Material) -> None:
    told = {record.ref for record in records(given) if may_be_told(given, record)}

    cited = {source for line in digest(given).lines() for source in line.sources}

    assert cited <= told


@QUIETLY
@given(materials())
def test_every_line_with_words_of_a_record_cites_it(given: Material) -> None:
    refs = {marker(record): record.ref for record in records(given)}

    for line in digest(given).lines():
        told = {ref for word, ref in refs.items() if word in line.text}
        assert told <= set(line.sources)


@QUIETLY
@given(materials())
def test_only_the_partner_learns_the_names_of_people_who_said_nothing(given: Material) -> None:
    told = [record for record in records(given) if may_be_told(given, record)]
    keys = ("by", "owner", "can_clear", "closed_by")
    spoke = {getattr(record, key, None) for record in told for key in keys}
    silent = [each for each in given.people if each.key not in spoke]
    said = everything_said(given)

    if given.viewer.partnership != "riverbend" or given.viewer.reads not in {
        Audience.SELF,
        Audience.PARTNER,
    }:
        assert not [each.name for each in silent if each.name.split()[-1] in said]


def window(given: Material, moment: datetime | None) -> bool:
    return moment is not None and given.after < moment <= given.until


@QUIETLY
@given(materials())
def test_figures_of_records_are_what_counting_the_readable_ones_gives(given: Material) -> None:
    promises = [c for c in given.commitments if may_be_told(given, c)]
    blockers = [b for b in given.blockers if may_be_told(given, b)]
    due = [c.due for c in promises if c.state is CommitmentState.OPEN and c.due]
    figures = digest(given).figures

    def closed(found: list[Any], state: object) -> int:
        return sum(each.state is state and window(given, each.closed_at) for each in found)

    assert figures["commitments_open"] == sum(c.state is CommitmentState.OPEN for c in promises)
    assert figures["commitments_kept"] == closed(promises, CommitmentState.KEPT)
    assert figures["commitments_dropped"] == closed(promises, CommitmentState.DROPPED)
    assert figures["commitments_overdue"] == sum(day < TODAY for day in due)
    assert figures["commitments_due_next_week"] == sum(0 <= (d - TODAY).days <= 7 for d in due)
    assert figures["blockers_open"] == sum(b.state is BlockerState.OPEN for b in blockers)
    assert figures["blockers_cleared"] == closed(blockers, BlockerState.CLEARED)
    helps = [help_ for help_ in given.helps if may_be_told(given, help_)]
    assert figures["helps"] == sum(window(given, each.at) for each in helps)


@QUIETLY
@given(materials())
def test_figures_of_check_ins_are_what_counting_them_gives(given: Material) -> None:
    partners = {each.key for each in given.people if each.level is Level.PARTNER}
    counting = (Audience.SELF, Audience.PARTNER, Audience.LEADERS)
    counted = given.viewer.partnership == "riverbend" and given.viewer.reads in counting
    asked = [c for c in given.checkins if counted and window(given, c.asked_at)]
    answered = [c for c in asked if c.answered_at and c.answered_at <= given.until]
    figures = digest(given).figures

    def unanswered(state: CheckInState) -> int:
        return sum(
            c.state is state and c not in answered for c in asked if c.person not in partners
        )

    assert figures["answered"] + figures["partner_answered"] == len(answered)
    assert figures["partner_answered"] == sum(c.person in partners for c in answered)
    assert figures["skipped"] == unanswered(CheckInState.SKIPPED)
    assert figures["away"] == unanswered(CheckInState.AWAY)
    waiting = unanswered(CheckInState.OPEN) + unanswered(CheckInState.CLOSED)
    assert figures["asked"] == figures["answered"] + figures["skipped"] + waiting


@QUIETLY
@given(materials(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_day_and_any_window_give_a_digest(given: Material, today: date) -> None:
    odd = replace(given, today=today, after=given.until + ONE_WEEK)

    assert digest(odd).headline.text
