"""Names, addresses and numbers of single people in what is typed."""

from typing import Protocol

from bot.domain.names import Names
from bot.domain.screen import Found


class Screen(Protocol):
    """Finds what must not be kept."""

    def find(self, text: str, names: Names) -> tuple[Found, ...]:
        """What was found, in the order of the text and without overlaps.

        The partnership's own people, their addresses, and ``names.nobody`` are left out. Takes a
        few milliseconds for a long message, and asks nobody outside.
        """
        ...
