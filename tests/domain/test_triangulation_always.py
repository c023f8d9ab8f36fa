"""What holds for the claims of any evidence, however odd it is."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.audience import Audience
from bot.domain.checkin import Momentum
from bot.domain.claim import Claim, Kind, Verdict
from bot.domain.facts import facts
from bot.domain.material import Material
from bot.domain.record import Record
from tests.builders import FRIDAY, taps
from tests.evidence import found, material, meeting, reading, visit, walked

# A machine that is busy with other tests is slow, which says nothing of what is tested.
QUIETLY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KINDS = ("answers", "walkthroughs", "visits", "data_teams", "readings")
MOMENTS = st.sampled_from((-130, -60, -30, -9, -3, -2, -1)).map(
    lambda days: FRIDAY + timedelta(days=days)
)
FIELDS = {
    "audience": st.sampled_from((Audience.SELF, Audience.PARTNER, Audience.LEADERS)),
    "by": st.sampled_from(("boyd", "rossi")),
    "at": MOMENTS,
}
DATED = {**FIELDS, "day": MOMENTS.map(lambda moment: moment.date())}
PLACED = {**DATED, "school": st.sampled_from(("lincoln", "marsh"))}
COUNTS = st.integers(2, 5).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
RATED = st.sampled_from(Momentum)
TAPS = st.fixed_dictionaries({"data-teams": RATED, "student-talk": RATED})


def some(build: Any, **fields: Any) -> Any:  # noqa: ANN401 - strategies draw it
    """A few records of one kind."""
    drawn = st.lists(st.fixed_dictionaries(fields), max_size=6)
    return drawn.map(lambda many: tuple(build(n, **each) for n, each in enumerate(many, 1)))


def rated(number: int, ratings: dict[str, Momentum], **fields: Any) -> Any:  # noqa: ANN401 - strategies draw it
    return taps(number, ratings, **fields)


def a_walk(number: int, counts: tuple[int, int], **fields: Any) -> Any:  # noqa: ANN401 - strategies draw it
    return walked(number, found("reasoning", *counts, number=number), **fields)


def a_meeting(number: int, scores: tuple[int, int], **fields: Any) -> Any:  # noqa: ANN401 - strategies draw it
    return meeting(number, scores, **fields)


SCORES = st.tuples(st.integers(1, 4), st.integers(1, 4))
EVIDENCE = st.fixed_dictionaries(
    {
        "answers": some(rated, ratings=TAPS, **FIELDS),
        "walkthroughs": some(a_walk, counts=COUNTS, **PLACED),
        "data_teams": some(a_meeting, scores=SCORES, **PLACED),
        "visits": some(visit, **PLACED),
        "readings": some(reading, value=st.integers(0, 100), **DATED),
    }
)
READERS = st.sampled_from((Audience.PARTNER, Audience.LEADERS))


def claims_of(given: Material) -> tuple[Claim, ...]:
    return facts(given).claims


@QUIETLY
@given(EVIDENCE, READERS)
def test_a_supported_claim_has_two_kinds_and_every_record_may_be_read(
    records: dict[str, Any], reads: Audience
) -> None:
    wide = {r.ref: r for name in KINDS for r in records[name] if r.audience.includes(reads)}
    findings = {f.ref for w in wide.values() for f in getattr(w, "findings", ()) if f.of >= 3}

    for claim in claims_of(material(reads, **records)):
        if claim.verdict is Verdict.SUPPORTED:
            assert len({each.kind for each in claim.speaking_for}) > 1
        assert {*claim.sources} <= {*wide, *findings}


@QUIETLY
@given(EVIDENCE, st.randoms())
def test_the_order_of_the_records_does_not_matter(records: dict[str, Any], chance: Any) -> None:  # noqa: ANN401 - strategies draw it
    mixed = {name: tuple(chance.sample(records[name], len(records[name]))) for name in KINDS}

    def told(given: Material) -> list[Any]:
        return [
            (c.strategy, [(s.kind, s.direction, {*s.sources}) for s in c.says])
            for c in claims_of(given)
        ]

    assert told(material(**mixed)) == told(material(**records))


def without(records: dict[str, Any], gone: Record) -> dict[str, Any]:
    return {name: tuple(r for r in records[name] if r is not gone) for name in KINDS}


@QUIETLY
@given(EVIDENCE, st.data())
def test_taking_a_record_away_makes_no_silent_source_speak(
    records: dict[str, Any], data: st.DataObject
) -> None:
    everything = [record for name in KINDS for record in records[name]]
    gone = data.draw(st.sampled_from(everything)) if everything else None

    def speaking(given: Material) -> set[tuple[str, Kind]]:
        return {(c.strategy, each.kind) for c in claims_of(given) for each in c.says}

    fewer = without(records, gone) if gone else records
    assert speaking(material(**fewer)) <= speaking(material(**records))
