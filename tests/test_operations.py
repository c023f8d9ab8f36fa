"""The pages for whoever runs the bot say what is so: every figure, every action, every rule."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from integrations.metrics import Metrics

CHECKOUT = Path(__file__).parents[1]
OPERATIONS = CHECKOUT / "docs" / "operations"
PAGE = (OPERATIONS / "metrics.md").read_text()
_OF_TIMES = ("_bucket", "_count", "_sum")


def figures() -> dict[str, tuple[str, ...]]:
    """Every figure's name as Prometheus stores it, and its labels."""
    registry: Any = Metrics().registry  # its public side tells no labels before there are samples
    return {
        f"{one._name}_total" if one._type == "counter" else one._name: one._labelnames
        for one in registry._collector_to_names
    }


def actions() -> Iterator[str]:
    """The action of each line that our code logs."""
    for folder in ("bot", "integrations", "storage", "prompts"):
        for path in (CHECKOUT / folder).rglob("*.py"):
            text = path.read_text()
            if "get_logger" in text:
                yield from _logged(ast.parse(text))


def _logged(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log")), keywords=told):
                (action,) = [each.value for each in told if each.arg == "action"]
                yield str(ast.literal_eval(action))


def named(text: str) -> set[str]:
    """The figures that a text names; a histogram's parts are its own."""
    found = set(re.findall(r"headway_[a-z_]+", text))
    parts = {name for name in found if name.endswith(_OF_TIMES)}
    return found - parts | {re.sub("_(bucket|count|sum)$", "", name) for name in parts}


def test_the_page_lists_every_figure_with_its_labels() -> None:
    rows = re.findall(r"^\| `(headway_\w+)` \| (.*?) \|", PAGE, re.MULTILINE)
    listed = {name: tuple(re.findall(r"`(\w+)`", labels)) for name, labels in rows}
    assert listed == figures()


def test_the_page_lists_every_action_of_the_log() -> None:
    listed = re.findall(r"^\| `([a-z_]+)` \| [^|`]", PAGE.partition("## The log")[2], re.MULTILINE)
    rows = re.findall(r"^\| `([a-z_]+)` \|", PAGE.partition("## The log")[2], re.MULTILINE)
    assert sorted(rows) == sorted({*actions(), "library"})
    assert listed == sorted(listed)


def test_no_label_holds_what_there_is_no_end_of() -> None:
    few = {"platform", "kind", "reason", "outcome", "job", "method", "writer", "asked_for"}
    assert {label for labels in figures().values() for label in labels} <= few


@pytest.mark.parametrize("file", ["alerts.yaml", "grafana-dashboard.json"])
def test_every_figure_that_a_file_names_is_told(file: str) -> None:
    text = (OPERATIONS / file).read_text()
    assert len(named(text)) > 8
    assert named(text) - set(figures()) == set()


def test_every_rule_has_a_severity_and_says_what_to_do() -> None:
    read = yaml.safe_load((OPERATIONS / "alerts.yaml").read_text())
    rules = [rule for group in read["groups"] for rule in group["rules"]]
    assert all(rule["labels"]["severity"] in {"page", "ticket"} for rule in rules)
    assert all({"summary", "what_to_do"} == rule["annotations"].keys() for rule in rules)
    assert len({rule["alert"] for rule in rules}) == len(rules)


def test_the_dashboard_shows_every_figure_and_no_panel_lies_on_another() -> None:
    board = json.loads((OPERATIONS / "grafana-dashboard.json").read_text())
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    shown = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    assert len(set(places)) == len(places)
    assert set(figures()) - named(" ".join(shown)) == set()
