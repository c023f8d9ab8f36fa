"""Forms in which something stands that may not be stored, as long as they are open."""

from collections.abc import Mapping

from bot.messages import Response
from integrations.sandbox.forms import OpenForm


class Unkept:
    """What people typed into their open forms, and what is wrong with it, in memory alone.

    The store has each of the forms as it was opened.
    """

    def __init__(self) -> None:
        self._forms: dict[str, OpenForm] = {}

    def settle(
        self, user: str, opened: OpenForm, typed: Mapping[str, str], response: Response
    ) -> None:
        """Take up what comes of a form that was sent: it stays open as it is, or it does not."""
        self.forget(user)
        if response.unkept:
            self._forms[user] = opened.corrected(typed, response.errors)

    def forget(self, user: str) -> None:
        """The user's form was closed."""
        self._forms.pop(user, None)

    def over(self, user: str, opened: OpenForm | None) -> OpenForm | None:
        """The form that stands open for a user, with what was typed into this very one."""
        own = self._forms.get(user)
        return own if own and opened and own.fits(opened) else opened
