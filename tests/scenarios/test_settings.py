"""``/headway settings``: a person's own time, zone, absence and reminders."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.cadence import Weekday
from bot.domain.partnership import Partnership
from bot.domain.people import Level
from bot.domain.preferences import Preferences
from tests.fakes import Office, fields_of
from tests.talking import card, change_person, said


async def chosen(office: Office, who: str = "boyd") -> Preferences:
    async with office.store.read() as tx:
        found = await tx.get(Preferences, "riverbend", who)
    return found or Preferences(partnership="riverbend", person=who)


async def test_settings_are_shown_as_the_file_gives_them(office: Office) -> None:
    told = said(await office.say("haddad", "/headway settings"))

    assert "Asked at 08:00 (America/Chicago)." in told
    assert "Reminders: on." in told


async def test_settings_say_on_which_days_one_is_asked(office: Office) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        weekly, *others = partnership.cadences
        monthly = replace(weekly, key="monthly", every=4, day=Weekday.FRIDAY)
        await tx.put(replace(partnership, cadences=(weekly, monthly, *others)))

    told = said(await office.say("boyd", "/headway settings"))

    assert "Days: every Monday and Friday every 4 weeks." in told


async def test_somebody_who_is_not_asked_has_no_time(office: Office) -> None:
    await change_person(office, "price", level=Level.BOARD)

    assert "Asked at no fixed time" in said(await office.say("price", "/headway settings"))


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        *[("8:30", time(8, 30)), ("08:30", time(8, 30)), ("9", time(9)), ("8.30", time(8, 30))],
        *[("3 pm", time(15)), ("8:30AM", time(8, 30)), ("20:00", time(20)), ("06:00", time(6))],
        ("12pm", time(12)),
    ],
)
async def test_a_time_is_understood_as_people_write_it(
    office: Office, typed: str, at: time
) -> None:
    answer = await office.say("boyd", f"/headway settings at {typed}")

    assert "Saved. A check-in that is open now stays as it is." in said(answer)
    assert f"Asked at {at:%H:%M} (America/New_York)." in said(answer)
    assert (await chosen(office)).at == at


@pytest.mark.parametrize(
    "typed", ["22:00", "05:59", "20:01", "12 am", "25:00", "8:75", "08:30+02:00", "soon", "99pm"]
)
async def test_a_time_in_the_night_or_no_time_is_refused(office: Office, typed: str) -> None:
    answer = await office.say("boyd", f"/headway settings at {typed}")

    assert "Choose a time between 06:00 and 20:00, such as 08:30." in said(answer)
    assert f"/headway settings at {typed}" in said(answer)
    assert (await chosen(office)).at is None


async def test_usual_takes_back_ones_own_time_and_zone(office: Office) -> None:
    for typed in ("at 9:00", "zone America/Chicago", "at usual"):
        await office.say("boyd", f"/headway settings {typed}")

    answer = await office.say("boyd", "/headway settings zone usual")

    assert "Asked at 08:00 (America/New_York)." in said(answer)


async def test_a_zone_is_taken_whatever_its_case(office: Office) -> None:
    await office.say("boyd", "/headway settings zone america/chicago")

    assert (await chosen(office)).timezone == "America/Chicago"


async def test_a_zone_that_is_nearly_right_is_put_right_with_one_tap(office: Office) -> None:
    answer = await office.say("boyd", "/headway settings zone America/Chicgo")

    assert "I know no zone “America/Chicgo”. Did you mean America/Chicago?" in said(answer)
    await office.press("boyd", answer.reply, "Yes")
    assert (await chosen(office)).timezone == "America/Chicago"


async def test_a_zone_unlike_any_is_refused(office: Office) -> None:
    answer = await office.say("boyd", "/headway settings zone 12345")

    assert "I know no zone “12345”." in said(answer)
    assert (await chosen(office)).timezone is None


async def test_away_and_back(office: Office) -> None:
    answer = await office.say("boyd", "/headway settings away until 12 March")
    assert "Away: asked again from Friday, 12 Mar on." in said(answer)
    assert (await chosen(office)).away_until == date(2027, 3, 12)

    assert "Away" not in said(await office.say("boyd", "/headway settings back"))
    assert (await chosen(office)).away_until is None


async def test_an_absence_that_is_over_is_forgotten(office: Office) -> None:
    await office.say("boyd", "/headway settings away until 13 January")
    office.later(days=5)

    shown = await office.say("boyd", "/headway settings")
    changed = await office.say("boyd", "/headway settings at 9:00")

    assert "Away" not in said(shown)
    assert "Saved." in said(changed)
    form = (await office.press("boyd", changed.reply, "Change")).form
    assert fields_of(form)["away"] == ""


@pytest.mark.parametrize("typed", ["away until 11 January", "away until whenever"])
async def test_away_needs_a_day_to_come(office: Office, typed: str) -> None:
    answer = await office.say("boyd", f"/headway settings {typed}")

    assert "Choose a day after today, such as 12 March" in said(answer)
    assert typed in said(answer)


@pytest.mark.parametrize("typed", ["away", "at", "nonsense 3", "mute"])
async def test_what_is_unclear_is_answered_with_what_can_be_written(
    office: Office, typed: str
) -> None:
    await office.say("boyd", "/headway settings away until 12 March")

    answer = await office.say("boyd", f"/headway settings {typed}")

    assert "write one of: at 08:30" in said(answer)
    assert (await chosen(office)).away_until == date(2027, 3, 12)


async def test_reminders_can_be_switched_off_and_on(office: Office) -> None:
    assert "Reminders: off." in said(await office.say("boyd", "/headway settings reminders OFF"))
    assert "Reminders: on." in said(await office.say("boyd", "/headway settings reminders on"))


async def test_reminders_are_on_or_off(office: Office) -> None:
    answer = await office.say("boyd", "/headway settings reminders sometimes")

    assert "Reminders are on or off" in said(answer)
    assert (await chosen(office)).reminders


async def test_what_is_so_already_is_shown_and_nothing_is_saved(office: Office) -> None:
    for typed in ("reminders on", "back", "at usual"):
        told = said(await office.say("boyd", f"/headway settings {typed}"))
        assert "Your settings" in told
        assert "Saved" not in told


async def test_the_form_changes_all_at_once(office: Office) -> None:
    shown = await office.say("boyd", "/headway settings")
    form = (await office.press("boyd", shown.reply, "Change")).form

    answer = await office.fill(
        "boyd", form, at="09:00", zone="America/Denver", away="2027-01-25", reminders="off"
    )

    assert "Asked at 09:00 (America/Denver)." in said(answer)
    assert await chosen(office) == Preferences(
        partnership="riverbend",
        person="boyd",
        at=time(9),
        timezone="America/Denver",
        away_until=date(2027, 1, 25),
        reminders=False,
    )


async def test_the_form_shows_every_mistake_at_its_field(office: Office) -> None:
    shown = await office.say("boyd", "/headway settings")
    form = (await office.press("boyd", shown.reply, "Change")).form

    answer = await office.fill(
        "boyd", form, at="23:00", zone="Mars", away="2027-01-01", reminders="maybe"
    )

    assert sorted(answer.errors) == ["at", "away", "reminders", "zone"]


async def test_a_new_time_counts_from_the_next_check_in_on(office: Office) -> None:
    await office.tick()
    await office.say("boyd", "/headway settings at 10:00")

    await office.tick(office.now.replace(day=19, hour=14, minute=0))
    assert len(office.platform.to("boyd")) == 1

    await office.tick(office.now.replace(day=19, hour=15, minute=0))
    assert len(office.platform.to("boyd")) == 2
    assert "Good morning" in card(office).text
