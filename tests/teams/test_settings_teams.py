"""What the environment says about Teams, what is said about what it lacks, and small values."""

import json

import pytest
from pydantic import SecretStr

from bot.settings import SettingsError, read_settings
from integrations.teams.settings import LocalTeamsSettings, TeamsSettings
from integrations.teams.values import App, Conversation

NAMES = ("APP_ID", "APP_PASSWORD", "TENANT_ID", "APPS", "CLOUD", "LOGIN_URL", "OPENID_URL", "LOCAL")
ONE = {"APP_ID": "A-1", "APP_PASSWORD": "hush", "TENANT_ID": "t-1"}
SECOND = {"app_id": "a-2", "password": "hush too", "tenant_id": "t-2"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"TEAMS_{name}", raising=False)


def _read(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> TeamsSettings:
    for name, value in values.items():
        monkeypatch.setenv(f"TEAMS_{name}", value)
    return TeamsSettings(_env_file=None)


def test_without_any_variable_teams_is_off_and_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = _read(monkeypatch, {"CLOUD": "dod", "APP_ID": "", "TENANT_ID": " "})
    assert not settings.wanted
    assert not settings.on
    assert settings.missing() == []


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        (ONE, ["a-1"]),
        ({"APPS": json.dumps([SECOND])}, ["a-2"]),
        (ONE | {"APPS": json.dumps([SECOND])}, ["a-1", "a-2"]),
    ],
    ids=["one", "several", "both"],
)
def test_teams_is_on_with_a_registration_for_each_tenant(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], ids: list[str]
) -> None:
    settings = _read(monkeypatch, values)
    assert settings.missing() == []
    assert settings.on
    assert [app.id for app in settings.registrations] == ids


@pytest.mark.parametrize("lacking", ONE)
def test_what_is_missing_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    settings = _read(monkeypatch, {name: ONE[name] for name in ONE if name != lacking})
    (sentence,) = settings.missing()
    assert sentence.startswith(f"TEAMS_{lacking} is missing")
    assert not settings.on
    assert settings.registrations == ()


BAD_LISTS = ["no json", "{}", "[]", '["a-2"]', json.dumps([SECOND | {"password": ""}])]
BAD_LISTS += [json.dumps([{"app_id": "a-2"}]), json.dumps([SECOND | {"tenant_id": 7}])]


@pytest.mark.parametrize("listed", BAD_LISTS)
def test_a_list_that_is_none_is_said_without_its_secrets(
    monkeypatch: pytest.MonkeyPatch, listed: str
) -> None:
    settings = _read(monkeypatch, {"APPS": listed})
    (sentence,) = settings.missing()
    assert sentence.startswith("TEAMS_APPS is no list")
    assert "hush" not in sentence + repr(settings)
    assert settings.registrations == ()


def test_a_registration_stands_there_once(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = json.dumps([SECOND | {"app_id": "a-1"}])
    assert "twice" in _read(monkeypatch, ONE | {"APPS": twice}).missing()[0]


@pytest.mark.parametrize(
    ("cloud", "end", "login"),
    [("public", "com", "com"), ("gcc-high", "us", "us"), ("dod", "us", "us")],
)
def test_each_cloud_has_its_addresses(
    monkeypatch: pytest.MonkeyPatch, cloud: str, end: str, login: str
) -> None:
    addresses = _read(monkeypatch, {"CLOUD": cloud}).addresses
    assert addresses.scope == f"https://api.botframework.{end}/.default"
    assert addresses.login_url == f"https://login.microsoftonline.{login}"
    assert addresses.openid_url.endswith("/v1/.well-known/openidconfiguration")


def test_an_address_of_ones_own_takes_the_cloud_s_place(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"LOGIN_URL": "https://login.example/", "OPENID_URL": "http://localhost:1/keys"}
    addresses = _read(monkeypatch, own).addresses
    assert addresses.login_url == "https://login.example"
    assert addresses.openid_url == "http://localhost:1/keys"


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("CLOUD", "moon", "gcc-high"),
        ("LOGIN_URL", "http://login.example", "https://"),
        ("OPENID_URL", "http://keys.example", "https://"),
        ("OPENID_URL", "http://localhost.evil.example", "https://"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, right: str
) -> None:
    monkeypatch.setenv(f"TEAMS_{name}", value)
    with pytest.raises(SettingsError, match=f"TEAMS_{name} cannot be .*{right}"):
        read_settings(TeamsSettings)


def test_no_variable_makes_a_local_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _read(monkeypatch, ONE | {"LOCAL": "true"}).local


def test_a_local_trial_takes_nothing_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    _read(monkeypatch, ONE)
    local = LocalTeamsSettings()
    assert (local.local, local.on, local.missing()) == (True, True, [])
    assert local.registrations == (App(id="", password="", tenant=""),)


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _read(monkeypatch, ONE | {"APPS": json.dumps([SECOND])})
    assert "hush" not in f"{settings!r} {settings.registrations!r}"
    assert settings.app_password == SecretStr("hush")


# --- where something was heard

HEARD = {
    "serviceUrl": "https://smba.example/amer/",
    "conversation": {"id": "19:x@thread.tacv2;messageid=7", "tenantId": "t-2"},
    "channelData": {"tenant": {"id": "t-1"}},
}
CHANNEL = Conversation(
    app="a-1", tenant="t-1", service_url="https://smba.example/amer/", id="19:x@thread.tacv2"
)


def test_a_conversation_is_read_from_an_activity() -> None:
    assert Conversation.of(HEARD, app="a-1") == CHANNEL
    later = HEARD | {"channelData": None}
    assert Conversation.of(later, app="a-1").tenant == "t-2"
    assert Conversation.of({}, app="a-1") == Conversation(
        app="a-1", tenant="", service_url="", id=""
    )


def test_a_thread_is_named_once() -> None:
    thread = CHANNEL.thread("7")
    assert thread.id == "19:x@thread.tacv2;messageid=7"
    assert thread.thread("8").id == "19:x@thread.tacv2;messageid=8"
    assert thread.thread(None) == CHANNEL
