"""Pictures, search and hand-over, as somebody with a phone meets them."""

from playwright.sync_api import expect

from tests.e2e.acting import newest, write
from tests.e2e.browsing import PHONE, Windows


def test_a_picture_follows_its_words(shared: Windows) -> None:
    page = shared.open("/?as=reyes", size=PHONE)

    write(page, "/headway picture momentum")

    drawn = newest(page).get_by_role("img", name="Momentum of each strategy")
    expect(drawn).to_be_visible()
    assert drawn.evaluate("image => image.naturalWidth") == 1080


def test_what_is_found_goes_on_until_there_is_no_more(shared: Windows) -> None:
    page = shared.open("/?as=sterling", size=PHONE)
    write(page, "/headway find writing")
    expect(newest(page)).to_contain_text("“writing”: the latest first")

    newest(page).get_by_role("button", name="Show earlier ones").click()

    expect(newest(page)).to_contain_text("“writing”: page 2, the latest first")


def test_a_hand_over_refused_is_corrected_in_its_form(windows: Windows) -> None:
    page = windows.open("/?as=reyes", size=PHONE)
    write(page, "/headway handover")
    form = page.get_by_role("dialog")
    for label in ("Who hands over", "Who takes over"):
        form.get_by_label(label).select_option("keane")
    form.get_by_label("Why").fill("Tom moves to the district office")
    form.get_by_role("button", name="Hand over").click()
    expect(form).to_contain_text("Nobody hands over to themselves.")

    form.get_by_label("Who takes over").select_option("dubois")
    form.get_by_role("button", name="Hand over").click()

    expect(newest(page)).to_contain_text("Handed over from Tom Keane to Renee Dubois")
    told = newest(windows.open("/?as=dubois", size=PHONE))
    expect(told).to_contain_text("open two classrooms for peer visits, by Thursday, 11 Feb")
    expect(told.get_by_role("link", name="story-so-far.docx")).to_be_visible()
