"""Documents as files, by python-docx."""

from bot.domain.document import Document


class DocxDocuments:
    """Documents as DOCX."""

    def docx(self, document: Document) -> bytes:
        """See ``Documents.docx``."""
        # A tenth of a second to import: paid when the first document is made, not at start.
        from integrations.docx_file import docx_file  # noqa: PLC0415 - said above

        return docx_file(document)
