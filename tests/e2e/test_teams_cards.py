"""Cards and dialogs for Teams, shown by Microsoft's own library on a phone and on a computer."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page

from bot.messages import Heading, Message, Option, safe
from integrations.teams.cards import pressed, to_cards
from integrations.teams.dialogs import key_in, read_dialog, to_dialog
from tests.collecting import Collected, collect
from tests.e2e.browsing import NPM
from tests.fakes import USERS, Office
from tests.teams_cards.adaptive import Json, buttons, read

PEOPLE = [Option(value=key, label=f"{key.title()} of Riverbend") for key in USERS]
PICTURES = Path("build/teams")
WIDTHS = (320, 700)
STYLE = """body { margin: 0 } button { font: 14px 'Segoe UI', system-ui; padding: 5px 12px;
border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; overflow: hidden }
.style-positive { background: #5b5fc7; color: #fff } input, textarea, select { font: inherit }
textarea { min-height: 60px }"""
HOSTILE = """**bold** _italic_ [link](https://x.example) <at>everyone</at> <b>tag</b> &amp; `x`
{{DATE(2017-02-14T06:08:39Z,SHORT)}} https://x.example javascript:alert(1) ![i](//x.example)
# 1. - > ~~no~~ :smile: @channel"""

Shown = Callable[[int], Page]
T = TypeVar("T")


def in_thread(work: Callable[[], Coroutine[None, None, T]]) -> T:
    """Do the work in a thread of its own: Playwright keeps a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


@pytest.fixture(scope="module")
def collected() -> Collected:
    return in_thread(collect)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Shown]:
    """Opens pages that show cards; none of them may ask the network for anything."""
    context = browser.new_context()
    asked: list[str] = []

    def opened(width: int) -> Page:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.set_viewport_size({"width": width, "height": 800})
        page.set_content("<!doctype html><html lang='en'><title>Card</title><body></body></html>")
        page.add_style_tag(content=STYLE)
        page.add_script_tag(path=NPM / "adaptivecards/dist/adaptivecards.js")
        page.add_script_tag(path=NPM / "markdown-it/dist/browser/markdown-it.umd.min.js")
        page.add_script_tag(path=Path(__file__).parent / "cards.js")
        return page

    yield opened
    context.close()
    assert asked == []


def show(page: Page, card: Json) -> None:
    """Show a card: it must be right for the library, whole, and as wide as the page at most."""
    assert page.evaluate("card => show(card)", card) == []
    seen = "".join(page.inner_text("body").split())
    for line in read(card).splitlines():
        assert "".join(line.split()) in seen
    assert page.evaluate("cut()") == []


def cards_of(collected: Collected) -> list[Json]:
    messages = dict.fromkeys(collected.messages)
    return [payload.card for message in messages for payload in to_cards(message)]


def dialogs_of(collected: Collected) -> list[Json]:
    forms = {(form.action, form.intro): form for form in collected.forms}
    dialogs = [
        to_dialog(
            form, people=PEOPLE, key="K", errors={form.fields[0].key: "Too long.", "x": "No."}
        )
        for form in forms.values()
    ]
    return [dialog["card"]["content"] for dialog in dialogs]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_message_is_shown_whole(open_page: Shown, collected: Collected, width: int) -> None:
    page = open_page(width)
    for card in cards_of(collected):
        show(page, card)
        assert page.locator("a, img, em, strong, li").count() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_every_form_is_shown_whole(open_page: Shown, collected: Collected, width: int) -> None:
    page = open_page(width)
    for card in dialogs_of(collected):
        show(page, card)


def test_nothing_that_people_write_is_formatted(open_page: Shown) -> None:
    page = open_page(700)
    heading = Message(text="?", blocks=(Heading(text=safe(HOSTILE)),))
    for message in (Message(text=HOSTILE), heading):
        (payload,) = to_cards(message)
        show(page, payload.card)
        assert page.inner_text("body").strip() == HOSTILE
        assert page.locator("a, img, em, strong, li, b, at, h1, ol").count() == 0


def test_a_heading_is_found_by_screen_readers(open_page: Shown) -> None:
    page = open_page(320)
    (payload,) = to_cards(Message(text="?", blocks=(Heading(text=safe("Good morning, Ann")),)))
    show(page, payload.card)
    assert page.get_by_role("heading", name="Good morning, Ann").count() == 1


def test_every_button_is_reached_and_pressed_by_keyboard(
    open_page: Shown, collected: Collected
) -> None:
    page = open_page(320)
    card = max(cards_of(collected), key=lambda card: len(buttons(card)))
    show(page, card)
    page.keyboard.press("Tab")  # to the card itself
    for button in buttons(card):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert data_of(page.evaluate("window.sent")) == data_of(button)


def data_of(button: Json) -> tuple[str, str]:
    return pressed(button if button["type"] == "Action.Execute" else button["data"])


def test_a_form_brings_back_what_stood_in_it(open_page: Shown, collected: Collected) -> None:
    page = open_page(320)
    for form in dict.fromkeys(collected.forms):
        dialog = to_dialog(form, people=PEOPLE, key="K")
        show(page, dialog["card"]["content"])
        stood = {field.key: field.value for field in form.fields}
        page.get_by_role("button", name=form.submit, exact=True).click()
        if all(field.value for field in form.fields if field.required):
            data = page.evaluate("window.sent")["data"]
            assert (key_in(data), read_dialog(data, form)) == ("K", stood)


def test_a_required_field_that_is_empty_keeps_the_form_open(
    open_page: Shown, collected: Collected
) -> None:
    page = open_page(320)
    form = next(form for form in collected.forms if form.action == "checkin.away")
    show(page, to_dialog(form, people=[], key="K")["card"]["content"])
    page.get_by_role("button", name=form.submit, exact=True).click()
    assert page.evaluate("window.sent") is None
    assert "Please fill this in." in page.inner_text("body")


LINES = {
    "boyd": (
        "/commit share the data-team rubric with grade 4 by Jan 12",
        "/commit visit two team meetings at Lincoln by Jan 14",
        "/blocker no sub coverage on Thursdays: 3 of 5 teams met",
        "/helping the coach's planning hour",
        "/walkthrough lincoln: exit tickets used 4/12",
    ),
    "vance": ("/commit send the walkthrough form by Jan 13", "/blocker the survey is not back"),
}


async def a_week() -> dict[str, Message | None]:
    """A check-in in which something is chosen, and the digest of its week."""
    office = await Office().open()
    for who, lines in LINES.items():
        for line in lines:
            await office.say(who, line)
    await office.tick()
    asked = office.platform.to("boyd")[-1]
    tapped = await office.press("boyd", asked, "slow")
    digest = await office.say("vance", "/digest")
    return {"check-in": tapped.replace, "digest": digest.reply}


@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_are_taken_to_look_at(open_page: Shown, collected: Collected, width: int) -> None:
    page = open_page(width)
    forms = {form.action: form for form in collected.forms}
    cards = {name: to_cards(told)[0].card for name, told in in_thread(a_week).items() if told}
    for action in ("checkin.answer", "commit.save", "settings.save"):
        errors = {forms[action].fields[1].key: "Something is missing here."}
        dialog = to_dialog(forms[action], people=PEOPLE, key="K", errors=errors)
        cards[action] = dialog["card"]["content"]
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, card in cards.items():
        show(page, card)
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
    assert len(cards) == 5
