"""Several people at once, and a server that comes and goes."""

import os
import subprocess
import sys

from playwright.sync_api import expect

from tests.e2e.acting import log, newest, write
from tests.e2e.browsing import Demo, Windows


def test_two_browsers_see_each_others_messages(windows: Windows) -> None:
    one = windows.open("/?as=reyes&in=leadership")
    other = windows.open("/?as=okafor&in=leadership")
    write(one, "Who can host a visit?")
    expect(newest(other)).to_contain_text("Who can host a visit?")
    write(other, "Cedar Hill can")
    expect(newest(one)).to_contain_text("Cedar Hill can")
    expect(log(one).get_by_text("Who can host a visit?")).to_have_count(1)


def test_who_writes_fast_loses_nothing(windows: Windows) -> None:
    page = windows.open("/?as=reyes&in=leadership")
    page.locator("#text").focus()
    for number in range(5):
        page.keyboard.insert_text(f"line {number}")
        page.keyboard.press("Enter")
    expect(log(page).locator(".by-me .said")).to_have_text([f"line {n}" for n in range(5)])


def test_a_message_elsewhere_is_marked_as_unread(windows: Windows) -> None:
    reader = windows.open("/?as=okafor")
    channel = reader.locator("#who li").filter(has_text="leadership")
    before = channel.locator(".unread").inner_text() if channel.locator(".unread").count() else "0"
    writer = windows.open("/?as=reyes&in=leadership")
    write(writer, "Who can host a visit?")
    expect(channel).to_contain_text(f"{int(before.split()[0]) + 1} unread")


def test_what_another_process_writes_appears_by_itself(windows: Windows) -> None:
    page = windows.open("/?as=keane")
    chat_in_a_terminal(windows.demo, "keane", "hello from elsewhere")
    expect(log(page)).to_contain_text("hello from elsewhere")


def chat_in_a_terminal(demo: Demo, user: str, line: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--as", user],
        input=f"{line}\n:quit\n",
        env={**os.environ, "HEADWAY_DATABASE_URL": f"sqlite:///{demo.folder}/headway.db"},
        text=True,
        check=True,
        capture_output=True,
    )


def test_a_stopped_server_is_told_and_found_again(windows: Windows) -> None:
    page = windows.open("/?as=keane")
    page.locator("#text").focus()
    page.keyboard.insert_text("/helping two teachers plan together")
    assert windows.demo.stop() == (0, "")
    expect(page.get_by_role("alert")).to_contain_text("Headway does not answer")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_have_value("/helping two teachers plan together")
    windows.demo.start()
    expect(page.get_by_role("alert")).to_be_hidden(timeout=20_000)
    page.keyboard.press("Enter")
    expect(newest(page)).to_contain_text("two teachers plan together")
    windows.errors.clear()  # the browser itself tells of each connection that was refused


def test_the_clock_is_moved_by_one_at_a_time_and_shows_its_way(windows: Windows) -> None:
    one, other = windows.open("/?as=keane"), windows.open("/?as=reyes")
    one.get_by_role("button", name="Next digest").click()
    expect(other.locator("#clock time")).not_to_contain_text("29 January")
    other.get_by_role("button", name="+1 day").click()
    expect(other.get_by_role("alert")).to_contain_text("moving already")
    expect(one.locator("#told")).to_contain_text("1 digest", timeout=20_000)
    windows.errors.clear()  # the refusal is a 409, which the browser tells of
