"""What is said where a command refuses something. No text is lost by it."""

from bot.domain.errors import ChangeRefusedError, HeadwayError
from bot.messages import TYPES, Incoming, Pressed, Response, Said
from bot.router.command import MisunderstoodError
from bot.router.screening import Clear
from prompts import replies


class RefusedError(HeadwayError):
    """A command refused what was asked; all that it had begun is undone."""

    def __init__(self, clear: Clear, refusal: Response) -> None:
        """Keep what was asked, free of names, and what is answered."""
        super().__init__()
        self.clear = clear
        self.refusal = refusal


def refusal(event: Incoming, error: MisunderstoodError | ChangeRefusedError) -> Response:
    """The answer to what was refused."""
    if isinstance(error, ChangeRefusedError):
        return Response(reply=replies.misunderstood(str(error), typed=typed_in(event)))
    message = replies.misunderstood(
        str(error),
        typed=error.typed or typed_in(event),
        suggestion=error.suggestion,
        show=error.show,
    )
    return Response(reply=message, unkept=error.stranger)


def typed_in(event: Incoming) -> str:
    """The words that somebody wrote, so that a refusal loses none."""
    if isinstance(event, Said):
        return event.text.strip()
    if isinstance(event, Pressed):
        return event.value if event.action == TYPES else ""
    # Choices, people and dates of a form have no blanks in them.
    return "\n".join(text.strip() for text in event.fields.values() if " " in text.strip())
