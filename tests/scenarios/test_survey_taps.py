"""Tapping in a survey: each person counts once, and nobody can see who chose what."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.domain.survey import Choice, SurveyAnswer, SurveyTaken
from bot.messages import Pressed
from storage.tables import TABLES
from tests.fakes import USERS, Office, sender, text_of
from tests.jobs.looking import found, ny
from tests.surveying import ASKED, NAME, OPTIONS, READERS, cards, started, tap
from tests.talking import labels, said


async def rows(office: Office) -> dict[str, list[object]]:
    """All that is stored, by kind."""
    return {kind.__name__: list(await found(office.store, kind)) for kind in TABLES}


async def test_one_tap_is_thanked_in_the_place_of_the_card(office: Office) -> None:
    await started(office)

    answer = await tap(office, "boyd")

    assert answer.reply is None
    assert text_of(answer.replace).splitlines()[1] == (
        f"Thanks, it is counted. {NAME}: when the survey is over, {READERS} read the result, if "
        "at least 5 have answered."
    )
    assert labels(answer.replace) == []


async def test_a_second_tap_counts_nothing_and_says_so(office: Office) -> None:
    await started(office)
    await tap(office, "boyd", "Fully")

    again = await tap(office, "boyd", "Not yet")

    assert "nothing was counted again" in said(again)
    assert "Thanks, it is counted" in text_of(again.replace)
    answers = await found(office.store, SurveyAnswer)
    assert [answer.choice for answer in answers] == [Choice.FULLY]


async def test_a_tap_after_the_end_says_so(office: Office) -> None:
    await started(office)
    office.now = ny("2027-01-19 17:00")

    late = await tap(office, "boyd")

    assert "This survey is over, so nothing was counted." in said(late)
    assert "this survey is over. Thanks" in text_of(late.replace)
    assert await found(office.store, SurveyAnswer) == []


@pytest.mark.parametrize("value", ["1|perhaps", "2|mostly", "x|mostly", "1"])
async def test_a_made_up_tap_counts_nothing(office: Office, value: str) -> None:
    await started(office)

    answer = said(await office.act("boyd", "survey.tap", value))

    assert "belongs to something I no longer do" in answer
    assert await found(office.store, SurveyTaken) == []


async def test_who_is_not_asked_counts_nothing(office: Office) -> None:
    await started(office)

    answer = said(await office.press("chen", cards(office)[0], "Mostly"))

    assert "This survey does not ask you, so nothing was counted." in answer
    assert await found(office.store, SurveyAnswer) == []


async def test_the_same_event_twice_counts_once_and_is_thanked_twice(office: Office) -> None:
    await started(office)
    button = cards(office)[0].buttons()[2]
    event = Pressed(
        sender=sender("boyd"), event="e", at=office.now, action=button.action, value=button.value
    )

    first, second = await office.router.handle(event), await office.router.handle(event)

    assert first == second
    assert len(await found(office.store, SurveyAnswer)) == 1


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(taps=st.lists(st.tuples(st.sampled_from(ASKED[:4]), st.sampled_from(OPTIONS)), max_size=12))
async def test_however_often_they_tap_each_person_counts_once_and_first(
    taps: Sequence[tuple[str, str]],
) -> None:
    office = await Office().open()
    await started(office)

    for who, label in taps:
        await tap(office, who, label)

    first = dict(reversed(taps))
    answers = await found(office.store, SurveyAnswer)
    taken = {one.person for one in await found(office.store, SurveyTaken)}
    assert taken == set(first)
    counted = sorted(answer.choice.replace("-", " ") for answer in answers)
    assert counted == sorted(label.lower() for label in first.values())


async def test_what_is_stored_of_a_person_is_the_same_whatever_they_chose() -> None:
    dumps = []
    for label in OPTIONS:
        office = await Office().open()
        await started(office)
        await tap(office, "boyd", label)
        dumps.append(await rows(office))
    chosen = [dump.pop("SurveyAnswer") for dump in dumps]

    assert dumps == [dumps[0]] * 4
    told = [answer.choice for (answer,) in chosen if isinstance(answer, SurveyAnswer)]
    assert told == list(Choice)


async def test_no_row_holds_a_person_and_a_choice(office: Office) -> None:
    await started(office)
    await tap(office, "boyd", "Fully")
    await tap(office, "boyd", "A little")
    kept = [repr(row).lower() for stored in (await rows(office)).values() for row in stored]

    holding = [row for row in kept if any(choice in row for choice in ("fully", "a-little"))]

    assert len(holding) == 1
    assert all(who not in holding[0] for who in ("boyd", USERS["boyd"].lower(), "terrence"))


async def test_the_log_does_not_tell_a_choice(office: Office) -> None:
    await started(office)

    with capture_logs() as logged:
        for who, label in product(ASKED[:2], ("Fully", "Fully")):
            await tap(office, who, label)
        await office.act("boyd", "survey.tap", "1|fully|x")

    assert "fully" not in str(logged).lower()
