"""The methods ``files.*`` of the upload in three steps: https://docs.slack.dev/reference/methods/.

A file is read some looks after it was complete: until then it has no media type, and a message
with it is refused (https://github.com/slackapi/java-slack-sdk/issues/1349).
"""

import json
import mimetypes
import re

from tests.slack.fake.messages import place
from tests.slack.fake.state import Call, Channel, Json, RefusedError, State, Team, UploadedFile


def get_url(state: State, call: Call) -> Json:
    """Where the bytes go; nothing is there yet."""
    call.need("files:write")
    name, length = str(call.args.get("filename", "")), int(call.args.get("length", 0))
    if not name or length < 1:
        raise RefusedError("invalid_arguments")
    if len(call.args.get("alt_txt", "")) > 1000:
        raise RefusedError("alt_txt_too_large")
    made = UploadedFile(id=state.unique("F0"), name=name, length=length)
    made.alt = call.args.get("alt_txt", "")
    call.here.files[made.id] = made
    return {"upload_url": f"{state.base}/upload/{call.here.id}/{made.id}", "file_id": made.id}


def take(state: State, call: Call) -> Json:
    """The bytes themselves, from whoever has the address."""
    found = state.teams[call.args["team"]].files[call.args["file"]]
    if len(call.args["content"]) != found.length:
        raise RefusedError("wrong_length")
    found.content = call.args["content"]
    return {}


def complete(state: State, call: Call) -> Json:
    """Once for each file; with a channel it is shared there."""
    call.need("files:write")
    given = json.loads(call.args["files"])
    found = [_uploaded(call.here, one) for one in given]
    channel = _channel(call.here, call.args.get("channel_id"))
    for one, file in zip(given, found, strict=True):
        file.title, file.is_complete = one.get("title") or file.name, True
        file.looks = state.looks
    if channel is not None:
        _share(state, call, channel, found)
    return {"files": [{"id": file.id, "title": file.title} for file in found]}


def info(state: State, call: Call) -> Json:
    """What a file is; its media type comes late."""
    call.need("files:read")
    file = call.here.files.get(call.args.get("file", ""))
    if file is None or not file.is_complete:
        raise RefusedError("file_not_found")
    file.looks -= 1
    known = mimetypes.guess_type(file.name)[0] if file.is_read else ""
    return {"file": {"id": file.id, "name": file.name, "title": file.title, "mimetype": known}}


def _uploaded(team: Team, given: Json) -> UploadedFile:
    file = team.files.get(given.get("id", ""))
    if not re.fullmatch(r"F[A-Z0-9]{8,}", given.get("id", "")) or file is None:
        raise RefusedError("file_not_found")
    if file.is_complete or file.content is None:
        raise RefusedError("file_update_failed")
    return file


def _channel(team: Team, key: str | None) -> Channel | None:
    if not key:
        return None
    if key not in team.channels:
        raise RefusedError("invalid_channel")
    channel = team.channels[key]
    if team.bot_user not in channel.members:
        raise RefusedError("not_in_channel")
    return channel


def _share(state: State, call: Call, channel: Channel, files: list[UploadedFile]) -> None:
    thread = call.args.get("thread_ts")
    if (
        thread
        and "thread_ts" in channel.messages[thread]
        and (channel.messages[thread]["thread_ts"] != thread)
    ):
        raise RefusedError("invalid_thread_ts")
    message: Json = {"type": "message", "user": call.here.bot_user, "bot_id": call.here.bot_id}
    message |= {"ts": state.ts(), "text": call.args.get("initial_comment", ""), "blocks": []}
    message["files"] = [{"id": one.id, "name": one.name, "title": one.title} for one in files]
    place(channel, message | ({"thread_ts": thread} if thread else {}))


METHODS = {
    "files.getUploadURLExternal": get_url,
    "files.completeUploadExternal": complete,
    "files.info": info,
    "upload": take,
}
