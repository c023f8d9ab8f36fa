"""A walkthrough of eight classrooms on a phone, with nothing but a thumb."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.acting import newest, write
from tests.e2e.browsing import PHONE, Demo

MOST_TAPS = 30
SMALLEST = 40
"""Pixels that a thumb needs. WCAG 2.2, criterion 2.5.8, asks for 24 at least."""

EXPLAINS = "Students write to explain"
OWN_WORDS = "The task asks for their own words"
READS_ALONG = "The teacher reads while they write"
CLASSROOMS = (
    (EXPLAINS, OWN_WORDS, READS_ALONG),
    (OWN_WORDS,),
    (EXPLAINS, OWN_WORDS),
    (EXPLAINS, READS_ALONG),
    (OWN_WORDS,),
    (),
    (EXPLAINS, OWN_WORDS),
    (EXPLAINS, OWN_WORDS, READS_ALONG),
)


@dataclass
class Thumb:
    """Taps, and counts the taps; nothing is typed."""

    page: Page
    taps: int = 0

    def tap(self, wanted: Locator) -> None:
        expect(wanted).to_be_visible()
        box = wanted.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= SMALLEST, wanted
        wanted.tap()
        self.taps += 1

    def press(self, label: str) -> None:
        """Tap a button of the newest message."""
        self.tap(newest(self.page).get_by_role("button", name=label, exact=True))


@pytest.fixture
def thumb(browser: Browser, demo: Demo) -> Iterator[Thumb]:
    """Priya Nair, principal of Cedar Hill, with her phone."""
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{demo.url}/?as=nair")
    page.wait_for_load_state("load")
    yield Thumb(page)
    context.close()


def visit(thumb: Thumb, seen: tuple[str, ...]) -> None:
    for name in seen:
        thumb.press(name)
        expect(newest(thumb.page).get_by_role("button", name=f"✓ {name}")).to_be_visible()


def test_eight_classrooms_are_kept_by_thumb_alone_in_thirty_taps(thumb: Thumb) -> None:
    page = thumb.page
    thumb.tap(page.get_by_role("button", name="Home"))
    thumb.press("Room to room")
    for number, seen in enumerate(CLASSROOMS, start=1):
        expect(newest(page)).to_contain_text(f"Classroom {number}")
        visit(thumb, seen)
        if number < len(CLASSROOMS):
            thumb.press("Next classroom")
    thumb.press("Finish")
    dialog = page.get_by_role("dialog")
    thumb.tap(dialog.get_by_role("button", name="Save"))
    expect(dialog).to_be_hidden()
    for name, share in ((EXPLAINS, "5 of 8"), (OWN_WORDS, "6 of 8"), (READS_ALONG, "3 of 8")):
        expect(newest(page)).to_contain_text(f"{name} in {share}")
    assert thumb.taps <= MOST_TAPS
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_the_keyboard_stays_on_what_was_ticked(browser: Browser, demo: Demo) -> None:
    page = browser.new_page()
    page.goto(f"{demo.url}/?as=bell")
    write(page, "/walkthrough start birch")
    for name in (f"✓ {EXPLAINS}", EXPLAINS):
        newest(page).get_by_role("button", name=EXPLAINS).press("Enter")
        ticked = newest(page).get_by_role("button", name=name, exact=True)
        expect(ticked).to_be_focused()
    page.close()
