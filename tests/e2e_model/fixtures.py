"""What aimock is to answer, by the name of the model that is asked for.

https://github.com/CopilotKit/aimock/blob/main/skills/write-fixtures/SKILL.md
"""

import json
from collections.abc import Mapping
from typing import Any

Fixture = Mapping[str, Any]


def fixture(model: str, response: Fixture, *, form: str = "", **more: object) -> Fixture:
    """What a model of this name answers, to requests for this form of JSON alone if given."""
    asked = {"model": model, "endpoint": "chat"} | ({"responseFormat": form} if form else {})
    return {"match": asked, "response": response, **more}


def answer(content: Fixture | str, **more: str) -> Fixture:
    """An answer with this text."""
    return {"content": content if isinstance(content, str) else json.dumps(content), **more}


def failure(status: int, message: str, kind: str = "error") -> Fixture:
    """An error with this status."""
    return {"error": {"message": message, "type": kind, "code": kind}, "status": status}


def sentence(text: str, sources: str = "", figures: str = "", replaces: str = "") -> Fixture:
    """A sentence as Headway asks for it; the lists are given as words."""
    lists = {"sources": sources, "figures": figures, "replaces": replaces}
    return {"text": text} | {name: words.split() for name, words in lists.items()}


def digest(headline: Fixture, **sections: Fixture) -> Fixture:
    """A digest as Headway asks for it, with one sentence in each of these sections."""
    found = [{"key": key, "sentences": [said]} for key, said in sections.items()]
    return {"headline": headline, "sections": found}


HEADLINE = "Late: share the rubric with grade 4."
WELL = digest(sentence(HEADLINE, "C-1"), helping=sentence("The team chooses three samples.", "H-1"))
OF_THE_DEMO = digest(
    sentence(
        "Two promises were kept, and the peer-visit protocol is one day late.",
        "C-3 C-6 C-2",
        "commitments_kept",
    ),
    where=sentence("Six of eight leaders checked in.", "", "answered asked", "L1"),
)
FAULTS = {
    "limited": fixture("limited", failure(429, "Rate limit reached.", "rate_limit_exceeded")),
    "server": fixture("server", failure(500, "The server had an error.")),
    "request": fixture("request", failure(401, "Incorrect API key provided.", "invalid_api_key")),
    "malformed": fixture("malformed", answer("Here is your digest: all is well.")),
    "cut": fixture("cut", answer(WELL, finishReason="length")),
    "empty": fixture("empty", answer(digest(sentence(HEADLINE, "C-1")))),
    "timeout": fixture("timeout", answer(WELL), chaos={"latencyMs": 3000}),
    "unreachable": fixture("unreachable", answer(WELL), chaos={"disconnectRate": 1}),
}
"""By the reason that Headway gives for each."""

NO_SCHEMA = "Invalid parameter: 'response_format' of type 'json_schema' is not supported."
FIXTURES = [
    fixture("good", answer(WELL), form="json_schema"),
    fixture("old", failure(400, NO_SCHEMA), form="json_schema"),
    fixture("old", answer(WELL), form="json_object"),
    fixture("demo", answer(OF_THE_DEMO)),
    *FAULTS.values(),
]
