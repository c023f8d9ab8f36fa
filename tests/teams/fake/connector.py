"""The Bot Connector's methods under the service URL.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference;
members: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
"""

from collections.abc import Callable

from tests.teams.fake.cards import check
from tests.teams.fake.login import SCOPES, Answer
from tests.teams.fake.state import (
    THREAD,
    App,
    Call,
    Conversation,
    Json,
    RefusedError,
    State,
    User,
)

NOT_THERE = "The bot is not part of the conversation roster."


def admit(state: State, call: Call, bearer: str) -> App:
    """The app whose good token came with the call."""
    token = state.tokens.get(bearer)
    good = token is not None and token.expires_at > state.clock()
    if token is None or not good or not SCOPES & set(token.scope.split()):
        raise RefusedError(401, "Unauthorized", "Authorization has been denied for this request.")
    call.app = token.app.id
    speaker = call.body.get("from") or call.body.get("bot") or {}
    if speaker.get("id") not in {None, "", token.app.bot, token.app.id}:
        raise RefusedError(401, "Unauthorized", f"The token is not {speaker['id']}'s")
    if token.app.blocked:
        raise RefusedError(403, "BotDisabledByAdmin", "The tenant admin disabled this bot")
    return token.app


def create(state: State, app: App, call: Call) -> Answer:
    """A 1:1 chat, which is always the same one, or a thread in a channel."""
    about = call.body.get("channelData") or {}
    tenant = (about.get("tenant") or {}).get("id") or call.body.get("tenantId") or app.tenant
    if "channel" in about:
        return _thread(state, app, call, about["channel"]["id"])
    members = call.body.get("members") or []
    if call.body.get("isGroup") or len(members) != 1:
        raise RefusedError(400, "BadSyntax", "Bots open conversations with one person only")
    user = state.find_user(app, tenant, members[0].get("id", ""))
    if not state.meets(app, user) or tenant != app.tenant:
        raise RefusedError(403, "ForbiddenOperationException", NOT_THERE)
    chat = state.personal(app, user)
    call.conversation = chat.id
    if app.id not in chat.removed:  # known from a team, the bot may write without more ado
        chat.apps.add(app.id)
    if "activity" not in call.body:
        return 201, {"id": chat.id}
    kept = _post(state, app, chat, call.body["activity"], None)
    return 201, {"id": chat.id, "activityId": kept["id"]}


def send(state: State, app: App, call: Call) -> Answer:
    """A message; in the thread that the conversation's id or, in channels, ``reply`` names."""
    there, root = state.conversation(call.conversation)
    check(call.body, call.size, cards=state.checks_cards)
    if app.id not in there.apps and state.silent_after_uninstall:
        return 201, {"id": state.moment()}
    _may_write(state, app, there)
    root = root or (call.activity if there.kind == "channel" else "") or None
    if root and root not in there.messages:
        raise RefusedError(404, "ActivityNotFoundInConversation", "Unknown thread")
    kept = _post(state, app, there, call.body, root)
    call.activity = kept["id"]
    return 201, {"id": kept["id"]}


def update(state: State, app: App, call: Call) -> Answer:
    """Put another message in the place of one; what people saw instead is shown no more."""
    there, message = _own(state, app, call)
    check(call.body, call.size, cards=state.checks_cards)
    changed = dict(call.body) | {name: message[name] for name in ("id", "by", "root", "at")}
    there.messages[message["id"]] = changed | {"edits": message["edits"] + 1}
    for person, shown in list(there.shown):
        if shown == message["id"]:
            del there.shown[person, shown]
    return 200, {"id": message["id"]}


def delete(state: State, app: App, call: Call) -> Answer:
    """Take a message away."""
    there, message = _own(state, app, call)
    del there.messages[message["id"]]
    return 200, {}


def member(state: State, app: App, call: Call) -> Answer:
    """One person of a conversation, by their id for the bot or their object id."""
    there, key = _there(state, app, call), call.activity
    known = state.tenants[there.tenant]
    user = state.find_user(app, there.tenant, key) if key.startswith("29:") else known.get(key)
    if user is None or user.id not in there.members or user.gone:
        raise RefusedError(404, "MemberNotFoundInConversation", "Member not found.")
    return 200, account(state, app, user)


def members(state: State, app: App, call: Call) -> Answer:
    """One page of a conversation's people: ``state.page_size`` of them, or fewer if asked."""
    there = _there(state, app, call)
    known = [user for user in state.tenants[there.tenant].values() if user.id in there.members]
    known = [user for user in known if not user.gone]
    start = int(call.body.get("continuationToken") or 0)
    end = start + min(int(call.body.get("pageSize") or state.page_size), state.page_size)
    page: Json = {"members": [account(state, app, user) for user in known[start:end]]}
    return 200, page | ({"continuationToken": str(end)} if end < len(known) else {})


def channels(state: State, app: App, call: Call) -> Answer:
    """The channels of a team; the General channel has no name."""
    team = state.teams.get(call.conversation)
    if team is None or app.id not in state.conversations[team.id].apps:
        raise RefusedError(403, "BotNotInConversationRoster", NOT_THERE)
    there = (state.conversations[key] for key in team.channels)
    named = [{"id": one.id, "name": None if one.id == team.id else one.name} for one in there]
    return 200, {"conversations": named}


def account(state: State, app: App, user: User) -> Json:
    """A TeamsChannelAccount as it travels: Entra's object id is ``objectId`` here."""
    given, _, family = user.name.partition(" ")
    known = {"id": state.user_id(app, user), "objectId": user.id, "name": user.name}
    known |= {"givenName": given, "surname": family, "tenantId": user.home or user.tenant}
    guest = user.home not in {"", user.tenant}
    upn = f"{(user.email or user.id).replace('@', '_')}#EXT#@riverbend.example" if guest else ""
    known |= {"userRole": "guest" if guest else "user", "userPrincipalName": user.upn or upn}
    return known | ({"email": user.email} if user.email else {})


def _there(state: State, app: App, call: Call) -> Conversation:
    there, _ = state.conversation(call.conversation)
    if app.id not in there.apps:
        raise RefusedError(403, "BotNotInConversationRoster", NOT_THERE)
    return there


def _may_write(state: State, app: App, there: Conversation) -> None:
    user = state.tenants[there.tenant][there.members[0]] if there.kind == "personal" else None
    if user and app.id in user.blocks:
        details = "Thread is blocked from message writes."
        raise RefusedError(403, "MessageWritesBlocked", details, flat=True)
    if app.id not in there.apps or (user and user.gone):
        raise RefusedError(403, "BotNotInConversationRoster", NOT_THERE)


def _own(state: State, app: App, call: Call) -> tuple[Conversation, Json]:
    there, _ = state.conversation(call.conversation)
    _may_write(state, app, there)
    message = there.messages.get(call.activity)
    if message is None:
        raise RefusedError(404, "ActivityNotFoundInConversation", "Activity not found.")
    if message["by"] != app.id:
        raise RefusedError(403, "Forbidden", "Only the author changes a message")
    return there, message


def _thread(state: State, app: App, call: Call, channel: str) -> Answer:
    there, _ = state.conversation(channel)
    _may_write(state, app, there)
    check(call.body.get("activity") or {}, call.size, cards=state.checks_cards)
    kept = _post(state, app, there, call.body["activity"], None)
    return 201, {"id": f"{channel}{THREAD}{kept['id']}", "activityId": kept["id"]}


def _post(state: State, app: App, there: Conversation, body: Json, root: str | None) -> Json:
    key = state.moment()
    kept = dict(body) | {"id": key, "by": app.id, "root": root, "edits": 0, "at": state.clock()}
    if body["type"] == "message":
        there.messages[key] = kept
    return kept


METHODS: dict[str, Callable[[State, App, Call], Answer]] = {
    "create": create,
    "send": send,
    "update": update,
    "delete": delete,
    "member": member,
    "members": members,
    "channels": channels,
}
