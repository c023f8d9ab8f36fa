"""People who type promises in Slack while things break, and remember which were acknowledged."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from itertools import count

from tests.fleet.people import team
from tests.slack.fake import payloads
from tests.slack.fake.payloads import SLASH

PAUSE = 0.05
"""Seconds between two promises, and before an attempt that follows one that failed."""
PATIENCE = 3.0
"""Seconds that Slack waits for an answer."""
KEPT = "Kept"
USER = "U0000000000"
"""The first person of the first district."""


class Promises:
    """Types ``/commit`` again and again, each with a text of its own.

    What is not answered with 200 is sent again as it was, as Slack sends an event again: its
    headers say so. What is answered, but not as kept, is typed anew, as a person does.
    """

    def __init__(self, ports: Callable[[], Sequence[int]], clock: Callable[[], float]) -> None:
        """Send to these ports of this machine in turn; ``clock`` tells Slack's time."""
        self.kept: dict[str, int] = {}
        """What was acknowledged, and by which port."""
        self.refused = 0
        """How many answers did not say that it was kept, and how many never came."""
        self._ports = ports
        self._clock = clock
        self._stopped = threading.Event()
        self._numbers = count(1)
        self._turns = count()
        self._thread = threading.Thread(target=self._type, daemon=True)

    def __enter__(self) -> "Promises":
        """Begin to type."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Type no more."""
        self._stopped.set()
        self._thread.join()

    def _type(self) -> None:
        while not self._stopped.wait(PAUSE):
            text = f"go through unit {next(self._numbers)} with the coaches"
            while not self._keep(text) and not self._stopped.wait(PAUSE):
                pass

    def _keep(self, text: str) -> bool:
        """Type it and send it until it is answered; whether it counts as kept."""
        trigger = f"{text}.{time.monotonic_ns()}"
        for number in count():
            if self._stopped.is_set():
                break
            ports = self._ports()
            port = ports[next(self._turns) % len(ports)] if ports else 0
            status, said = self._sent(port, text, trigger, number) if port else (0, "")
            if status == 200 and KEPT in said:
                self.kept[text] = port
                return True
            self.refused += 1
            if status == 200:
                return False
            self._stopped.wait(PAUSE)
        return False

    def _sent(self, port: int, text: str, trigger: str, number: int) -> tuple[int, str]:
        body, headers = payloads.signed(SLASH, _command(text, trigger), self._clock())
        if number:
            headers |= {"x-slack-retry-num": str(number), "x-slack-retry-reason": "http_error"}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("POST", "/slack/events", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()


def _command(text: str, trigger: str) -> dict[str, str]:
    """https://docs.slack.dev/interactivity/implementing-slash-commands."""
    return {
        "token": "t", "api_app_id": "A1", "command": "/commit", "text": text,
        "team_id": team(0), "team_domain": "district", "user_id": USER, "user_name": "kim",
        "channel_id": "C000000001", "channel_name": "leadership",
        "trigger_id": trigger, "response_url": "http://127.0.0.1:9/",
    }  # fmt: skip
