"""Whatever was kept: no picture tells what its readers may not know."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agenda import Strategy
from bot.domain.audience import Audience, visible
from bot.domain.checkin import Answer, Momentum
from bot.domain.picture_measured import draw_look_for
from bot.domain.picture_momentum import draw_momentum
from bot.domain.walkthrough import Walkthrough
from tests.builders import MONDAY, TODAY, partnership, taps
from tests.evidence import found, walked

DAYS = st.integers(0, 120).map(lambda days: MONDAY - timedelta(days=days))
AUDIENCES = st.sampled_from(Audience)
READERS = st.sampled_from([Audience.PARTNER, Audience.LEADERS, Audience.PUBLIC])


@st.composite
def walkthroughs(draw: st.DrawFn) -> list[Walkthrough]:
    counts = draw(st.lists(st.tuples(st.integers(1, 6), DAYS, AUDIENCES, st.booleans())))
    return [
        walked(
            n, found("task", of // 2, of), day=at.date(), at=at, audience=audience, withdrawn=gone
        )
        for n, (of, at, audience, gone) in enumerate(counts, 1)
    ]


@st.composite
def ratings(draw: st.DrawFn) -> list[Answer]:
    people = st.sampled_from(["boyd", "rossi", "nowak", "chen"])
    given_ = draw(st.lists(st.tuples(people, DAYS, AUDIENCES, st.sampled_from(Momentum))))
    return [
        taps(n, {"talk": rating}, by=who, at=at, audience=audience)
        for n, (who, at, audience, rating) in enumerate(given_, 1)
    ]


@given(walks=walkthroughs(), reads=READERS)
def test_no_picture_tells_of_fewer_than_three_classrooms_nor_of_what_its_readers_may_not_read(
    walks: list[Walkthrough], reads: Audience
) -> None:
    picture = draw_look_for("task", visible(partnership().reader(reads), walks))
    by_ref = {walk.ref: walk for walk in walks}
    points = [point for panel in picture.panels for point in panel.points]
    assert all(point.n >= 3 for point in points)
    for ref in picture.sources:
        assert by_ref[ref].audience.includes(reads)
        assert not by_ref[ref].withdrawn
        assert all(finding.of >= 3 for finding in by_ref[ref].findings)


@given(answers=ratings(), reads=READERS)
def test_no_point_of_momentum_is_of_fewer_than_three_people_whose_ratings_may_be_read(
    answers: list[Answer], reads: Audience
) -> None:
    talk = Strategy(key="talk", name="Talk")
    seen = visible(partnership().reader(reads), answers)
    picture = draw_momentum((talk,), seen, today=TODAY, day_of=datetime.date)
    by_ref = {answer.ref: answer for answer in answers}
    points = [point for panel in picture.panels for point in panel.points]
    assert all(point.n >= 3 for point in points)
    assert len(picture.sources) == sum(point.n for point in points)
    assert all(by_ref[ref].audience.includes(reads) for ref in picture.sources)
