"""The methods ``views.*`` and what happens to views: https://docs.slack.dev/surfaces/modals/."""

import json

from tests.slack.fake.blocks import view_faults
from tests.slack.fake.messages import with_ids
from tests.slack.fake.state import APP, Call, Json, RefusedError, State, Team


def open_modal(state: State, call: Call) -> Json:
    """Needs a trigger that nobody used, and is not older than three seconds."""
    view = made(state, call.here, call.args.get("view"))
    call.here.modals[_exchange(state, call)] = [view]
    return {"view": view}


def push(state: State, call: Call) -> Json:
    """At most three views lie upon each other."""
    view = made(state, call.here, call.args.get("view"))
    lay(call.here, _exchange(state, call), view)
    return {"view": view}


def update(state: State, call: Call) -> Json:
    """By ``view_id`` or ``external_id``; with ``hash`` only what is still as it was."""
    wanted = {call.args.get("view_id"), call.args.get("external_id")} - {None, ""}
    stacks = [*call.here.modals.values(), [*call.here.homes.values()]]
    for old in [view for stack in stacks for view in stack]:
        if old["id"] in wanted or old["external_id"] in wanted:
            _unchanged(call, old)
            return {"view": change(state, call.here, old, call.args.get("view"))}
    raise RefusedError("not_found")


def publish(state: State, call: Call) -> Json:
    """The home tab of one person."""
    user = call.here.users.get(call.args.get("user_id", ""))
    if user is None:
        raise RefusedError(
            "invalid_arguments", response_metadata={"messages": ["invalid `user_id`"]}
        )
    old = call.here.homes.get(user.id)
    if old is not None:
        _unchanged(call, old)
        return {"view": change(state, call.here, old, call.args.get("view"))}
    call.here.homes[user.id] = made(state, call.here, call.args.get("view"))
    return {"view": call.here.homes[user.id]}


def made(state: State, team: Team, view: Json | None) -> Json:
    """A view as Slack shows it: https://docs.slack.dev/reference/views/."""
    view = view or {}
    if len(json.dumps(view)) > 250_000:
        raise RefusedError("view_too_large")
    if faults := [f"[ERROR] {fault}" for fault in view_faults(view)]:
        raise RefusedError("invalid_arguments", response_metadata={"messages": faults})
    key = state.unique("V")
    empty: Json = {"callback_id": "", "external_id": "", "private_metadata": "", "submit": None}
    empty |= {"close": None, "clear_on_close": False, "notify_on_close": False, "title": None}
    ours: Json = {"id": key, "team_id": team.id, "root_view_id": key, "previous_view_id": None}
    ours |= {"app_id": APP, "bot_id": team.bot_id, "app_installed_team_id": team.id}
    ours |= {"hash": state.unique("1700000000."), "state": {"values": {}}}
    return empty | view | ours | {"blocks": with_ids(state, view.get("blocks", []))}


def change(state: State, team: Team, old: Json, view: Json | None) -> Json:
    """Put another view in the place of one; its id stays, its hash changes."""
    stays = {name: old[name] for name in ("id", "root_view_id", "previous_view_id")}
    new = made(state, team, view) | stays
    old.clear()
    old.update(new)
    return old


def lay(team: Team, user: str, view: Json) -> None:
    """Lay a view upon the others."""
    stack = team.modals.get(user, [])
    if not stack:
        raise RefusedError("not_found")
    if len(stack) >= 3:
        raise RefusedError("push_limit_reached")
    view |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
    stack.append(view)


def _exchange(state: State, call: Call) -> str:
    trigger = call.args.get("trigger_id", "")
    team, user, until = state.triggers.get(trigger, (None, "", 0.0))
    if team is not call.here:
        raise RefusedError("invalid_trigger_id")
    if trigger in state.exchanged:
        raise RefusedError("exchanged_trigger_id")
    if state.clock() > until:
        raise RefusedError("expired_trigger_id")
    state.exchanged.add(trigger)
    return user


def _unchanged(call: Call, old: Json) -> None:
    if call.args.get("hash") and call.args["hash"] != old["hash"]:
        raise RefusedError("hash_conflict")


METHODS = {
    "views.open": open_modal,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
