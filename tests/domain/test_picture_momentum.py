"""The picture of momentum: the mean of a week, never one person's rating."""

from datetime import date, datetime

from bot.domain.agenda import Strategy
from bot.domain.checkin import Answer, Momentum
from bot.domain.picture import Lines, Point, Span
from bot.domain.picture_momentum import draw_momentum
from tests.builders import MONDAY, ONE_DAY, ONE_WEEK, TODAY, answer, taps

TALK = Strategy(key="student-talk", name="Student talk")
THREE = ("boyd", "rossi", "nowak")


def drawn(*answers: Answer) -> Lines:
    return draw_momentum((TALK,), answers, today=TODAY, day_of=datetime.date)


def week(first: int, *ratings: int, back: int = 0) -> list[Answer]:
    """Ratings by one person each, in the week so many weeks before."""
    return [
        taps(first + n, {TALK.key: Momentum(rating)}, by=f"p{n}", at=MONDAY - back * ONE_WEEK)
        for n, rating in enumerate(ratings)
    ]


def test_a_point_is_the_mean_of_a_week_and_how_many_rated() -> None:
    picture = drawn(*week(1, 1, 2, 3, back=1), *week(4, 2, 3, 4, 3))
    assert picture.panels[0].points == (
        Point(day=date(2027, 1, 4), value=2, n=3),
        Point(day=date(2027, 1, 11), value=3, n=4),
    )
    assert (picture.span, picture.panels[0].scale) == (Span.WEEK, (1, 4))
    assert picture.sources == ("A-1", "A-2", "A-3", "A-4", "A-5", "A-6", "A-7")


def test_of_several_ratings_by_one_person_in_a_week_the_last_counts() -> None:
    again = taps(9, {TALK.key: Momentum.STRONG}, by="p0", at=MONDAY + ONE_DAY)
    picture = drawn(again, *week(1, 1, 2, 3))
    assert picture.panels[0].points == (Point(day=date(2027, 1, 11), value=3, n=3),)
    assert picture.sources == ("A-2", "A-3", "A-9")


def test_a_week_of_fewer_than_three_people_is_left_out_and_counted() -> None:
    picture = drawn(*week(1, 4, 4, back=1), *week(3, 2, 2, 2))
    assert [point.day for point in picture.panels[0].points] == [date(2027, 1, 11)]
    assert (picture.left_out, picture.sources) == (1, ("A-3", "A-4", "A-5"))


def test_what_was_taken_back_is_too_old_or_no_rating_does_not_count() -> None:
    one, two, three = week(1, 2, 2, 2)
    withdrawn = taps(3, {TALK.key: Momentum.SLOW}, by="p2", withdrawn=True)
    assert not drawn(one, two, withdrawn).panels
    assert not drawn(*week(1, 2, 2, 2, back=12)).panels
    assert not drawn(*week(1, 2, 2, 2, back=-1)).panels
    assert not drawn(
        one, two, answer(3, by="p2"), taps(4, {"other": three.ratings[TALK.key]})
    ).panels
