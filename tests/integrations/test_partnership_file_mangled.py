"""A partnership file that was mangled is refused with a line, and nothing else ever happens."""

import json
import re
from contextlib import suppress

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.load import FileRefusedError
from tests.integrations.riverbend import GOOD, read, refusal

LINES = GOOD.splitlines()
# The keys that the format knows; those in front of channels and question sets are free.
FREE = {"leadership", "leaders", "partner"}
KEYS = [
    match.span(1)
    for match in re.finditer(r"(?:^ *(?:- )?|[{,] ?)([a-z_]+):(?= |\n)", GOOD, re.MULTILINE)
    if GOOD[match.start(1) : match.end(1)] not in FREE
]


@given(place=st.sampled_from(KEYS), letter=st.sampled_from("j0"), data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_key_with_one_wrong_letter_is_refused_with_the_right_one(
    place: tuple[int, int], letter: str, data: st.DataObject
) -> None:
    start, end = place
    key = GOOD[start:end]
    wrong = data.draw(st.integers(0, len(key) - 1), label="which letter")
    typed = f"{key[:wrong]}{letter}{key[wrong + 1 :]}"

    found = refusal(f"{GOOD[:start]}{typed}{GOOD[end:]}")

    line = GOOD[:start].count("\n") + 1
    assert any(
        one.startswith(f"riverbend.yaml:{line}:")
        and one.endswith(f'"{typed}" is not known here. Did you mean "{key}"?')
        for one in found
    )


REQUIRED = [2, 3, 4, 6, 7, 8, 11, 12, 15, 16, 17, 18, 20, 39, 40, 42, 43, 46, 53, 54, 55, 56]
REQUIRED += [80, 81, 82, 84, 85, 88, 89, 90, 92, 93, 95]


@pytest.mark.parametrize("number", REQUIRED)
def test_a_file_without_one_of_its_required_lines_is_refused_with_a_line(number: int) -> None:
    found = refusal("\n".join([*LINES[: number - 1], *LINES[number:]]))

    assert len(found) > 1
    assert all(re.match(r"riverbend\.yaml:\d+: ", line) for line in found[:-1])


def tried(text: str | bytes) -> None:
    """Read what may be anything at all: it is read, or refused, and nothing else happens."""
    with suppress(FileRefusedError):
        read(text)


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_mangled_file_is_read_or_refused_and_never_fails(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(start + 40, len(GOOD))))
    put = data.draw(
        st.text(max_size=12) | st.sampled_from(["[", "{", "- ", ": ", "&a ", "*a", "!"])
    )

    tried((GOOD[:start] + put + GOOD[end:]).encode(errors="surrogatepass"))


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text()
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
PLACES = [
    (section,) for section in yaml.safe_load(GOOD)
] + [
    ("people", 3, "school"), ("people", 0), ("cadences", 0, "ask"), ("cadences", 1, "starts"),
    ("digest", "post_to"), ("channels", "leadership"), ("questions", "leaders"),
    ("agenda", "strategies"), ("workspaces", "district"), ("calendar", "closed"),
]  # fmt: skip


@given(place=st.sampled_from(PLACES), value=ANYTHING)
@settings(max_examples=40, deadline=None)
def test_anything_in_any_place_is_read_or_refused_and_never_fails(
    place: tuple[str | int, ...], value: object
) -> None:
    made = yaml.safe_load(GOOD)
    inside = made
    for part in place[:-1]:
        inside = inside[part]
    inside[place[-1]] = value

    # JSON is YAML too, and is written faster; dates become texts as they are in the file.
    tried(json.dumps(made, default=str, ensure_ascii=False).encode(errors="surrogatepass"))


@given(raw=st.binary(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_refused_and_never_fail(raw: bytes) -> None:
    with pytest.raises(FileRefusedError):
        read(raw)
