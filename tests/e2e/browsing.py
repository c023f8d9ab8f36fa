"""The demo as a process, and a real browser at its page."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NPM = Path(sys.prefix) / "npm" / "node_modules"
"""Where ``make e2e`` puts what comes from npm."""

WIDE, MIDDLE, PHONE = (1280, 860), (1000, 760), (390, 844)

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass
class Demo:
    """``headway demo`` over the kept database in a folder; it can be stopped and started again."""

    folder: Path
    port: int
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = run_demo("--keep", str(self.folder), HEADWAY_PORT=str(self.port))
        wait_for(self.port)

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does, and return its exit code and what it wrote to stderr."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=30)
        code, self.process = self.process.returncode, None
        return code, err


def run_demo(*words: str, **changed: str) -> subprocess.Popen[str]:
    usual = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", *words],
        env={**usual, **changed},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(port: int) -> None:
    """Wait until the demo answers; the port is taken before it does."""
    for _ in range(200):
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                connection.close()
                return
        time.sleep(0.1)
    pytest.fail("The demo does not answer.")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names. Without one the tests fail."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail("These tests need Chromium (Debian: apt-get install chromium; or CHROMIUM=…).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Windows:
    """Opens pages of the demo, each in a browser of its own, and listens for their errors."""

    browser: Browser
    demo: Demo
    contexts: list[BrowserContext] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str = "/", *, size: tuple[int, int] = WIDE, dark: bool = False) -> Page:
        """A window that somebody has just opened there."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda told: self.errors.extend([told.text] * (told.type == "error")))
        page.set_default_timeout(10_000)
        page.goto(self.demo.url + path)
        page.wait_for_load_state("load")
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()
