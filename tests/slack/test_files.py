"""Pictures and documents at Slack: how they arrive, and what is said where they cannot."""

import pytest
from structlog.testing import capture_logs

from bot.domain.errors import TryLaterError
from bot.messages import File, Message, Note, Response, safe
from bot.ports import Parcel
from integrations.slack.uploads import PAUSES
from tests.attached import CONTENTS, DOCUMENT, PICTURE, keep
from tests.fakes import Office
from tests.inside import Inside
from tests.slack.bot import Bot, fill, slack_id
from tests.slack.fake.server import Server
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import Channel, Json
from tests.slack.outside import TEAM, Outside, to
from tests.slack_cards.reading import read

CHANNEL = to(channel="C1")
LOST = f"“{DOCUMENT.title}” could not be added here."
NOT_SHOWN = f"“{PICTURE.title}” could not be added here. It shows: {PICTURE.alt}"


@pytest.fixture
async def outside(slack: Slack) -> Outside:
    made = Outside(slack)
    await keep(made.store, PICTURE, DOCUMENT)
    return made


@pytest.fixture
def channel(slack: Slack) -> Channel:
    return slack.team().channels["C1"]


def _parcel(*files: File, delivery: str = "d1") -> Parcel:
    message = Message(text="The week", files=files or (PICTURE, DOCUMENT))
    return Parcel(delivery=delivery, to=CHANNEL, message=message)


def _shared(channel: Channel) -> list[Json]:
    return [one for one in channel.messages.values() if one.get("files")]


def _texts(channel: Channel) -> list[str]:
    return [read(one["blocks"]) or one["text"] for one in channel.messages.values()]


async def test_a_picture_stands_in_its_message_under_its_title(
    outside: Outside, channel: Channel
) -> None:
    await outside.chat.send(_parcel(PICTURE))
    (sent,) = channel.messages.values()
    (uploaded,) = outside.slack.team().files.values()
    assert sent["blocks"][-1] == {
        "type": "image",
        "slack_file": {"id": uploaded.id},
        "alt_text": PICTURE.alt,
        "title": {"type": "plain_text", "text": PICTURE.title, "emoji": False},
        "block_id": sent["blocks"][-1]["block_id"],
    }
    assert (uploaded.content, uploaded.alt) == (CONTENTS[PICTURE.id], PICTURE.alt)
    assert PICTURE.alt in sent["text"]


async def test_a_document_is_shared_under_its_message(outside: Outside, channel: Channel) -> None:
    reference = await outside.chat.send(_parcel(DOCUMENT))
    (shared,) = _shared(channel)
    (file,) = shared["files"]
    assert (file["name"], file["title"]) == (DOCUMENT.name, DOCUMENT.title)
    assert shared["thread_ts"] == reference.rpartition("/")[2]
    assert outside.slack.team().files[file["id"]].content == CONTENTS[DOCUMENT.id]


async def test_a_document_for_one_person_follows_its_message(outside: Outside) -> None:
    message = Message(text="The quarter", files=(DOCUMENT,))
    await outside.chat.send(Parcel(delivery="d1", to=to("U1"), message=message))
    (shared,) = _shared(outside.slack.user("U1").im)
    assert "thread_ts" not in shared


async def test_a_picture_for_many_is_uploaded_once(outside: Outside) -> None:
    for number in range(3):
        await outside.chat.send(_parcel(PICTURE, delivery=f"d{number}"))
    assert len(outside.slack.team().files) == 1


async def test_a_picture_is_waited_for_until_slack_has_read_it(
    outside: Outside, channel: Channel
) -> None:
    outside.slack.state.looks = 3
    await outside.chat.send(_parcel(PICTURE))
    assert tuple(outside.pauses) == PAUSES[:3]
    assert PICTURE.alt in _texts(channel)[0]


async def test_a_picture_that_slack_does_not_read_in_time_goes_as_a_document(
    outside: Outside, channel: Channel
) -> None:
    outside.slack.state.looks = 99
    await outside.chat.send(_parcel(PICTURE))
    (shared,) = _shared(channel)
    assert [file["name"] for file in shared["files"]] == [PICTURE.name]
    assert _texts(channel)[0] == "The week"


async def test_a_picture_that_slack_has_lost_goes_as_a_document_and_anew_next_time(
    outside: Outside, channel: Channel
) -> None:
    await outside.chat.send(_parcel(PICTURE))
    outside.slack.team().files.clear()
    await outside.chat.send(_parcel(PICTURE, delivery="d2"))
    assert len(_shared(channel)) == 1
    await outside.chat.send(_parcel(PICTURE, delivery="d3"))
    assert PICTURE.alt in _texts(channel)[-1]


@pytest.mark.parametrize("scope", ["files:write", "files:read"])
async def test_without_the_permission_the_text_goes_out_and_it_is_said(
    outside: Outside, channel: Channel, scope: str
) -> None:
    outside.slack.team().scopes.remove(scope)
    with capture_logs() as logs:
        await outside.chat.send(_parcel(PICTURE))
    assert _texts(channel) == [f"The week\n{NOT_SHOWN}"]
    assert "file_not_added" in [log["action"] for log in logs]
    (fault,) = await outside.faults.since(outside.clock.moment)
    assert f"It needs {scope}. Install the app again" in fault.words


@pytest.mark.parametrize(
    ("method", "how"),
    [
        ("upload", {"status": 500}),
        ("upload", {"drop": True}),
        ("files.getUploadURLExternal", {"error": "file_uploads_disabled"}),
        ("files.getUploadURLExternal", {"error": "internal_error"}),
    ],
)
async def test_a_document_that_cannot_be_uploaded_is_a_line(
    outside: Outside, channel: Channel, method: str, how: dict[str, object]
) -> None:
    outside.slack.order(method, **how)
    await outside.chat.send(_parcel(DOCUMENT))
    assert _texts(channel) == [f"The week\n{LOST}"]


@pytest.mark.parametrize("method", ["upload", "files.getUploadURLExternal"])
async def test_a_pause_that_slack_asks_for_is_kept_before_anything_is_posted(
    outside: Outside, channel: Channel, method: str
) -> None:
    outside.slack.order(method, status=429, error="ratelimited", retry_after=7)
    with pytest.raises(TryLaterError) as refused:
        await outside.chat.send(_parcel())
    assert (refused.value.after, dict(channel.messages)) == (7.0, {})
    outside.seconds += 7
    await outside.chat.send(_parcel())
    assert len(_shared(channel)) == 1


async def test_a_document_that_cannot_be_shared_is_told_of_under_its_message(
    outside: Outside, channel: Channel
) -> None:
    outside.slack.order("files.completeUploadExternal", error="posting_to_channel_denied")
    await outside.chat.send(_parcel(DOCUMENT))
    assert _texts(channel) == ["The week", LOST]
    assert channel.latest()["thread_ts"] == next(iter(channel.messages))


async def test_a_document_of_which_slack_says_nothing_is_not_shared_again(
    outside: Outside, channel: Channel
) -> None:
    outside.slack.order("files.completeUploadExternal", drop=True)
    reference = await outside.chat.send(_parcel(DOCUMENT))
    await outside.chat.update(reference, _parcel(DOCUMENT).message)
    assert len(_shared(channel)) == 1


async def test_after_a_crash_before_the_document_it_alone_is_sent(outside: Outside) -> None:
    chat, parcel = outside.chat, Parcel(delivery="d", to=to("U1"), message=_parcel().message)
    im = outside.slack.user("U1")
    outside.slack.order("chat.postMessage", drop=True)
    with pytest.raises(Exception, match="did not say"):
        await chat.send(parcel)

    assert await chat.find("d", parcel.to) is None
    reference = await chat.send(parcel)

    assert len(_shared(im.im)) == 1
    assert len(im.im.messages) == 2
    assert await chat.find("d", parcel.to) == reference


async def test_a_change_can_bring_a_document(outside: Outside, channel: Channel) -> None:
    reference = await outside.chat.send(_parcel(PICTURE))
    more = Message(text="Later", blocks=(Note(text=safe("Later")),), files=(PICTURE, DOCUMENT))
    await outside.chat.update(reference, more)
    assert (len(_shared(channel)), len(channel.messages)) == (1, 2)


async def test_bytes_go_to_slack_alone(outside: Outside) -> None:
    with pytest.raises(TryLaterError, match="not safe"):
        await outside.workspaces.upload("http://files.example/upload", b"x")


# --- answers


@pytest.fixture
async def told(office: Office, slack_server: Server) -> Bot:
    """The bot with an inside that answers with a document."""
    slack = Slack(server=slack_server)
    fill(slack)
    await keep(office.store, PICTURE, DOCUMENT)
    inside = Inside()
    inside.response = Response(reply=Message(text="Here it is", files=(DOCUMENT,)))
    return Bot(office, slack, inbound=inside)


async def test_an_answer_in_ones_own_chat_brings_its_document(told: Bot) -> None:
    await told.user("boyd").says("pack quarter")
    await told.settled()
    assert [one["name"] for one in _shared(told.user("boyd").im)[0]["files"]] == [DOCUMENT.name]


async def test_an_answer_where_others_are_points_to_ones_own_chat(told: Bot) -> None:
    await told.user("boyd").types("/headway pack quarter", "C000000001")
    await told.settled()
    (said,) = told.user("boyd").sees("C000000001")
    assert read(said["blocks"]) == "Here it is\nThe file is in your own chat with me."
    assert len(_shared(told.user("boyd").im)) == 1


async def test_what_the_bot_shares_is_not_heard_as_said_by_somebody(told: Bot) -> None:
    team = told.slack.team()
    im = told.slack.state.im(team, slack_id("boyd"))
    shared: Json = {
        "type": "message",
        "subtype": "file_share",
        "channel_type": "im",
        "channel": im.id,
    }
    shared |= {"user": team.bot_user, "text": "", "ts": "1.1", "files": [], "team": TEAM}
    await told.slack.tell(shared)
    await told.settled()
    assert not told.slack.called("chat.postMessage")
