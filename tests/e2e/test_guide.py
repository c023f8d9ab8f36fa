"""The five steps of the guide, as the guide says, with the keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.acting import done, log, newest, skip_to, tab_to, to_writing, wait_until
from tests.e2e.browsing import PHONE, Windows

PROMISE = "visit the grade 5 team at Cedar Hill"


def expect_done(page: Page, steps: int) -> None:
    expect(page.locator("#guide summary small")).to_have_text(f"{steps} of 5 done")


def test_five_steps_with_the_keyboard_alone(windows: Windows) -> None:
    page = windows.open()
    expect(page.locator("#place")).to_contain_text("You are Renee Dubois, principal, Lincoln")
    answer(page)
    expect_done(page, 1)
    promise(page)
    expect_done(page, 2)
    go_on_a_week(page)
    see_it_asked_after(page)
    expect_done(page, 4)
    read_the_digest(page)
    expect_done(page, 5)


def answer(page: Page) -> None:
    to_writing(page)
    tab_to(page, newest(page).get_by_role("button", name="steady").last, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(newest(page).get_by_role("button", name="steady").last).to_have_attribute(
        "aria-pressed", "true"
    )
    to_writing(page)
    page.keyboard.insert_text("Grade 9 meets on Tuesdays now")
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Thanks, Renee")


def promise(page: Page) -> None:
    to_writing(page)
    page.keyboard.type("/com")
    expect(page.get_by_role("option", name="/commit")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_have_value("/commit ")
    page.keyboard.insert_text(f"{PROMISE} by next Thursday")
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text(
        re.compile("you'll .*visit the grade 5 team.*C-", re.IGNORECASE)
    )


def go_on_a_week(page: Page) -> None:
    tab_to(page, page.get_by_role("button", name="Next digest"))
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("check-ins", timeout=20_000)
    expect(page.locator("#clock time")).to_have_text("Friday, 5 February 2027, 15:00")
    assert done(page) >= 3


def see_it_asked_after(page: Page) -> None:
    asked = log(page).get_by_role("article").filter(has_text="Good morning, Renee").last
    expect(asked).to_contain_text(PROMISE)
    expect(asked.get_by_role("button", name="Not yet")).to_be_visible()


def read_the_digest(page: Page) -> None:
    skip_to(page, "the guide")
    tab_to(page, page.get_by_role("link", name="Read as Ed Castellano"))
    page.keyboard.press("Enter")
    expect(page.locator("#place")).to_contain_text("You are Ed Castellano")
    expect(newest(page)).to_contain_text("Week of 1 February")
    expect(newest(page)).to_contain_text("Promises")


def test_a_guide_that_is_closed_stays_closed(windows: Windows) -> None:
    page = windows.open(size=PHONE)
    tab_to(page, page.locator("#guide summary"))
    page.keyboard.press("Enter")
    wait_until(page, "document.cookie.includes('closed')")
    page.reload()
    expect(page.locator("#guide details")).not_to_have_attribute("open", "")
    page.goto(f"{windows.demo.url}/?as=reyes")
    expect(page.locator("#guide li").first).to_be_hidden()


def test_a_step_leads_to_its_place_and_writes_its_line(windows: Windows) -> None:
    page = windows.open("/?as=keane", size=PHONE)
    page.get_by_role("link", name="Be Renee Dubois").click()
    expect(page.locator("#place")).to_contain_text("You are Renee Dubois")
    expect(page.locator("#text")).to_have_value("Grade 9 meets on Tuesdays now")
    expect(page.locator("#text")).to_be_focused()
    page.locator("#text").press("Enter")
    expect_done(page, 1)
    page.get_by_role("link", name="Write it for me").click()
    expect(page.locator("#text")).to_have_value(f"/commit {PROMISE} by next Thursday")
    assert page.url == f"{windows.demo.url}/?as=dubois"
