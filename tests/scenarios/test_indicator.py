"""``/headway indicator``: readings with source and date, corrections, targets and trends."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.domain.agenda import Indicator
from bot.domain.audience import Audience
from bot.domain.history import Deed
from bot.domain.reading import Reading
from tests.fakes import Office
from tests.measuring import change_indicators
from tests.talking import changes, count, get, labels, said

LINE = "/headway indicator visits 61% lincoln from sign-in sheets on Friday"
VISITS = "Teachers who visited another classroom"
READERS = "Leaders and Harbor Center for School Change"


async def test_a_line_is_kept_at_once_and_echoed(office: Office) -> None:
    answer = await office.say("chen", LINE)

    assert said(answer).splitlines()[1] == (
        f"Kept: {VISITS}, 61 % at Lincoln Elementary, Friday, 8 Jan (sign-in sheets) · I-1 · "
        f"Leaders in classrooms. {READERS} see it."
    )
    assert labels(answer.reply) == ["Undo", "Edit"]
    stored = await get(office, Reading, 1)
    assert (stored.indicator, stored.value, stored.school) == ("visits", 61, "lincoln")
    assert (stored.strategy, stored.audience) == ("leader-visits", Audience.LEADERS)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("visits 61", (61, None, 11, "")),
        ("visits 61 % marsh", (61, "marsh", 11, "")),
        ("visits: marsh 61.5%, from sheets", (61.5, "marsh", 11, "sheets")),
        ("visits at marsh 61 yesterday from sheets", (61, "marsh", 10, "sheets")),
        ("visits 61 yesterday at Lincoln Elementary: sheets", (61, "lincoln", 10, "sheets")),
        ("visits 61% for the whole district from sheets", (61, None, 11, "sheets")),
        ("visits district 61% from all sheets", (61, None, 11, "all sheets")),
        ("visits 61 percent sign-in sheets", (61, None, 11, "sign-in sheets")),
        (f"{VISITS} 61% on 2027-01-04", (61, None, 4, "")),
    ],
)
async def test_the_parts_of_a_line_are_told_apart(
    office: Office, typed: str, kept: tuple[float, str | None, int, str]
) -> None:
    await office.say("chen", f"/headway indicator {typed}")

    stored = await get(office, Reading, 1)
    assert (stored.value, stored.school, stored.day.day, stored.text) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("visits 161%", f"{VISITS} is a percentage between 0 and 100, so 161 % cannot be."),
        ("visits -1", f"{VISITS} is a percentage between 0 and 100, so -1 % cannot be."),
        ("visits sixty", "Say the value in plain digits, such as 61 %."),
        ("visits lincoln sixty-1", "Say the value in plain digits, such as 61 %."),
        ("visits lincoln", "Say the value in plain digits, such as 61 %."),
        ("visits 61 on 14 Jan", "Thursday, 14 Jan 2027 is still to come."),
        ("zzz 61", "I know no indicator “zzz”. There are visits and confidence."),
        ("visits zzz 61", "I know no school “zzz”."),
        ("I-7", "I can't find I-7."),
    ],
)
async def test_what_cannot_be_understood_is_repeated_and_not_kept(
    office: Office, typed: str, message: str
) -> None:
    answer = said(await office.say("chen", f"/headway indicator {typed}"))

    assert message in answer
    assert f"Your text is kept: /headway indicator {typed}" in answer
    assert await count(office, Reading) == 0


@pytest.mark.parametrize(
    "typed", ["vists 61% lincoln", "visits 61% lincon", "visits lincon 61% from sheets"]
)
async def test_the_nearest_right_spelling_is_one_tap_away(office: Office, typed: str) -> None:
    answer = await office.say("chen", f"/headway indicator {typed}")

    kept = await office.press("chen", answer.reply, "Yes")

    assert f"Kept: {VISITS}, 61 % at Lincoln Elementary" in said(kept)


async def test_another_unit_takes_any_number_and_no_percent(office: Office) -> None:
    days = Indicator(key="days-lost", name="Days lost", unit="days", target=12)
    await change_indicators(office, days)

    kept = said(await office.say("chen", "/headway indicator days lost 1,250 days marsh"))
    wrong = said(await office.say("chen", "/headway indicator days-lost 12%"))

    assert "Kept: Days lost, 1,250 days at Marsh Street Elementary" in kept
    assert "Days lost is counted in days and not in percent. Say it in plain digits" in wrong


async def test_the_list_shows_target_trend_and_schools(office: Office) -> None:
    for line in ("58 on 2027-01-04 from sheets", "61", "90 marsh"):
        await office.say("chen", f"/headway indicator visits {line}")

    listed = await office.say("boyd", "/headway indicator")

    assert said(listed).splitlines()[1:] == [
        "What is measured",
        f"{VISITS} · target 90 % · Leaders in classrooms",
        "The whole district: 61 %, up from 58 % ▅▅",
        "Monday, 11 Jan, no source given · I-2",
        "Marsh Street Elementary: 90 %, the first reading; the target is reached",
        "Monday, 11 Jan, no source given · I-3",
        "Teams confident in using data · target 80 % · Data teams that change instruction",
        "No reading yet. To ask people with one tap: /headway survey confidence",
        "",
        "To keep a reading: /headway indicator visits 61",
    ]


async def test_without_indicators_there_is_nothing_to_measure(office: Office) -> None:
    await change_indicators(office)

    assert "names no indicator yet" in said(await office.say("chen", LINE))
    assert "names no indicator yet" in said(await office.act("chen", "indicator.open", ""))


async def test_one_indicator_is_shown_whole_with_ones_own_to_edit(office: Office) -> None:
    await office.say("chen", LINE)
    await office.say("boyd", "/headway indicator visits 52")

    shown = await office.say("boyd", "/headway indicator visits")

    assert said(shown).splitlines()[-3:] == [
        "The whole district, Monday, 11 Jan: 52 % (no source given) · I-2",
        "Lincoln Elementary, Friday, 8 Jan: 61 % (sign-in sheets) · I-1",
        "",
    ]
    assert labels(shown.reply) == ["Edit", "Add a reading"]


async def test_of_many_readings_the_latest_are_shown(office: Office) -> None:
    for value in range(22):
        await office.say("chen", f"/headway indicator visits {value}")

    shown = said(await office.say("chen", "/headway indicator visits"))

    assert "… and 2 more from before." in shown
    assert "I-3" in shown
    assert "· I-2\n" not in shown


async def test_an_indicator_that_nobody_read_says_so(office: Office) -> None:
    shown = await office.say("chen", "/headway indicator visits")

    assert "No reading yet." in said(shown)
    assert labels(shown.reply) == ["Add a reading"]


async def test_one_reading_is_shown_by_its_number(office: Office) -> None:
    await office.say("chen", LINE)

    own = await office.say("chen", "/headway indicator I-1")
    other = await office.say("boyd", "/headway indicator i 1")

    line = "Lincoln Elementary, Friday, 8 Jan: 61 % (sign-in sheets) · I-1"
    assert said(own).splitlines()[1:3] == [VISITS, line]
    assert (labels(own.reply), labels(other.reply)) == (["Edit"], [])


async def test_a_correction_is_kept_and_visible(office: Office) -> None:
    answer = await office.say("chen", LINE.replace("61", "58"))
    form = (await office.press("chen", answer.reply, "Edit")).form

    changed = said(await office.fill("chen", form, value="61 %"))

    assert f"Changed: {VISITS}, 61 %, corrected from 58 %, at Lincoln Elementary" in changed
    for shown in ("", " visits", " I-1"):
        listed = said(await office.say("boyd", f"/headway indicator{shown}"))
        assert "61 %, corrected from 58 %" in listed
    assert [change.deed for change in await changes(office, "I-1")] == [Deed.MADE, Deed.EDITED]


async def test_an_undone_correction_is_none(office: Office) -> None:
    answer = await office.say("chen", LINE.replace("61", "58"))
    form = (await office.press("chen", answer.reply, "Edit")).form
    changed = await office.fill("chen", form, value="61")

    await office.press("chen", changed.reply, "Undo")

    assert "corrected" not in said(await office.say("chen", "/headway indicator I-1"))
    assert (await get(office, Reading, 1)).value == 58


async def test_a_reading_outlives_its_indicator(office: Office) -> None:
    await office.say("chen", LINE)
    await change_indicators(office, Indicator(key="n", name="New", unit="", target=1))

    told = said(await office.say("chen", "/headway indicator I-1"))

    assert "visits\nLincoln Elementary, Friday, 8 Jan" in told


async def test_nobody_else_edits_it(office: Office) -> None:
    await office.say("chen", LINE)
    form = (await office.act("boyd", "indicator.edit", "I-1")).form

    assert "I-1 is somebody else's" in said(await office.fill("boyd", form, value="99"))


async def test_it_can_be_undone_and_is_shown_nowhere_then(office: Office) -> None:
    answer = await office.say("chen", LINE)

    assert "Undone: I-1" in said(await office.press("chen", answer.reply, "Undo"))
    assert "61 %" not in said(await office.say("chen", "/headway indicator visits"))


async def test_the_day_of_another_year_is_said_with_its_year(office: Office) -> None:
    await office.say("chen", "/headway indicator visits 61 on 2026-12-04")

    assert (await get(office, Reading, 1)).day == date(2026, 12, 4)
    assert "Friday, 4 Dec 2026" in said(await office.say("chen", "/headway indicator I-1"))


PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"


@pytest.mark.parametrize("line", re.findall(r"^    (/headway .+)$", PAGE.read_text(), re.MULTILINE))
async def test_the_examples_of_the_page_work(office: Office, line: str) -> None:
    answer = said(await office.say("vance", line))

    assert answer.startswith(("Kept: ", "Started: "))
