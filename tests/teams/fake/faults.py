"""Trouble on order: what Teams, its login and its key server do on bad days.

https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
"""

from dataclasses import dataclass

from tests.teams.fake.state import THREAD, Call, Json, RefusedError

LOGIN = {"token", "tenant", "openid", "keys"}
CODES = {
    401: "Unauthorized",
    403: "BotNotInConversationRoster",
    404: "ConversationNotFound",
    412: "PreconditionFailed",
    413: "MessageSizeTooBig",
    429: "Throttled",
}


@dataclass(kw_only=True)
class Fault:
    """What happens instead of an answer, to the calls that fit, as many times as said.

    ``method`` is one of connector.py's or login.py's; ``*`` means all of connector.py's.
    """

    method: str
    conversation: str | None = None
    times: float = 1  # math.inf: until lifted
    status: int = 200
    code: str = ""  # "" means the usual one of that status; AADSTS… at the login
    message: str = ""
    retry_after: int | None = None
    hang: float = 0  # seconds until the answer; the work is done at once
    drop: bool = False  # the work is done, the connection breaks before the answer
    done: bool = False  # the work is done although the answer tells of an error
    html: bool = False  # the answer's body is a page

    @property
    def works(self) -> bool:
        """Whether Teams does what it was asked."""
        return self.done or self.drop or self.status < 400

    @property
    def refusal(self) -> RefusedError:
        """The answer's words."""
        code = self.code or CODES.get(self.status, "ServiceError")
        return RefusedError(self.status, code, self.message)

    def fits(self, call: Call) -> bool:
        """Whether it is this call's turn."""
        mine = self.method == call.method or (self.method == "*" and call.method not in LOGIN)
        where = call.conversation.partition(THREAD)[0]
        return self.times > 0 and mine and self.conversation in {None, where}


class Faults:
    """The orders, the oldest first."""

    def __init__(self) -> None:
        self.orders: list[Fault] = []

    def meet(self, call: Call) -> Fault | None:
        """What befalls this call, if anything."""
        for fault in self.orders:
            if fault.fits(call):
                fault.times -= 1
                return fault
        return None


def login_error(code: str, words: str, error: str = "invalid_client") -> Json:
    """An error of the login.

    https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    """
    return {
        "error": error,
        "error_description": f"{code}: {words} Trace ID: 0 Correlation ID: 0",
        "error_codes": [int(code.removeprefix("AADSTS"))],
        "error_uri": f"https://login.microsoftonline.com/error?code={code.removeprefix('AADSTS')}",
    }
