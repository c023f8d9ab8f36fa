"""The one tree of errors. A docstring says what happened and what to do next."""


class HeadwayError(Exception):
    """Something did not work. The message says what to do."""


class NaiveTimeError(HeadwayError):
    """A time without a zone was given. Pass an aware datetime."""


class ChangeRefusedError(HeadwayError):
    """A record cannot be changed like that, by this person or any more. The message says why."""


class AlreadyThereError(HeadwayError):
    """A value with this key is stored already. Read it instead of adding it."""


class TryLaterError(HeadwayError):
    """The platform took nothing this time. Send again later, not before ``after`` seconds."""

    def __init__(self, reason: str, *, after: float | None = None) -> None:
        """Keep the reason, and the platform's own wish for a pause in seconds."""
        super().__init__(reason)
        self.after = after


class UnreachableError(HeadwayError):
    """This person or channel cannot be reached there. Do not try again until something changes."""


class CannotTellError(HeadwayError):
    """The platform cannot say whether a message arrived. Do not send it a second time."""


class OutsideWallsError(HeadwayError):
    """Something of another partnership was to be written. That is Headway's fault: report it."""
