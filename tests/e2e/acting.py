"""What people do at the page, with the keyboard alone where it says so."""

import re

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 300


def is_focused(wanted: Locator) -> bool:
    return bool(wanted.evaluate("element => element === document.activeElement"))


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until what is wanted has the focus, as somebody without a mouse does."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_TABS):
        if is_focused(wanted):
            return
        page.keyboard.press(key)
    raise AssertionError(f"Tab never leads to {wanted}.")


def skip_to(page: Page, place: str) -> None:
    """Go to "writing" or "the guide" by a link at the page's beginning."""
    link = page.get_by_role("link", name=f"Skip to {place}")
    tab_to(page, link, "Shift+Tab")
    page.keyboard.press("Enter")


def to_writing(page: Page) -> None:
    skip_to(page, "writing")
    expect(page.locator("#text")).to_be_focused()


def write(page: Page, text: str) -> None:
    """Type into the composer and send it with Enter."""
    page.locator("#text").focus()
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    expect(page.locator("#composer")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#text")).to_have_value("")


def log(page: Page) -> Locator:
    return page.get_by_role("log", name="Messages")


def newest(page: Page) -> Locator:
    return log(page).get_by_role("article").last


def done(page: Page) -> int:
    """How many steps of the guide are done."""
    said = page.locator("#guide summary small").inner_text()
    return int(re.findall(r"\d+", said)[0])


def wait_until(page: Page, condition: str) -> None:
    """Wait for a condition in JavaScript. The page forbids the eval of Playwright's own way."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It never came true: {condition}")
