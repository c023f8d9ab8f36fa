"""What Slack's refusals mean for a delivery: try again, out of reach, or a fault of ours.

The names and their meanings stand at the end of each method's page under
https://docs.slack.dev/reference/methods. A name that is not in these tables is a fault of ours.
"""

from slack_sdk.errors import SlackApiError

from bot.domain.errors import CannotTellError, HeadwayError, TryLaterError, UnreachableError
from integrations.faults import FaultError

NOT_INSTALLED = "Headway is not installed in this Slack workspace any more. Install it again."
"""Why nobody in a workspace is reached after the app was removed there."""

RATE_LIMITED = {"ratelimited", "rate_limited"}
DEAD_TOKEN = {"account_inactive", "invalid_auth", "token_expired", "token_revoked"}
"""A token that another process has renewed meanwhile is refused with one of these, too."""
UNCLEAR = {"fatal_error", "internal_error"}
""""It's possible some aspect of the operation succeeded before the error was raised"."""

LATER = {
    "external_channel_migrating": "Slack is moving this channel.",
    "fetch_members_failed": "Slack is out of order.",
    "message_limit_exceeded": "This workspace sends more messages than its Slack plan allows.",
    "org_login_required": "This workspace is moving to an Enterprise organisation.",
    "request_timeout": "Slack received only a part of the message.",
    "service_unavailable": "Slack is out of order.",
    "streaming_state_conflict": "Slack is still writing this message.",
    "team_added_to_org": "This workspace is moving to an Enterprise organisation.",
    "update_failed": "Slack is out of order.",
}

UNREACHABLE = {
    "access_denied": "This Slack workspace does not let Headway in.",
    "account_inactive": NOT_INSTALLED,
    "app_access_restricted": "An administrator does not let this person use Headway in Slack.",
    "cannot_dm_bot": "This Slack user is a bot.",
    "cannot_reply_to_message": "This Slack message takes no replies.",
    "cant_delete_message": "This Slack message is not Headway's to delete.",
    "cant_update_message": "This Slack message is not Headway's to change.",
    "channel_is_limited_access": "Headway has no access to this Slack channel.",
    "channel_not_found": "There is no such Slack channel, or it is private and without Headway.",
    "edit_window_closed": "This Slack workspace does not let old messages be changed.",
    "ekm_access_denied": "An administrator has stopped messages to this Slack channel.",
    "invalid_user_combination": "This person is outside the Slack workspace.",
    "is_archived": "This Slack channel was archived.",
    "is_inactive": "This Slack channel was archived or deleted.",
    "message_not_found": "This Slack message was deleted.",
    "method_not_supported_for_channel_type": "This is no Slack channel that Headway can use.",
    "not_in_channel": "Headway is not in this Slack channel. Type /invite @Headway there.",
    "restricted_action": "This Slack workspace does not let Headway post here.",
    "restricted_action_non_threadable_channel": "This Slack channel takes no replies.",
    "restricted_action_read_only_channel": "This Slack channel is read-only.",
    "restricted_action_thread_locked": "This Slack thread was locked.",
    "restricted_action_thread_only_channel": "This Slack channel takes replies only.",
    "token_revoked": NOT_INSTALLED,
    "too_many_members": "This Slack channel takes no more members.",
    "user_disabled": "This Slack account was deactivated.",
    "user_not_found": "This Slack workspace has nobody with this user id.",
    "user_not_in_channel": "This person is not in the Slack channel.",
    "user_not_visible": "Headway cannot see this person in Slack.",
    "users_not_found": "This Slack workspace has nobody with this e-mail address.",
}

HINTS = {
    "accesslimited": "The workspace allows this server's network no access.",
    "bad_client_secret": "Correct SLACK_CLIENT_SECRET.",
    "bad_redirect_uri": "Add the address of /slack/oauth_redirect to the app's redirect URLs.",
    "invalid_auth": "Correct SLACK_BOT_TOKEN, or install the app again.",
    "invalid_client_id": "Correct SLACK_CLIENT_ID.",
    "invalid_code": "Start again at /slack/install: a code is good once, for ten minutes.",
    "file_uploads_disabled": "The workspace allows no uploads of files: an administrator can.",
    "invalid_refresh_token": "Install the app again in this workspace.",
    "messages_tab_disabled": "Turn the Messages tab on under App Home of the app.",
    "missing_scope": "Install the app again with the manifest of this version.",
    "not_allowed_token_type": "SLACK_BOT_TOKEN takes a bot's token (xoxb-).",
    "not_enabled": "Turn the Home tab on under App Home of the app.",
    "token_expired": "A token that is rotated cannot stand in SLACK_BOT_TOKEN.",
    "two_factor_setup_required": "An administrator must set up two-factor authentication.",
}
"""What to do about some of the faults of ours; the others are mistakes in the code."""

_ONCE = {"chat.postEphemeral", "chat.postMessage", "files.completeUploadExternal"}
"""Doing these twice shows; the others can be repeated, and the second time changes nothing."""
_PAUSE = 30.0
"""Seconds, should Slack ask for a pause without saying how long."""


def said(error: BaseException) -> str:
    """Slack's own word for what led to an error, such as ``expired_trigger_id``; "" without one."""
    cause = error if isinstance(error, SlackApiError) else error.__cause__
    answer = getattr(getattr(cause, "response", None), "data", None)
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def refusal(method: str, error: SlackApiError) -> HeadwayError:
    """What a refused call means."""
    name, status = said(error), getattr(error.response, "status_code", 0)
    if status == 429 or name in RATE_LIMITED:
        return TryLaterError("Slack asked for a pause.", after=_pause(error))
    if name in UNREACHABLE:
        return UnreachableError(UNREACHABLE[name])
    if name in LATER:
        return TryLaterError(LATER[name])
    if not name or name in UNCLEAR or status >= 500:
        return unanswered(method)
    return FaultError(" ".join((f"Slack refused {method}: {name}.", *_help(name, error))))


def unanswered(method: str) -> HeadwayError:
    """What it means that a call got no answer, or one that leaves open what was done."""
    if method in _ONCE:
        return CannotTellError(f"Slack did not say whether {method} was done.")
    return TryLaterError("Slack did not answer.")


def _pause(error: SlackApiError) -> float:
    """Seconds. https://docs.slack.dev/apis/web-api/rate-limits."""
    return float(error.response.headers.get("retry-after", _PAUSE))


def _help(name: str, error: SlackApiError) -> list[str]:
    needed = error.response.get("needed")
    return [*([f"It needs {needed}."] if needed else []), *filter(None, [HINTS.get(name)])]
