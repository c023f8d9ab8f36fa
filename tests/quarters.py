"""A quarter that is rich in everything: January to March 2027, around the week of ``evidence``."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.audience import Audience
from bot.domain.checkin import Answer, Momentum
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.material import Material
from bot.domain.pack import Pack, pack_of
from bot.domain.people import Side
from bot.domain.quarter import Quarter
from tests import builders, evidence
from tests.builders import ONE_WEEK

Q1 = Quarter(year=2027, number=1)
BEGAN = datetime(2027, 1, 1, 5, tzinfo=UTC)
ENDED = datetime(2027, 4, 1, 4, tzinfo=UTC)
MADE_ON = date(2027, 4, 2)
JANUARY, MARCH = datetime(2027, 1, 12, 13, tzinfo=UTC), datetime(2027, 3, 9, 13, tzinfo=UTC)
KEPT: dict[str, Any] = {"state": CommitmentState.KEPT, "closed_at": MARCH}
DROPPED: dict[str, Any] = {"state": CommitmentState.DROPPED, "closed_at": MARCH}


def quarter(reads: Audience = Audience.PARTNER, /, **changes: Any) -> Material:  # noqa: ANN401 - any field of the value
    """The quarter with the partnership and the people of ``evidence``, and no records."""
    window: dict[str, Any] = {"after": BEGAN, "until": ENDED, "today": Q1.last}
    return evidence.material(reads, **{**window, **changes})


def pack(reads: Audience = Audience.PARTNER, /, **changes: Any) -> Pack:  # noqa: ANN401 - any field of the value
    """The pack of that quarter with these records."""
    return pack_of(quarter(reads, **changes), Q1)


def rated(number: int, at: datetime, level: Momentum, by: str = "boyd") -> Answer:
    """Data teams as somebody sees them."""
    return builders.taps(number, {"data-teams": level}, at=at, by=by)


def rich_quarter(reads: Audience) -> Material:
    """A quarter in which something of every kind was kept."""
    week = evidence.rich_week(reads)
    agenda = replace(week.partnership.agenda, vision="Every student explains their thinking")
    return replace(
        week,
        partnership=replace(week.partnership, agenda=agenda),
        after=BEGAN,
        until=ENDED,
        today=Q1.last,
        answers=(
            rated(101, JANUARY, Momentum.SLOW),
            rated(102, JANUARY, Momentum.SLOW, "rossi"),
            rated(103, MARCH, Momentum.STEADY),
        ),
        commitments=(*week.commitments, *_promises()),
        site_days=(*week.site_days, evidence.site_day(9, day=date(2027, 4, 14))),
    )


def marked(material: Material, **changes: Any) -> Material:  # noqa: ANN401 - any field of the value
    """The material with each of its records changed, such as by ``audience=Audience.PUBLIC``."""
    kinds = ("commitments", "blockers", "helps", "walkthroughs", "visits", "data_teams")
    everything: dict[str, Any] = {
        kind: tuple(replace(one, **changes) for one in getattr(material, kind))
        for kind in (*kinds, "readings", "site_days", "revisions", "answers")
    }
    return replace(material, **everything)


def _promises() -> tuple[Commitment, ...]:
    made = builders.commitment
    partner: dict[str, Any] = {"owner": "vance", "by": "vance", "side": Side.PARTNER}
    due = (MARCH - ONE_WEEK).date()
    return (
        made(30, text="send the protocol", due=date(2027, 2, 1), **partner),
        made(31, text="bring the exit tickets", due=due, note="six teams used them", **KEPT),
        made(32, text="draft a schedule", note="the board decides in May", **DROPPED),
        made(33, text="model a lesson", **partner, **KEPT),
        made(34, text="tell the board", due=Q1.last + timedelta(days=22)),
    )
