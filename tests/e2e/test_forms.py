"""Forms as dialogs: errors at their fields, and nothing typed is lost."""

from playwright.sync_api import Page, expect

from tests.e2e.acting import log, newest, tab_to, write
from tests.e2e.browsing import PHONE, Windows

TEXT = 'Share the rubric <b>soon</b> & "gladly"'


def open_form(page: Page, word: str) -> None:
    write(page, word)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_form_with_an_error_keeps_what_was_typed(windows: Windows) -> None:
    page = windows.open("/?as=keane")
    open_form(page, "/commit")
    dialog = page.get_by_role("dialog")
    date = dialog.locator("input[type=date]")
    date.fill("2027-02-05")
    tab_to(page, dialog.locator("#form-send"))
    page.keyboard.press("Enter")
    text = dialog.locator("[aria-invalid=true]")
    expect(text).to_be_focused()
    expect(text).to_have_accessible_description("This one is needed.")
    expect(date).to_have_value("2027-02-05")
    page.keyboard.insert_text(TEXT)
    dialog.locator("#form-send").press("Enter")
    expect(dialog).to_be_hidden()
    expect(newest(page)).to_contain_text(f"{TEXT} by Friday, 5 Feb")


def test_what_was_typed_is_there_again_after_escape_and_after_a_reload(windows: Windows) -> None:
    page = windows.open("/?as=keane", size=PHONE)
    open_form(page, "/blocker")
    page.keyboard.insert_text(TEXT)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    open_form(page, "/blocker")
    expect(page.get_by_role("dialog").locator("textarea").first).to_have_value(TEXT)
    page.reload()
    expect(page.get_by_role("dialog").locator("textarea").first).to_have_value(TEXT)


def test_news_do_not_touch_what_is_being_typed(windows: Windows) -> None:
    page, other = windows.open("/?as=keane"), windows.open("/?as=reyes&in=leadership")
    open_form(page, "/blocker")
    page.keyboard.insert_text(TEXT)
    channel = page.locator("#who li").filter(has_text="leadership")
    before = channel.inner_text()
    write(other, "Good morning, all")
    expect(channel).not_to_have_text(before)
    expect(page.get_by_role("dialog").locator("textarea").first).to_have_value(TEXT)


def test_a_form_that_is_sent_leaves_nothing_for_the_next(windows: Windows) -> None:
    page = windows.open("/?as=keane")
    open_form(page, "/helping")
    page.keyboard.insert_text("Two teachers plan together")
    page.get_by_role("dialog").locator("#form-send").click()
    expect(log(page)).to_contain_text("H-")
    open_form(page, "/helping")
    expect(page.get_by_role("dialog").locator("textarea").first).to_have_value("")
