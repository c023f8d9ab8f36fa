"""The instructions that a model is given, kept in Markdown files beside this module."""

from functools import lru_cache
from importlib.resources import files


@lru_cache
def instructions(name: str) -> str:
    """The text of ``prompts/<name>.md``, read once."""
    return files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
