"""Pictures and documents at Teams: behind links of our own, or lines that say what is missing."""

import httpx2
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot.messages import Actions, Button, Message, Response
from bot.ports import Parcel
from integrations.links import link_routes
from integrations.teams.outbound import TeamsChat
from tests.attached import CONTENTS, DOCUMENT, PICTURE, keep
from tests.fakes import Office
from tests.inside import Inside
from tests.teams.bot import LINKS, Bot
from tests.teams.fake.cards import buttons, card_of, elements
from tests.teams.fake.server import Server
from tests.teams.fake.state import Json
from tests.teams.fake.teams import Teams
from tests.teams.outside import Outside, to
from tests.teams.people import BOYD
from tests.teams.riverbend import fill, install, now_of
from tests.teams.whole import Whole

WITH_FILES = Message(text="The week", files=(PICTURE, DOCUMENT))


@pytest.fixture
async def here(outside: Outside) -> Outside:
    await outside.does(outside.teams.user(BOYD).installs())
    await keep(outside.office.store, PICTURE, DOCUMENT)
    return outside


def card(outside: Outside) -> Json:
    return card_of(outside.teams.user(BOYD).chat.latest()) or {}


async def got(outside: Outside, url: str) -> httpx2.Response:
    app = Starlette(routes=link_routes(LINKS, store=outside.office.store, clock=outside))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport) as client:
        return await client.get(url)


async def test_a_picture_is_shown_from_a_link_that_leads_to_it(here: Outside) -> None:
    await here.chat.send(Parcel(delivery="d", to=to(BOYD), message=WITH_FILES))
    (image,) = [one for one in elements(card(here)) if one["type"] == "Image"]
    assert (image["altText"], image["size"]) == (PICTURE.alt, "Stretch")
    assert image["selectAction"]["url"] == image["url"]
    assert (await got(here, image["url"])).content == CONTENTS[PICTURE.id]


async def test_a_document_has_a_button_that_gets_it(here: Outside) -> None:
    await here.chat.send(Parcel(delivery="d", to=to(BOYD), message=WITH_FILES))
    button = buttons(card(here))[-1]
    assert (button["type"], button["title"]) == ("Action.OpenUrl", "Download")
    assert (await got(here, button["url"])).content == CONTENTS[DOCUMENT.id]


async def test_without_an_address_the_text_goes_out_and_it_is_said(here: Outside) -> None:
    bot, office = here.headway, here.office
    chat = TeamsChat(store=office.store, clock=here, gateway=bot.gateway, references=bot.references)
    with capture_logs() as logs:
        await chat.send(Parcel(delivery="d", to=to(BOYD), message=WITH_FILES))
    said = here.teams.user(BOYD).sees()[-1]
    assert f"“{PICTURE.title}” could not be added here. It shows: {PICTURE.alt}" in said
    assert f"“{DOCUMENT.title}” could not be added here." in said
    assert [log["action"] for log in logs].count("file_not_added") == 2


async def test_the_card_that_answers_a_press_has_its_files(
    teams_office: Office, teams_server: Server, teams_trust: None
) -> None:
    teams = Teams(lambda: now_of(teams_office), server=teams_server)
    fill(teams)
    await keep(teams_office.store, PICTURE, DOCUMENT)
    go = Actions(buttons=(Button(label="Go", action="some.thing", value="1"),))
    inside = Inside()
    bot = Bot(teams_office, teams, inbound=inside)
    await install(teams)
    inside.response = Response(reply=Message(text="Go?", blocks=(go,)))
    await bot.user("boyd").types("hello")
    await bot.settled()

    inside.response = Response(replace=WITH_FILES)
    await bot.user("boyd").presses("Go")
    await bot.settled()

    assert await bot.hears("boyd", PICTURE.alt)
    await bot.close()


async def test_doctor_says_what_files_need(whole: Whole) -> None:
    whole.set(HEADWAY_PUBLIC_URL="")
    (said,) = [text for ok, text in await whole.doctor() if not ok and "pictures" in text]
    assert "Set HEADWAY_PUBLIC_URL" in said
