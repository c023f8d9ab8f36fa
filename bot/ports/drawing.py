"""Pictures as files."""

from typing import Protocol

from bot.domain.picture import Picture, Worded


class Drawing(Protocol):
    """Draws."""

    def png(self, picture: Picture, said: Worded) -> bytes:
        """The picture, readable on a phone, as PNG (https://www.w3.org/TR/png-3/), 1080 px wide.

        Takes up to a second or two: call it in a thread, and not inside a transaction that writes.
        """
        ...
