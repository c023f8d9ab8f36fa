"""Four generic names go into one wheel: nothing else that is installed may own one of them."""

import importlib.util
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
NAMES = ("bot", "integrations", "storage", "prompts")


@pytest.mark.parametrize("name", NAMES)
def test_no_other_distribution_owns_the_name(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"headway-bot"}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_is_the_folder_of_this_checkout(name: str) -> None:
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.origin == str(CHECKOUT / name / "__init__.py")


def test_the_wheel_holds_these_four_and_no_other() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel == {"packages": list(NAMES)}


def test_every_folder_of_code_is_one_of_them() -> None:
    packages = {path.parent.name for path in CHECKOUT.glob("[!.]*/__init__.py")}
    assert packages == set(NAMES)
