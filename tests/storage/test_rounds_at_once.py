"""Taps of a walkthrough from two processes at one moment: each of them counts."""

import asyncio

from bot.domain.walkthrough import Round, Walkthrough
from bot.ports.store import Store
from tests.jobs.looking import found
from tests.storage.test_survey_taps import offices

LOOK_FORS = ("reasoning", "grade-level-task", "checks")


async def test_taps_of_one_observer_at_once_all_count(stores: tuple[Store, Store]) -> None:
    both = await offices(stores)
    await both[0].say("boyd", "/walkthrough start lincoln")
    await both[0].act("boyd", "walkthrough.next", "W-1|1")

    await asyncio.gather(
        *(
            office.act("boyd", "walkthrough.tick", f"W-1|2|{key}|1")
            for key, office in zip(LOOK_FORS, both * 2, strict=False)
        )
    )

    (walked,) = await found(stores[0], Round)
    assert (walked.classrooms, set(walked.here)) == (1, set(LOOK_FORS))


async def test_no_tap_comes_in_while_a_walkthrough_is_finished(
    stores: tuple[Store, Store],
) -> None:
    """Whichever was first, in the end no round holds a single classroom."""
    both = await offices(stores)
    await both[0].say("boyd", "/walkthrough start lincoln")
    await both[0].act("boyd", "walkthrough.tick", "W-1|1|checks|1")
    form = (await both[0].act("boyd", "walkthrough.finish", "W-1")).form

    await asyncio.gather(
        both[0].fill("boyd", form, pattern="no why"),
        both[1].act("boyd", "walkthrough.tick", "W-1|1|reasoning|1"),
    )

    (walked,) = await found(stores[0], Round)
    (record,) = await found(stores[0], Walkthrough)
    assert (record.under_way, walked.here, walked.before) == (False, (), None)
