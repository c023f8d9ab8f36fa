"""A name that must not be kept: refused where one writes, with what can be sent instead."""

import re

from playwright.sync_api import expect

from tests.e2e.acting import newest, write
from tests.e2e.browsing import PHONE, Windows

LINE = "/commit visit Mrs. Alvarez by Friday"


def test_what_was_typed_stays_and_one_tap_sends_it_without_the_name(windows: Windows) -> None:
    page = windows.open("/?as=keane", size=PHONE)
    page.locator("#text").fill(LINE)
    page.locator("#send").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("“Mrs. Alvarez” looks like a person's name")
    expect(page.locator("#text")).to_have_value(LINE)
    alert.get_by_role("button", name="Keep it without names").click()
    expect(newest(page)).to_contain_text("visit a teacher by Friday")
    expect(page.locator("#text")).to_have_value("")
    expect(alert).to_be_hidden()


def test_what_is_no_person_is_kept_and_not_asked_again(windows: Windows) -> None:
    page = windows.open("/?as=keane&in=leadership")
    page.locator("#text").fill(LINE)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="It is not a person").press("Enter")
    expect(newest(page)).to_contain_text("visit Mrs. Alvarez by Friday")
    write(page, "/blocker no room for Mrs. Alvarez")
    expect(newest(page)).to_contain_text("no room for Mrs. Alvarez")


def test_a_form_stays_open_with_what_was_typed_after_a_reload_too(windows: Windows) -> None:
    page, other = windows.open("/?as=keane"), windows.open("/?as=reyes&in=leadership")
    write(page, "/blocker")
    text = page.get_by_role("dialog").locator("textarea").first
    text.fill("no time for Mrs. Alvarez")
    page.locator("#form-send").click()
    expect(text).to_have_accessible_description(re.compile("“Mrs. Alvarez” looks like"))
    write(other, "Good morning, all")
    expect(text).to_have_value("no time for Mrs. Alvarez")
    page.reload()
    expect(text).to_have_value("no time for Mrs. Alvarez")
    text.fill("no time for a teacher")
    page.locator("#form-send").click()
    expect(newest(page)).to_contain_text("no time for a teacher")
