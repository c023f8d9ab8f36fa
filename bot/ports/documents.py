"""Documents as files."""

from typing import Protocol

from bot.domain.document import Document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Documents(Protocol):
    """Writes documents that a word processor opens, and a screen reader reads."""

    def docx(self, document: Document) -> bytes:
        """The document as an Office Open XML file (https://ecma-international.org/ecma-376).

        It takes up to some tenths of a second: call it in a thread, and not inside a transaction.
        """
        ...
