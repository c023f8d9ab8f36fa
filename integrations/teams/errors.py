"""What Teams' refusals mean for a delivery: try again, out of reach, or a fault of ours.

The codes and their meanings stand under "Status codes from agent conversational APIs" at
https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
A code that is not in these tables is a fault of ours.
"""

import json
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import CannotTellError, HeadwayError, TryLaterError, UnreachableError
from integrations.faults import FaultError


class NotAllowedError(HeadwayError):
    """A request is not from Teams, or not for this bot. Do nothing of what it asks."""


NOT_INSTALLED = "Headway was removed from this Teams chat. Add the app there again."
"""Why nobody in a conversation is reached after the app was removed there."""

UNREACHABLE = {
    "activitynotfoundinconversation": "This Teams message was deleted.",
    "botdisabledbyadmin": "An administrator has blocked Headway in Teams. Ask them to allow it.",
    "botnotinconversationroster": NOT_INSTALLED,
    "conversationblockedbyuser": "This person or channel has blocked Headway in Teams.",
    "conversationnotfound": "There is no such Teams chat or channel any more.",
    "forbiddenoperationexception": "This person has not added Headway in Teams yet.",
    "membernotfoundinconversation": "This person is not in the Teams chat or team.",
    "messagewritesblocked": "This person has blocked or removed Headway in Teams.",
    "notenoughpermissions": "Headway may not do this in this Teams chat or channel.",
}
"""By code, in small letters. "MessageWritesBlocked":
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
"""
NOBODY = "Nobody in this Teams organization has this user id."
_NOBODY = ("invalid user identity", "failed to decrypt pairwise id")
"""What the message of a "BadArgument" says when a user id is not one of the tenant's."""
GONE = "Teams does not find this person, chat or message any more."
"""Any other 404: Teams has been seen to answer with other codes than the documented ones."""

HINTS = {
    "aadsts700016": "Correct TEAMS_APP_ID, or TEAMS_TENANT_ID: the tenant has no such app.",
    "aadsts7000215": "Correct TEAMS_APP_PASSWORD: it takes the secret's value, not its id.",
    "aadsts7000222": "The client secret has expired. Make a new one for TEAMS_APP_PASSWORD.",
    "aadsts7000229": "Add an enterprise application for the app registration in the tenant.",
    "aadsts900023": "Correct TEAMS_TENANT_ID: it takes the Directory (tenant) ID.",
    "aadsts90002": "Correct TEAMS_TENANT_ID: there is no such tenant.",
    "botnotregistered": "Add the Teams channel to the Azure Bot of this app registration.",
    "invalidbotapihost": "The tenant is in another cloud: have somebody write to Headway there.",
    "messagesizetoobig": "The message is larger than Teams allows.",
    "unauthorized": "Check that the Azure Bot and the settings name the same app registration.",
}
"""What to do about some of the faults of ours, by code in small letters; AADSTS codes:
https://learn.microsoft.com/entra/identity-platform/reference-error-codes
"""

_PAUSE = 10.0
"""Seconds, should Teams ask for a pause without saying how long."""
_LONGEST_PAUSE = 3600.0


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - what Teams said; what that means is in the errors
    """An answer that is no success: its status, its code and message, and the wished pause."""

    status: int
    code: str = ""
    message: str = ""
    retry_after: str | None = None


def refusal_of(status: int, body: bytes, retry_after: str | None = None) -> Refusal:
    """What an answer says. The code stands in one of two places, or is a JSON text's subCode."""
    found = _json(body)
    error = found.get("error")
    told = error if isinstance(error, dict) else found
    message = str(told.get("message") or "")
    code = _json(message).get("subCode") or told.get("code") or ""
    return Refusal(status, str(code), message, retry_after)


def said(error: BaseException) -> str:
    """Teams' own code for what led to an error, such as ``BotNotInConversationRoster``; or ""."""
    cause = error if isinstance(error, Refusal) else error.__cause__
    return cause.code if isinstance(cause, Refusal) else ""


def meaning(what: str, refusal: Refusal, *, once: bool) -> HeadwayError:
    """What a refused request means; ``once`` if it shows when it is done twice.

    Teams wants a message sent again after 412, 429, 502, 503 and 504
    (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit). Of these only
    the first two and 503 say that nothing was done. The others can come although the message
    arrived, as many bots saw that sent it again, and so such a message is not repeated.
    """
    code, status = refusal.code.lower(), refusal.status
    if status == 429:
        return TryLaterError("Teams asked for a pause.", after=_pause(refusal.retry_after))
    if status == 412:
        return TryLaterError("Teams is busy with this conversation.")
    if status == 503:
        return TryLaterError("Teams is out of order.")
    if status in (408, *range(500, 600)):
        return unanswered(what, once=once)
    if code in UNREACHABLE:
        return UnreachableError(UNREACHABLE[code])
    if any(words in refusal.message.lower() for words in _NOBODY):
        return UnreachableError(NOBODY)
    if status == 404:
        return UnreachableError(GONE)
    return fault(f"Teams refused {what}", refusal)


def unanswered(what: str, *, once: bool) -> HeadwayError:
    """What it means that a request got no answer, or one that leaves open what was done."""
    if once:
        return CannotTellError(f"Teams did not say whether {what} was done.")
    return TryLaterError("Teams did not answer.")


def fault(what: str, refusal: Refusal) -> FaultError:
    """A fault of ours, with what to do about it."""
    name = refusal.code or ("Unauthorized" if refusal.status == 401 else f"status {refusal.status}")
    hint = HINTS.get(name.lower(), "")
    return FaultError(f"{what}: {name}. {hint}".rstrip())


def _pause(wished: str | None) -> float:
    """Seconds; HTTP allows a date, too, which Teams does not use."""
    seconds = float(wished) if wished and wished.isdecimal() else _PAUSE
    return min(seconds, _LONGEST_PAUSE)


def _json(text: bytes | str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
