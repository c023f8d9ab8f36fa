"""Pictures as files: each kind opens, has its size, and tells in words what it shows."""

import io
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib.util import find_spec

import pytest
from PIL import Image

from bot.domain.checkin import Momentum
from bot.domain.coverage import coverage, school_year
from bot.domain.picture import Picture, Worded
from bot.domain.picture_blockers import draw_blockers
from bot.domain.picture_coverage import draw_coverage
from bot.domain.picture_measured import draw_fidelity, draw_look_for
from bot.domain.picture_momentum import draw_momentum
from bot.domain.picture_promises import draw_promises
from integrations.drawing import PhoneDrawing, drawing
from prompts import chart as said
from prompts.chart_words import MOMENTUM, Names, Subject
from tests.builders import MONDAY, ONE_WEEK, TODAY, blocker, commitment, taps
from tests.evidence import found, meeting, partnership, people, visit, walked

KINDS = ("momentum", "promises", "blockers", "coverage", "fidelity", "look-for")


def drawn() -> Mapping[str, tuple[Picture, Subject]]:
    """A picture of each kind, with what it is about."""
    where, day = partnership(), datetime.date
    ratings = [
        taps(n, {"student-talk": Momentum(2 + n % 2)}, by=f"p{n}", at=MONDAY - back * ONE_WEEK)
        for back in (0, 3)
        for n in range(3)
    ]
    visits, since = [visit()], school_year(TODAY)
    seen = coverage(where, people(), visits, since=since)
    look_for = where.agenda.look_fors[0]
    walks = [
        walked(n, found(look_for.key, 2, 4), day=day(MONDAY - n * ONE_WEEK)) for n in range(1, 9)
    ]
    due = [commitment(1, due=day(MONDAY)), commitment(2, due=day(MONDAY - 9 * ONE_WEEK))]
    promises = draw_promises(due, today=TODAY, day_of=day)
    return {
        "momentum": (
            draw_momentum(where.agenda.current, ratings, today=TODAY, day_of=day),
            MOMENTUM,
        ),
        "promises": (promises, said.of_promises(where)),
        "blockers": (draw_blockers([blocker()], today=TODAY, day_of=day), said.BLOCKERS),
        "coverage": (
            draw_coverage(seen, visits, today=TODAY, by_name=True),
            said.of_coverage(None),
        ),
        "fidelity": (draw_fidelity([meeting(1), meeting(2, school="marsh")]), said.FIDELITY),
        "look-for": (draw_look_for(look_for.key, walks), said.of_look_for(look_for)),
    }


def words_of(picture: Picture, subject: Subject) -> Worded:
    called = {person.key: person.name for person in people()}
    names = Names(partnership=partnership(), readers="leaders", people=called)
    return said.worded(picture, subject, names)


def touched(grey: Image.Image) -> bool:
    """Whether anything was cut off at an edge."""
    wide, high = grey.size
    sides = ((0, 0, 2, high), (wide - 2, 0, wide, high), (0, 0, wide, 2), (0, high - 2, wide, high))
    return any(grey.crop(side).getextrema() != (255, 255) for side in sides)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_whole_as_wide_as_three_phones_and_tells_what_it_shows(
    kind: str,
) -> None:
    picture, subject = drawn()[kind]
    worded = words_of(picture, subject)
    with Image.open(io.BytesIO(PhoneDrawing().png(picture, worded))) as opened:
        opened.load()
        assert (opened.format, opened.width) == ("PNG", 1080)
        assert 700 < opened.height < 2000
        assert opened.info["Title"] == worded.title
        assert opened.info["Description"] == worded.described
        assert not touched(opened.convert("L"))
    assert worded.message in worded.described


def test_pictures_asked_for_at_once_are_the_same_as_one_by_one() -> None:
    drawing = PhoneDrawing()
    wanted = [(picture, words_of(picture, subject)) for picture, subject in drawn().values()][1:3]
    with ThreadPoolExecutor(max_workers=2) as threads:
        at_once = list(threads.map(lambda one: drawing.png(*one), wanted))
    assert at_once == [drawing.png(*one) for one in wanted]


def test_without_the_extra_nothing_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(drawing(), PhoneDrawing)
    monkeypatch.setattr(
        "integrations.drawing.find_spec",
        lambda name: None if name == "matplotlib" else find_spec(name),
    )
    assert drawing() is None
