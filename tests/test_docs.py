"""The documentation says what is so."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.cli import command_line
from bot.commands import COMMANDS
from bot.settings import Settings
from integrations.openai_settings import OpenAISettings
from integrations.partnership_file import read_partnership
from integrations.partnership_schema import PartnershipEntry
from integrations.slack import SlackSettings
from integrations.teams import TeamsSettings
from integrations.tracing import TracingSettings

CHECKOUT = Path(__file__).parents[1]
PAGES = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")])
README = (CHECKOUT / "README.md").read_text()
FORMAT = (CHECKOUT / "docs" / "partnership-file.md").read_text()
IN_TREE = re.compile(r"`((?:bot|integrations|storage|prompts|tests|docs)/[\w./-]+)`")


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        yield from (inner for part in _parts(field.annotation) for inner in _models(part))


def _parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _settings() -> Iterator[tuple[str, str, FieldInfo]]:
    """Every setting: the beginning of its variable, the rest, and what is known of it."""
    for kind in (Settings, SlackSettings, TeamsSettings, OpenAISettings, TracingSettings):
        prefix = kind.model_config.get("env_prefix", "")
        yield from ((prefix, name, field) for name, field in kind.model_fields.items())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_what_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text())
    local = [link for link in links if "://" not in link]
    assert not [link for link in local if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_files_that_a_page_names_are_there(page: Path) -> None:
    # NAME and WORD stand for names that the reader chooses.
    named = [name for name in IN_TREE.findall(page.read_text()) if not re.search("NAME|WORD", name)]
    assert not [name for name in named if not (CHECKOUT / name).exists()]


def test_the_smallest_partnership_file_can_be_loaded(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", FORMAT, re.DOTALL)
    assert example is not None
    (tmp_path / "hillcrest.yaml").write_text(example[1])
    read = read_partnership(tmp_path / "hillcrest.yaml")
    assert (read.partnership.key, read.warnings) == ("hillcrest", ())


def test_every_field_of_the_partnership_file_is_described() -> None:
    models = set(_models(PartnershipEntry))
    fields = {field.alias or name for m in models for name, field in m.model_fields.items()}
    assert not [name for name in fields if not re.search(rf"[`{{ ]{name}[`:,}}]", FORMAT)]


def test_every_command_and_every_setting_stands_in_the_readme() -> None:
    commands = [command.name for command in command_line().registered_commands]
    assert not [name for name in commands if f"| `headway {name}" not in README]
    settings = [f"{prefix}{name.upper()}" for prefix, name, _ in _settings()]
    table = "".join(line.split(" | ")[0] for line in README.splitlines() if line[:3] == "| `")
    assert not [name for name in settings if f"`{name}`" not in table]


def test_every_setting_stands_in_the_template_with_its_default() -> None:
    template = (CHECKOUT / ".env.example").read_text()
    for prefix, name, field in _settings():
        default = "" if field.default is None else field.default
        assert f"# {prefix}{name.upper()}={default}\n" in template


def test_words_that_the_pages_tell_people_to_type_are_commands() -> None:
    words = {command.word for command in COMMANDS}
    typed = re.findall(r"`/(?:headway )?(\w+)", README + FORMAT)
    assert set(typed) - {"help", "healthz", "readyz", "metrics", "slack", "teams", "api"} <= words
