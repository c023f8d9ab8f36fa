"""What people type does nothing but stand there."""

import pytest
from playwright.sync_api import expect

from tests.e2e.acting import log, write
from tests.e2e.browsing import PHONE, Windows

TYPED = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} &lt;b&gt;",
    "right to left": "שלום לכולם, הצוות נפגש היום",
    "turned round": "before \u202edesrever\u202c after",
    "emoji": "👩🏽‍🏫 met 🎉 grade 5️⃣",
    "long word": "x" * 10_000,
    "long text": "a word and another " * 526,
}


@pytest.mark.parametrize("kind", TYPED)
def test_typed_text_is_shown_as_text(shared: Windows, kind: str) -> None:
    text = TYPED[kind].strip()
    page = shared.open("/?as=reyes&in=leadership", size=PHONE)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    write(page, text)
    said = log(page).locator(".by-me .said").last
    expect(said).to_have_text(text)
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert said.evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.parametrize("kind", TYPED)
def test_the_bot_repeats_it_as_text_too(shared: Windows, kind: str) -> None:
    page = shared.open("/?as=reyes", size=PHONE)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    write(page, f"/helping {TYPED[kind]}")
    expect(log(page).locator(".by-bot").last).to_contain_text(TYPED[kind][:20].strip())
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_words_from_right_to_left_run_that_way(shared: Windows) -> None:
    page = shared.open("/?as=reyes&in=leadership")
    write(page, TYPED["right to left"])
    said = log(page).locator(".by-me .said").last
    assert said.evaluate("one => getComputedStyle(one).direction") == "rtl"
