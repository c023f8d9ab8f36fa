"""The partnership file of the tests, whole and with mistakes."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.load import FileRefusedError, PartnershipFile
from integrations.partnership_file import read_partnership

GOOD = (Path(__file__).parents[1] / "data" / "riverbend.yaml").read_text(encoding="utf-8")


def read(text: str | bytes) -> PartnershipFile:
    """The text read as riverbend.yaml from an empty folder."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "riverbend.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_partnership(path)


def refusal(text: str | bytes) -> list[str]:
    """What is said of a file with mistakes, line by line, without the name of the folder."""
    with pytest.raises(FileRefusedError) as caught:
        read(text)
    return [re.sub(r"^.*/(?=riverbend\.yaml)", "", line) for line in str(caught.value).split("\n")]


def edited(*edits: str) -> str:
    """The good file after edits "old >> new", each at the first place that fits."""
    text = GOOD
    for edit in edits:
        old, _, new = edit.partition(" >> ")
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
