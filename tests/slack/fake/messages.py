"""Writing messages into conversations, by whatever way they come.

https://docs.slack.dev/reference/methods/chat.postMessage/ and …/chat.update/ say what is kept,
https://docs.slack.dev/interactivity/handling-user-interaction/ what a response_url does.
"""

import json

from tests.slack.fake.blocks import faults_of, image_faults, too_long_together
from tests.slack.fake.state import Channel, Hook, Json, RefusedError, State, Team

KEPT = ("metadata", "thread_ts", "unfurl_links", "unfurl_media", "reply_broadcast")


def check(team: Team, content: Json) -> None:
    """Refuse what Slack would not take."""
    blocks = content.get("blocks") or []
    if not (content.get("text") or blocks or content.get("attachments")):
        raise RefusedError("no_text")
    if len(content.get("text") or "") > 40_000:
        raise RefusedError("msg_too_long")
    metadata = content.get("metadata")
    if metadata and not {"event_type", "event_payload"} <= set(metadata):
        raise RefusedError("invalid_metadata_format")
    if len(json.dumps(metadata)) > 16_000:
        raise RefusedError("metadata_too_large")
    if faults := faults_of(blocks, message=True) + image_faults(team, blocks):
        raise RefusedError(
            "invalid_blocks", errors=faults, response_metadata={"messages": _loud(faults)}
        )
    if too_long_together(blocks):
        raise RefusedError("msg_blocks_too_long")


def write(state: State, team: Team, channel: Channel, content: Json) -> Json:
    """A new message of the bot."""
    check(team, content)
    return place(channel, _by_bot(state, team, content))


def place(channel: Channel, message: Json) -> Json:
    """Put a message, whosever it is, into a conversation, and count it in its thread."""
    channel.messages[message["ts"]] = message
    parent = channel.messages.get(message.get("thread_ts", ""))
    if parent is not None:
        message["parent_user_id"] = parent["user"]
        parent["thread_ts"] = parent["ts"]
        parent["reply_count"] = parent.get("reply_count", 0) + 1
        parent["latest_reply"] = message["ts"]
    return message


def whisper(state: State, team: Team, channel: Channel, user: str, content: Json) -> Json:
    """A message that one person sees; no method reads or changes it later."""
    check(team, content)
    message = _by_bot(state, team, content) | {"is_ephemeral": True, "to": user}
    channel.ephemeral.append(message)
    return message


def rewrite(state: State, team: Team, message: Json, content: Json) -> None:
    """Put other content into a message that is there. Text without blocks removes the blocks."""
    check(team, {"text": message["text"], "blocks": message.get("blocks"), **content})
    if content.get("text") and not content.get("blocks"):
        message.pop("blocks", None)
        message["edited"] = {"user": team.bot_user, "ts": state.ts()}
    if content.get("blocks"):
        message["blocks"] = with_ids(state, content["blocks"])
    message["text"] = content.get("text") or message["text"]
    if "metadata" in content:
        message["metadata"] = content["metadata"]


def answer(state: State, hook: Hook, content: Json) -> None:
    """What an app posts to a response_url, or gives back to a slash command."""
    original = hook.original
    if original and (content.get("replace_original") or content.get("delete_original")):
        if content.get("delete_original"):
            remove(hook.channel, original)
        else:
            rewrite(state, hook.team, original, content)
    elif content.get("response_type") == "in_channel":
        write(state, hook.team, hook.channel, content)
    else:
        hook.original = whisper(state, hook.team, hook.channel, hook.user, content)


def remove(channel: Channel, message: Json) -> None:
    """Take a message away."""
    channel.messages.pop(message["ts"], None)
    channel.ephemeral[:] = [one for one in channel.ephemeral if one["ts"] != message["ts"]]


def with_ids(state: State, blocks: list[Json]) -> list[Json]:
    """Slack names the blocks that have no name."""
    return [{**block, "block_id": block.get("block_id") or state.unique("b")} for block in blocks]


def _by_bot(state: State, team: Team, content: Json) -> Json:
    message: Json = {"type": "message", "user": team.bot_user, "bot_id": team.bot_id}
    message |= {"team": team.id, "ts": state.ts(), "text": content.get("text") or ""}
    if content.get("blocks"):
        message["blocks"] = with_ids(state, content["blocks"])
    return message | {name: content[name] for name in KEPT if content.get(name) is not None}


def _loud(faults: list[str]) -> list[str]:
    return [f"[ERROR] {fault}" for fault in faults]
