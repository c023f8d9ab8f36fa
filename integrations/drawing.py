"""Draws pictures for the chat, if the extra ``charts`` is installed."""

from importlib.util import find_spec
from threading import Lock

from bot.domain.picture import Picture, Worded


class PhoneDrawing:
    """Implements the ``Drawing`` port with matplotlib, which is imported with the first picture.

    Matplotlib's settings are the same for all threads, so that one picture is drawn at a time.
    """

    def __init__(self) -> None:
        self._one_at_a_time = Lock()

    def png(self, picture: Picture, said: Worded) -> bytes:
        """See ``Drawing.png``."""
        from integrations.charts import PHONE, draw  # noqa: PLC0415 - half a second

        with self._one_at_a_time:
            return draw(picture, said, "png", PHONE)


def drawing() -> PhoneDrawing | None:
    """What draws; None where the extra is not installed."""
    return PhoneDrawing() if find_spec("matplotlib") else None
