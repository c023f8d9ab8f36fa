"""A story played once, and for each test a copy of it served by a process of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsing import Demo, Windows, chromium, free_port, run_demo

expect.set_options(timeout=15_000)  # where nothing is wrong it takes no longer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story") / "kept"
    played = run_demo("--no-serve", "--keep", str(folder))
    _, err = played.communicate(timeout=120)
    assert (played.returncode, err) == (0, "")
    return folder


@pytest.fixture
def unstarted(played: Path, tmp_path: Path) -> Demo:
    """A demo of one's own that is not served yet."""
    return Demo(shutil.copytree(played, tmp_path / "kept"), free_port())


@pytest.fixture
def demo(unstarted: Demo) -> Iterator[Demo]:
    unstarted.start()
    yield unstarted
    if unstarted.process:
        assert unstarted.stop() == (0, "")


@pytest.fixture(scope="session")
def shared_demo(played: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("shared") / "kept"
    demo = Demo(shutil.copytree(played, folder), free_port())
    demo.start()
    yield demo
    assert demo.stop() == (0, "")


@pytest.fixture
def shared(browser: Browser, shared_demo: Demo) -> Iterator[Windows]:
    """Windows at one demo for all tests that do not mind what others did in it."""
    opened = Windows(browser, shared_demo)
    yield opened
    opened.close()
    assert opened.errors == []


@pytest.fixture
def windows(browser: Browser, demo: Demo) -> Iterator[Windows]:
    """Windows that may not have met a single error when the test is over."""
    opened = Windows(browser, demo)
    yield opened
    opened.close()
    assert opened.errors == []
