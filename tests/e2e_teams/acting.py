"""What a person does at the Playground's page. It is Microsoft's: all is found by what it says."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e_teams.tenant import Json, invoke

PICTURES = Path(os.environ.get("HEADWAY_SCREENSHOTS", "build/screenshots"))
"""What CI keeps of a run."""

PASTE = """(editor, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true}));
}"""


@dataclass(frozen=True)
class Teams:
    """One person at the page. The panel with the log is closed unless something says otherwise."""

    page: Page
    address: str

    @classmethod
    def opened(cls, page: Page, address: str) -> "Teams":
        """Opening the page adds the bot to the person's own chat with it."""
        page.goto(address)
        page.get_by_role("button", name="Hide log panel").click()
        return cls(page, address)

    def go(self, place: str) -> None:
        """Open a chat or a channel; where it is opened for the first time, the bot is added."""
        self.page.get_by_role("treeitem", name=place).click()

    def install(self) -> None:
        """Add the bot where it is not."""
        self._trigger("Install application")

    def uninstall(self) -> None:
        self._trigger("Uninstall application")

    def say(self, text: str) -> None:
        """Write in the open chat."""
        self.page.get_by_role("textbox").last.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def post(self, text: str) -> None:
        """Begin a conversation in the open channel, with a mention of the bot."""
        self.page.get_by_role("textbox").first.click()
        self.page.keyboard.type("@Headway")
        self.page.get_by_role("menuitem", name="Headway").click()
        self.page.keyboard.type(f" {text}")
        self.page.get_by_role("button", name="Post", exact=True).click()

    def press(self, label: str) -> None:
        """Press the last button of that label. One that opens a form does nothing here."""
        self.page.get_by_role("button", name=label, exact=True).last.click()

    def open_form(self, label: str) -> Json:
        """What the bot answers when the button of its last message is pressed that opens a form.

        The Playground's page opens none, so that the activity is written by hand. The log panel
        stays open and shows the answer.
        """
        self._open_log()
        card = self._logged("message 201", "Request")["attachments"][0]["content"]
        (data,) = [one["data"] for one in _actions(card) if one["title"] == label]
        return self.custom(invoke("task/fetch", {"data": data}, service_url=self._service_url))

    def custom(self, activity: Json) -> Json:
        """Send the bot this activity by the Playground's editor; what the bot answers.

        The log panel stays open and shows the answer.
        """
        self._open_log()
        self.page.get_by_role("button", name="Clear logs").click()
        self._mock("Custom activity")
        dialog = self.page.get_by_role("dialog", name="Custom activity")
        dialog.get_by_role("code").click()
        self.page.keyboard.press("Control+A")
        # Pasted: what is typed there gets more quotes and brackets than one types.
        dialog.get_by_role("textbox").evaluate(PASTE, json.dumps(activity, indent=2))
        dialog.get_by_role("button", name="Send activity").click()
        return self._logged(rf"{activity['type']} \d{{3}}", "Response")

    def use_on(self, message: str, command: str) -> None:
        """Choose an action of a message's menu; here it is chosen by its id."""
        menu = "xpath=preceding::button[@aria-label='Show more information'][1]"
        self.talk(message).locator(menu).click()
        self.page.get_by_role("menuitem", name="Action Command").click()
        self.page.get_by_role("textbox", name="Command ID").fill(command)
        self.page.get_by_role("button", name="Create").click()

    def sees(self, text: str) -> None:
        """It stands in the open conversation or in a dialog; the list of chats does not count."""
        expect(self.talk(text)).to_be_visible()

    def talk(self, text: str) -> Locator:
        """The last place where it stands."""
        return self.all_talk(text).last

    def all_talk(self, text: str) -> Locator:
        return self.page.get_by_text(text).and_(self.page.locator(":not([role=tree] *)"))

    def keep_picture(self, name: str) -> None:
        """Take a picture of the window, for people to look at."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")

    @property
    def _service_url(self) -> str:
        return f"{self.address}/_connector"

    def _trigger(self, activity: str) -> None:
        self._mock(activity)
        self.page.get_by_role("button", name="Send activity").click()

    def _mock(self, activity: str) -> None:
        self.page.get_by_role("button", name="Mock an Activity").click()
        self.page.get_by_role("menu").get_by_text(activity, exact=True).click()

    def _open_log(self) -> None:
        if not self.page.get_by_text("Log Panel", exact=True).is_visible():
            self.page.get_by_role("button", name="Toggle Log Panel").click()

    def _logged(self, exchange: str, side: str) -> Json:
        """The body of the "Request" or the "Response" of the last such exchange in the log."""
        self.page.get_by_text(re.compile(f"^{exchange}$")).last.click()
        self.page.get_by_role("tab", name=side).click()
        body = self.page.get_by_role("tablist").locator("xpath=../following-sibling::*[1]")
        expect(body).to_contain_text("{")
        read: Json = json.loads(body.inner_text())
        return read


def _actions(part: object) -> list[Json]:
    """Every action of a card, however deep."""
    if isinstance(part, list):
        return [action for one in part for action in _actions(one)]
    if not isinstance(part, dict):
        return []
    own = [part] if str(part.get("type")).startswith("Action.") else []
    return own + _actions(list(part.values()))
