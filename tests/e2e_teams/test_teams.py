"""Headway in a district's Teams, as Microsoft's own stand-in for Teams plays and shows it."""

from playwright.sync_api import expect

from tests.e2e_teams.acting import Teams
from tests.e2e_teams.riverbend import Riverbend
from tests.faults.district import FRIDAY, MONDAY

WELCOME = "Yours, Terrence"
CHECK_IN = "Two minutes for the effort?"
PROMISE = "commit share the rubric with grade 4 by next Friday"
HELPING = "helping teachers of grade 4 plan together"
LEADERSHIP = "Riverbend - Leadership"


def test_whoever_adds_the_app_is_welcome(teams: Teams) -> None:
    teams.sees(WELCOME)


def test_whoever_removes_it_and_adds_it_again_is_welcome_again(teams: Teams) -> None:
    teams.sees(WELCOME)
    teams.uninstall()
    teams.install()
    expect(teams.all_talk(WELCOME)).to_have_count(2)


def test_a_tap_changes_the_card_of_the_check_in_in_its_place(
    teams: Teams, riverbend: Riverbend
) -> None:
    teams.sees(WELCOME)
    riverbend.set_clock(MONDAY)
    teams.sees(CHECK_IN)
    teams.press("steady")
    expect(teams.page.get_by_role("button", name="✓ steady")).to_have_count(1)
    expect(teams.all_talk(CHECK_IN)).to_have_count(0)
    teams.keep_picture("teams-check-in")


def test_the_form_of_a_check_in_opens(teams: Teams, riverbend: Riverbend) -> None:
    teams.sees(WELCOME)
    riverbend.set_clock(MONDAY)
    teams.sees(CHECK_IN)
    dialog = teams.open_form("Answer")["task"]
    assert (dialog["type"], dialog["value"]["title"]) == ("continue", "Check-in")
    assert dialog["value"]["card"]["content"]["type"] == "AdaptiveCard"
    teams.keep_picture("teams-form")


def test_a_promise_that_is_typed_is_kept(teams: Teams) -> None:
    teams.sees(WELCOME)
    teams.say(PROMISE)
    teams.sees("Kept: you'll share the rubric with grade 4")
    teams.keep_picture("teams-promise")


def test_a_message_becomes_a_promise_in_a_dialog(teams: Teams) -> None:
    teams.sees(WELCOME)
    teams.say(HELPING)
    teams.sees("Kept")
    teams.use_on(HELPING, "commit")
    field = teams.page.get_by_label("What will be done")
    expect(field).to_have_value(HELPING)
    teams.keep_picture("teams-dialog")
    field.fill("visit grade 4")
    teams.press("Save")
    teams.sees("Kept: you'll visit grade 4")


def test_the_digest_comes_into_the_channel(teams: Teams, riverbend: Riverbend) -> None:
    teams.sees(WELCOME)
    riverbend.set_clock(MONDAY)
    teams.sees(CHECK_IN)
    teams.go(LEADERSHIP)
    teams.post(PROMISE)
    teams.sees("I have answered in your own chat with me.")
    riverbend.set_clock(FRIDAY)
    teams.sees("share the rubric with grade 4 (T. Boyd)")
    teams.keep_picture("teams-digest")
