"""The texts that people read, kept in TOML files beside this module.

A file holds named Jinja2 texts; a table's names are joined by a dot (``[kept]`` with ``line = …``
is ``kept.line``). The filters of the texts are the functions of ``filters.py``, such as ``day``
("Friday, 5 Feb"), ``count`` ("2 promises") and ``short(140)`` (one line, cut at a word's end).
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.messages import Html

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


class Words:
    """The texts of one file, by name."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._compiled: dict[tuple[str, bool], Template] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def source(self, name: str) -> str:
        """The text as it stands in the file, nothing filled in."""
        return self._texts[name]

    def plain(self, name: str, /, **values: object) -> str:
        """The text with the values in it, for plain text: nothing is escaped.

        A name that is not in the file is a KeyError, a value that is missing a Jinja2 error.
        """
        return self._filled(name, values, rich=False)

    def rich(self, name: str, /, **values: object) -> Html:
        """The text with the values in it, for rich text: every value is escaped.

        Pass what is ``Html`` already through ``marked``.
        """
        filled = self._filled(name, values, rich=True)
        # Jinja2 escapes quotes as well; bot.messages.safe leaves them, and so do platforms.
        return Html(filled.replace("&#34;", '"').replace("&#39;", "'"))

    def _filled(self, name: str, values: Mapping[str, object], *, rich: bool) -> str:
        text = self._texts[name]
        if "{" not in text:
            return text.strip()
        return self._template(name, rich=rich).render(values).strip()

    def _template(self, name: str, *, rich: bool) -> "Template":
        if (name, rich) not in self._compiled:
            # Jinja2 takes a tenth of a second to import, which the command line need not pay.
            from prompts.environment import environment  # noqa: PLC0415 - said above

            self._compiled[name, rich] = environment(rich=rich).from_string(self._texts[name])
        return self._compiled[name, rich]


@lru_cache
def words(file: str) -> Words:
    """The texts of ``prompts/<file>.toml``, read once; ``file`` is the name without its ending."""
    text = files("prompts").joinpath(f"{file}.toml").read_text(encoding="utf-8")
    return Words(dict(_named(tomllib.loads(text))))


def marked(html: Html) -> "Markup":
    """Rich text that is safe already, so that ``Words.rich`` does not escape it again."""
    from markupsafe import Markup  # noqa: PLC0415 - as above

    return Markup(html)  # noqa: S704 - Html is escaped where it is made


def _named(table: Mapping[str, object], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _named(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", str(value)
