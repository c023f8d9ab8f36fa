"""What a process believes for a minute."""

import pytest

from integrations.fresh import Fresh


def test_what_was_read_is_believed_for_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [1000.0]
    monkeypatch.setattr("integrations.fresh.time.monotonic", lambda: seconds[0])
    fresh = Fresh[str, str]()
    fresh.put("T1", "token")
    found = []
    for moment in (1000.0, 1059.0, 1060.0):
        seconds[0] = moment
        found.append(fresh.get("T1"))
    assert found == ["token", "token", None]


def test_what_has_changed_is_read_again() -> None:
    fresh = Fresh[str, str]()
    fresh.put("T1", "token")
    fresh.forget("T1")
    fresh.forget("T2")
    assert fresh.get("T1") is None


def test_of_too_many_values_the_oldest_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrations.fresh.MOST", 2)
    fresh = Fresh[str, str]()
    for key in ("a", "b", "a", "c"):
        fresh.put(key, key)
    assert [fresh.get(key) for key in "abc"] == ["a", None, "c"]
