"""Takes the README's pictures: ``make screenshots``. They show what the demo really does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect

from tests.e2e.acting import newest, write
from tests.e2e.browsing import Demo, chromium, free_port

IMAGES = Path("docs/images")


def main() -> None:
    with TemporaryDirectory() as folder, served(Path(folder)) as demo, chromium() as browser:
        IMAGES.mkdir(exist_ok=True)
        check_in(browser, demo)
        digest_on_a_phone(browser, demo)
        from_room_to_room(browser, demo)


@contextmanager
def served(folder: Path) -> Iterator[Demo]:
    demo = Demo(folder, free_port())
    demo.start()
    yield demo
    demo.stop()


def check_in(browser: Browser, demo: Demo) -> None:
    """A principal has tapped, and has promised something."""
    page = browser.new_page(viewport={"width": 1280, "height": 880})
    page.goto(demo.url)
    for row, word in enumerate(("steady", "slow", "steady")):
        tap = newest(page).get_by_role("button", name=word).nth(row)
        tap.click()
        expect(tap).to_have_attribute("aria-pressed", "true")
    write(page, "/commit visit the grade 5 team at Cedar Hill by next Thursday")
    expect(newest(page)).to_contain_text("by Thursday")
    take(page, "page.png")


def digest_on_a_phone(browser: Browser, demo: Demo) -> None:
    """The leaders' digest in the dark."""
    page = browser.new_page(
        viewport={"width": 390, "height": 800}, color_scheme="dark", device_scale_factor=2
    )
    page.goto(f"{demo.url}/?as=reyes&in=leadership")
    page.locator("#guide summary").click()
    newest(page).evaluate("one => one.parentElement.scrollIntoView()")
    take(page, "phone.png")


def from_room_to_room(browser: Browser, demo: Demo) -> None:
    """A principal's phone in the fifth classroom."""
    page = browser.new_page(viewport={"width": 390, "height": 800}, device_scale_factor=2)
    page.goto(f"{demo.url}/?as=nair")
    page.locator("#guide summary").click()
    page.get_by_role("button", name="Home").click()
    press(page, "Room to room")
    for room in range(1, 5):
        press(page, "Students write to explain")
        press(page, "Next classroom")
        expect(newest(page)).to_contain_text(f"Classroom {room + 1}")
    press(page, "Students write to explain")
    press(page, "The task asks for their own words")
    expect(newest(page).get_by_role("button", name="✓")).to_have_count(2)
    take(page, "walking.png")


def press(page: Page, label: str) -> None:
    newest(page).get_by_role("button", name=label, exact=True).click()


def take(page: Page, name: str) -> None:
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / name)
    sys.stdout.write(f"{IMAGES / name}\n")


if __name__ == "__main__":
    main()
