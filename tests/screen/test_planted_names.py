import pytest

from bot.domain.screen import without
from integrations.screening import NameScreen
from tests.screen.shapes import KNOWN, NAMES, SHAPES, STAFF, STUDENTS, traces

SCREEN = NameScreen()


def test_there_are_500_names_and_40_shapes() -> None:
    assert (len(set(STAFF)), len(set(STUDENTS)), len(set(NAMES))) == (250, 250, 500)
    assert len(SHAPES) == 40


@pytest.mark.parametrize("shape", SHAPES)
def test_every_listed_name_is_found_in_every_shape(shape: str) -> None:
    left = {}
    for name in NAMES:
        text = SHAPES[shape](name)
        if rest := traces(without(text, SCREEN.find(text, KNOWN)), name):
            left[text] = rest
    assert not left


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_really_names_somebody(shape: str) -> None:
    assert all(traces(SHAPES[shape](name), name) for name in NAMES[::10])
