"""What runs Headway elsewhere names what there is, and asks for nothing that it does not need."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.routing import Route

from bot.bootstrap import build
from bot.settings import Settings, read_settings
from integrations.sandbox import SandboxSettings
from tests.test_docs import _settings

CHECKOUT = Path(__file__).parents[1]
MANIFESTS = sorted((CHECKOUT / "deploy" / "kubernetes").glob("*.yaml"))
COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
SETTINGS = {f"{prefix}{name.upper()}" for prefix, name, _ in _settings()} | {
    f"{SandboxSettings.model_config['env_prefix']}{name.upper()}"
    for name in SandboxSettings.model_fields
}

EVERY_PLATFORM = {
    "HEADWAY_PUBLIC_URL": "https://headway.example.org",
    "HEADWAY_SECRET_KEY": "made-up secret of more than 32 characters",
    "SLACK_SIGNING_SECRET": "made-up",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "made-up",
    "TEAMS_APP_ID": "00000000-0000-0000-0000-000000000001",
    "TEAMS_APP_PASSWORD": "made-up",
    "TEAMS_TENANT_ID": "00000000-0000-0000-0000-000000000002",
}


def objects() -> Iterator[Any]:
    for path in MANIFESTS:
        yield from yaml.safe_load_all(path.read_text())


def pods() -> dict[str, Any]:
    """The pods that are made, by what makes them."""
    return {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]
        for one in objects()
        if one["kind"] in {"Deployment", "Job"}
    }


def of(kind: str) -> list[Any]:
    return [one for one in objects() if one["kind"] == kind]


def test_every_variable_is_a_setting() -> None:
    named = [*of("ConfigMap")[0]["data"], *of("Secret")[0]["stringData"]]
    for service in ("serve-1", "serve-2", "worker-1", "worker-2", "migrate"):
        named += COMPOSE["services"][service]["environment"]
    assert set(named) - SETTINGS == set()


@pytest.mark.parametrize("name", pods())
def test_a_pod_has_no_privilege_and_cannot_write_its_root(name: str) -> None:
    pod = pods()[name]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {one["name"] for one in container["volumeMounts"]} == {
        one["name"] for one in pod["volumes"]
    }


def test_two_of_each_run_and_one_of_each_is_kept() -> None:
    assert {one["metadata"]["name"]: one["spec"]["replicas"] for one in of("Deployment")} == {
        "headway-serve": 2,
        "headway-worker": 2,
    }
    for deployment in of("Deployment"):
        labels = deployment["spec"]["template"]["metadata"]["labels"]
        assert deployment["spec"]["selector"]["matchLabels"] == labels
        budgets = [one["spec"] for one in of("PodDisruptionBudget")]
        assert {"minAvailable": 1, "selector": {"matchLabels": labels}} in budgets


@pytest.mark.parametrize("name", ["headway-serve", "headway-worker"])
def test_a_pod_has_time_to_drain_and_is_asked_where_it_answers(name: str) -> None:
    pod = pods()[name]
    assert pod["terminationGracePeriodSeconds"] > 5 + 10
    (container,) = pod["containers"]
    asked = {
        probe: container[f"{probe}Probe"]["httpGet"]["path"] for probe in ("liveness", "readiness")
    }
    assert asked == {"liveness": "/healthz", "readiness": "/readyz?of=database"}


def test_only_what_platforms_and_browsers_need_is_reached_from_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in EVERY_PLATFORM.items():
        monkeypatch.setenv(name, value)
    app = build(read_settings(Settings)).web()
    routes = [route.path for route in app.routes if isinstance(route, Route)]
    (ingress,) = of("Ingress")
    (rule,) = ingress["spec"]["rules"]
    paths = tuple(one["path"] for one in rule["http"]["paths"])
    inside = {route for route in routes if not route.startswith(paths)}
    assert inside == {"/healthz", "/readyz", "/metrics"}
    caddy = (CHECKOUT / "deploy" / "compose" / "Caddyfile").read_text()
    public = " ".join(f"{path}*" if path.endswith("/") else path for path in paths)
    assert f"@public path {public}\n" in caddy
    published = [name for name, service in COMPOSE["services"].items() if "ports" in service]
    assert published == ["proxy"]


def test_of_a_composed_headway_nothing_can_be_written_but_what_is_named() -> None:
    for name in ("serve-1", "serve-2", "worker-1", "worker-2", "migrate", "proxy"):
        service = COMPOSE["services"][name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]


def test_a_composed_database_is_owned_by_a_role_that_the_walls_hold_for() -> None:
    made = (CHECKOUT / "deploy" / "compose" / "role.sh").read_text()
    assert "CREATE ROLE headway LOGIN NOSUPERUSER NOBYPASSRLS" in made
    assert "POSTGRES_USER" not in COMPOSE["services"]["postgres"]["environment"]
