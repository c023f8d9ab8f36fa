"""What the environment says about Slack, and what is said about what it lacks."""

import pytest
from pydantic import ValidationError

from integrations.secret_key import good_key
from integrations.slack.settings import SlackSettings

KEY = "k" * 32
NAMES = ("SIGNING_SECRET", "BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "APP_TOKEN", "API_URL")
HTTP = {"SIGNING_SECRET": "s", "BOT_TOKEN": "xoxb-1"}
SEVERAL = {"SIGNING_SECRET": "s", "CLIENT_ID": "1.2", "CLIENT_SECRET": "c"}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"SLACK_{name}", raising=False)


def _read(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> SlackSettings:
    for name, value in values.items():
        monkeypatch.setenv(f"SLACK_{name}", value)
    return SlackSettings(_env_file=None)


def test_without_any_variable_slack_is_off_and_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = _read(monkeypatch, {"API_URL": "https://slack-gov.com/api"})
    assert not settings.wanted
    assert not settings.on(KEY)
    assert settings.missing(None) == []


@pytest.mark.parametrize(
    ("values", "key"),
    [
        (HTTP, None),
        (SEVERAL, KEY),
        (SEVERAL | {"BOT_TOKEN": "xoxe.xoxb-1"}, f"{KEY}, {KEY}"),
        ({"APP_TOKEN": "xapp-1", "BOT_TOKEN": "xoxb-1"}, None),
    ],
    ids=["one workspace", "several", "both", "socket mode"],
)
def test_slack_is_on_when_it_can_hear_and_speak(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], key: str | None
) -> None:
    settings = _read(monkeypatch, values)
    assert settings.missing(key) == []
    assert settings.on(key)
    assert settings.socket_mode == ("APP_TOKEN" in values)
    assert settings.installable == ("CLIENT_ID" in values)


@pytest.mark.parametrize(
    ("values", "key", "named"),
    [
        ({"BOT_TOKEN": "xoxb-1"}, None, "SLACK_SIGNING_SECRET"),
        ({"SIGNING_SECRET": "s"}, None, "SLACK_BOT_TOKEN"),
        ({"SIGNING_SECRET": "s", "CLIENT_ID": "1.2"}, KEY, "SLACK_CLIENT_SECRET"),
        (SEVERAL, None, "HEADWAY_SECRET_KEY"),
        (SEVERAL, f"{KEY},short", "HEADWAY_SECRET_KEY"),
        (HTTP | {"BOT_TOKEN": "xoxp-1"}, None, "SLACK_BOT_TOKEN"),
        (HTTP | {"APP_TOKEN": "xoxb-1"}, None, "SLACK_APP_TOKEN"),
    ],
    ids=["ear", "mouth", "half", "key", "weak key", "user token", "no app token"],
)
def test_what_is_missing_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], key: str | None, named: str
) -> None:
    settings = _read(monkeypatch, values)
    (sentence,) = settings.missing(key)
    assert named in sentence
    assert not settings.on(key)


def test_no_secret_shows_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = {"SIGNING_SECRET": "hush1", "BOT_TOKEN": "xoxb-hush2", "CLIENT_SECRET": "hush3"}
    assert "hush" not in repr(_read(monkeypatch, hidden | {"APP_TOKEN": "xapp-hush4"}))


def test_people_are_sent_to_the_host_of_the_api(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = _read(monkeypatch, {})
    assert usual.api_url == "https://slack.com/api/"
    assert usual.authorize_url == "https://slack.com/oauth/v2/authorize"
    other = _read(monkeypatch, {"API_URL": "https://slack-gov.com/api"})
    assert other.api_url == "https://slack-gov.com/api/"
    assert other.authorize_url == "https://slack-gov.com/oauth/v2/authorize"


def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError):
        _read(monkeypatch, {"API_URL": "slack-gov.com"})


def test_an_empty_key_is_no_key() -> None:
    assert [good_key(key) for key in (None, "", ",", KEY, f" {KEY} ")] == [
        *(False, False, False),
        *(True, True),
    ]
