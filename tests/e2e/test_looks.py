"""The looks: nothing hinders anybody, nothing overlaps, nothing jumps."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.acting import newest, write
from tests.e2e.browsing import MIDDLE, NPM, PHONE, WIDE, Windows

LOOKS = {
    "light": (WIDE, False),
    "dark": (WIDE, True),
    "middle": (MIDDLE, False),
    "phone": (PHONE, False),
    "dark phone": (PHONE, True),
}


def nothing(_page: Page) -> None:
    pass


def a_form(page: Page) -> None:
    if not page.get_by_role("dialog").count():
        write(page, "/blocker")
    page.get_by_role("dialog").locator("#form-send").click()
    expect(page.get_by_role("dialog").locator(".error").first).to_be_visible()


def words(page: Page) -> None:
    page.locator("#text").press_sequentially("/")
    expect(page.get_by_role("listbox")).to_be_visible()


def people(page: Page) -> None:
    if page.locator("#menu").is_visible():
        page.locator("#menu").click()
    expect(page.locator("#who")).to_be_visible()


def a_thread(page: Page) -> None:
    newest(page).get_by_role("link", name="Reply").click()
    expect(page.locator("#place")).to_contain_text("Thread")


def a_problem(page: Page) -> None:
    page.route("**/say*", lambda route: route.abort())
    page.locator("#text").fill("hello")
    page.locator("#text").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()


VIEWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "check-in": ("/", nothing),
    "digest": ("/?as=castellano&in=tidewater", nothing),
    "answers": ("/?as=nair", nothing),
    "form with errors": ("/?as=keane", a_form),
    "words": ("/?as=bell", words),
    "people": ("/?as=reyes&in=leadership", people),
    "thread": ("/?as=nair", a_thread),
    "problem": ("/?as=reyes", a_problem),
    "nobody": ("/?as=nobody", nothing),
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(shared: Windows, look: str) -> None:
    size, dark = LOOKS[look]
    found = {}
    for name, (path, prepare) in VIEWS.items():
        page = shared.open(path, size=size, dark=dark)
        prepare(page)
        violations = examine(page)
        if violations:
            found[name] = violations
        page.context.close()
    shared.contexts.clear()
    shared.errors.clear()  # of the page for nobody, which is a 404
    assert found == {}, json.dumps(found, indent=2)


def examine(page: Page) -> list[object]:
    """What axe-core finds by all its rules. The page may load it from its own origin alone."""
    page.route(
        "**/static/axe.min.js", lambda route: route.fulfill(path=NPM / "axe-core/axe.min.js")
    )
    page.add_script_tag(url="/static/axe.min.js")
    options = "{rules: {'target-size': {enabled: true}}}"
    result = page.evaluate(f"axe.run({options})")
    return [
        {
            "rule": one["id"],
            "nodes": [(node["html"][:160], node["failureSummary"]) for node in one["nodes"]],
        }
        for one in result["violations"]
    ]


BOXES = """() => ["top", "who", "talk", "guide"]
  .map(id => document.getElementById(id)).filter(one => one && one.checkVisibility())
  .map(one => [one.id, one.getBoundingClientRect().toJSON()])"""


@pytest.mark.parametrize("size", [WIDE, MIDDLE, PHONE, (320, 568), (1920, 1080)])
@pytest.mark.parametrize("path", ["/", "/?as=castellano&in=tidewater"])
def test_nothing_overlaps_and_nothing_runs_out_of_the_window(
    shared: Windows, size: tuple[int, int], path: str
) -> None:
    page = shared.open(path, size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("document.getElementById('scroll').scrollWidth") <= size[0]
    boxes = page.evaluate(BOXES)
    for position, (one, first) in enumerate(boxes):
        for other, second in boxes[position + 1 :]:
            assert apart(first, second), (one, other)


def apart(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["right"] <= other["left"] + 1
        or other["right"] <= one["left"] + 1
        or one["bottom"] <= other["top"] + 1
        or other["bottom"] <= one["top"] + 1
    )


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_nothing_jumps_while_the_page_loads(shared: Windows, size: tuple[int, int]) -> None:
    page = shared.open("/?as=castellano&in=tidewater", size=size)
    page.wait_for_timeout(800)
    shifts = page.evaluate(
        """() => new Promise(done => new PerformanceObserver(list =>
        done(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
        .observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 300))"""
    )
    assert shifts < 0.02


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_picture_has_its_room_before_it_is_there(shared: Windows, size: tuple[int, int]) -> None:
    page = shared.open("/?as=castellano&in=tidewater", size=size)
    room = page.locator(".picture img").last.bounding_box()
    page.route("**/files/**", lambda _held_back: None)
    page.reload(wait_until="domcontentloaded")
    assert not page.locator(".picture img").last.evaluate("one => one.complete")
    assert page.locator(".picture img").last.bounding_box() == room


def test_dark_is_dark(shared: Windows) -> None:
    def lightness(page: Page) -> float:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in colour.strip("rgb()").split(",")) / 3

    assert lightness(shared.open(dark=True)) < 60
    assert lightness(shared.open()) > 200


def test_on_a_phone_people_come_and_go_by_their_button(shared: Windows) -> None:
    page = shared.open(size=PHONE)
    menu, who = page.locator("#menu"), page.locator("#who")
    expect(who).to_be_hidden()
    menu.press("Enter")
    expect(who.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(who).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    who.get_by_role("link", name="Alma Reyes").click()
    expect(page.locator("#place")).to_contain_text("Alma Reyes")


def test_who_writes_sees_the_answer_though_they_read_above(shared: Windows) -> None:
    page = shared.open("/?as=bell", size=PHONE)
    write(page, "/headway help")
    expect(newest(page).get_by_role("heading").first).to_be_in_viewport()
    write(page, "/headway people")
    expect(newest(page)).to_contain_text("Alma Reyes")
    expect(newest(page).locator(".head")).to_be_in_viewport()


def test_a_press_keeps_the_place_of_the_keyboard(shared: Windows) -> None:
    page = shared.open("/")
    tap = newest(page).get_by_role("button", name="slow").first
    tap.press("Enter")
    expect(tap).to_have_attribute("aria-pressed", "true")
    expect(tap).to_be_focused()
