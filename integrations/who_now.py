"""The answer to somebody of whom a platform does not say now who they are."""

from bot.messages import Incoming, Response, Said, Submitted
from prompts.replies import misunderstood
from prompts.words import words


def who_now(event: Incoming, platform: str) -> Response:
    """Nothing is kept of what they did, nor lost: it is said again, or their form stays open.

    The words are ``who_now`` in the platform's own file of texts.
    """
    told = words(platform).plain("who_now")
    if isinstance(event, Submitted):
        return Response(errors={"": told})
    return Response(reply=misunderstood(told, typed=event.text if isinstance(event, Said) else ""))
