"""The methods ``chat.*`` and ``conversations.*``: https://docs.slack.dev/reference/methods/."""

from collections.abc import Iterable

from tests.slack.fake.messages import remove, rewrite, whisper, write
from tests.slack.fake.pages import page
from tests.slack.fake.state import Call, Channel, Json, RefusedError, State, Team


def post_message(state: State, call: Call) -> Json:
    """A user's id in the place of a channel means their direct conversation."""
    call.need("chat:write")
    channel = _postable(state, call.here, call.args.get("channel", ""))
    message = write(state, call.here, channel, call.args)
    return {"channel": channel.id, "ts": message["ts"], "message": shown(message)}


def post_ephemeral(state: State, call: Call) -> Json:
    """Only for members of the conversation."""
    call.need("chat:write")
    channel = _postable(state, call.here, call.args.get("channel", ""))
    if call.args.get("user") not in channel.members:
        raise RefusedError("user_not_in_channel")
    return {"message_ts": whisper(state, call.here, channel, call.args["user"], call.args)["ts"]}


def update(state: State, call: Call) -> Json:
    """Only the bot's own messages."""
    channel, message = _own(call, "cant_update_message")
    if channel.is_archived:
        raise RefusedError("is_inactive")
    rewrite(state, call.here, message, call.args)
    return {
        "channel": channel.id,
        "ts": message["ts"],
        "text": message["text"],
        "message": shown(message),
    }


def delete(state: State, call: Call) -> Json:
    """Only the bot's own messages."""
    channel, message = _own(call, "cant_delete_message")
    remove(channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def open_im(state: State, call: Call) -> Json:
    """The same conversation for the same person, always."""
    call.need("im:write")
    users = [user for user in call.args.get("users", "").split(",") if user]
    if len(users) != 1:
        raise RefusedError("users_list_not_supplied" if not users else "too_many_users")
    user = call.here.user(users[0])
    if user.deleted:
        raise RefusedError("user_disabled")
    if user.is_bot:
        raise RefusedError("cannot_dm_bot")
    known = user.id in call.here.ims
    channel = state.im(call.here, user.id)
    whole = _channel(call.here, channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": whole} | ({"no_op": True, "already_open": True} if known else {})


def history(state: State, call: Call) -> Json:
    """The newest first; replies in threads stand in ``conversations.replies``."""
    channel = _readable(call)
    top = [one for one in channel.messages.values() if _on_top(one)]
    return _messages(reversed(_between(call, top)), call, 100)


def replies(state: State, call: Call) -> Json:
    """The parent, then its replies, the oldest first."""
    channel, parent = _readable(call), call.args.get("ts", "")
    if parent not in channel.messages:
        raise RefusedError("thread_not_found")
    thread = [one for one in channel.messages.values() if one.get("thread_ts", one["ts"]) == parent]
    return _messages(_between(call, thread), call, 1000)


def info(state: State, call: Call) -> Json:
    """What a conversation is."""
    channel = call.here.channel(call.args.get("channel", ""))
    call.need(f"{channel.kind}:read")
    return {"channel": _channel(call.here, channel)}


def members(state: State, call: Call) -> Json:
    """The ids of who is in a conversation."""
    channel = call.here.channel(call.args.get("channel", ""))
    call.need(f"{channel.kind}:read")
    found, metadata = page(channel.members, call, 100)
    return {"members": found, "response_metadata": metadata}


def join(state: State, call: Call) -> Json:
    """Public channels that are not archived."""
    call.need("channels:join")
    channel = call.here.channel(call.args.get("channel", ""))
    if channel.kind != "channels":
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise RefusedError("is_archived")
    if call.here.bot_user not in channel.members:
        channel.members.append(call.here.bot_user)
    return {"channel": _channel(call.here, channel)}


def shown(message: Json, *, metadata: bool = True) -> Json:
    """A message as the methods show it."""
    hidden = {"unfurl_links", "unfurl_media", "to"} | (set() if metadata else {"metadata"})
    return {name: value for name, value in message.items() if name not in hidden}


def _postable(state: State, team: Team, key: str) -> Channel:
    if key in team.users:
        return state.im(team, key)
    channel = team.channel(key)
    if channel.is_archived:
        raise RefusedError("is_archived")
    if team.bot_user not in channel.members:
        raise RefusedError("not_in_channel")
    return channel


def _readable(call: Call) -> Channel:
    channel = call.here.channel(call.args.get("channel", ""))
    call.need(f"{channel.kind}:history")
    if call.here.bot_user not in channel.members:
        raise RefusedError("not_in_channel")
    return channel


def _own(call: Call, refusal: str) -> tuple[Channel, Json]:
    call.need("chat:write")
    channel = call.here.channel(call.args.get("channel", ""))
    message = channel.messages.get(call.args.get("ts", ""))
    if message is None:
        raise RefusedError("message_not_found")
    if message.get("bot_id") != call.here.bot_id:
        raise RefusedError(refusal)
    return channel, message


def _on_top(message: Json) -> bool:
    alone = message.get("thread_ts", message["ts"]) == message["ts"]
    return alone or bool(message.get("reply_broadcast"))


def _between(call: Call, messages: list[Json]) -> list[Json]:
    oldest, latest = str(call.args.get("oldest", "")), str(call.args.get("latest", ""))
    inside = [
        one
        for one in messages
        if (not oldest or float(one["ts"]) > float(oldest))
        and (not latest or float(one["ts"]) < float(latest))
    ]
    if call.flag("inclusive"):
        inside += [one for one in messages if one["ts"] in {oldest, latest}]
    return sorted(inside, key=lambda one: float(one["ts"]))


def _messages(messages: Iterable[Json], call: Call, usual: int) -> Json:
    found, metadata = page(messages, call, usual)
    whole = call.flag("include_all_metadata")
    return {
        "messages": [shown(one, metadata=whole) for one in found],
        "has_more": bool(metadata["next_cursor"]),
        "response_metadata": metadata,
    }


def _channel(team: Team, channel: Channel) -> Json:
    known: Json = {"id": channel.id, "is_archived": channel.is_archived, "created": 1}
    if channel.user:
        return known | {"is_im": True, "user": channel.user, "is_open": True}
    known |= {"name": channel.name, "is_channel": True, "is_private": channel.is_private}
    known |= {"is_im": False, "is_ext_shared": channel.is_shared, "context_team_id": team.id}
    return known | {"is_member": team.bot_user in channel.members}


METHODS = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "conversations.open": open_im,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.join": join,
}
