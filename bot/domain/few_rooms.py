"""Counts of one or two classrooms in what people write elsewhere than in a walkthrough."""

import re

_SEEN = r"(?:none|neither|either|no|zero|half|one|two|[012]|(?:0|50|100)\s*%)"
_OF = r"(?:\s*[/\u2044]\s*|[\s-]+(?:out\s+)?(?:of|in)[\s-]+(?:(?:the|our|these|those)\s+)?)"
_WHICH = r"(?P<{}>(?:\s+[\w-]+){{0,3}}?\s+classrooms?\b)"
_ROOMS = _WHICH.replace("classrooms", "(?:class)?rooms")
_FEW = re.compile(
    rf"(?<![\w/.])(?:{_SEEN}{_OF}(?:one|two|[12]){_ROOMS.format('counted')}"
    rf"|(?<=\bin )(?:both|neither|either)(?:\s+of\s+the)?{_WHICH.format('said')})",
    re.IGNORECASE,
)


def without_few_rooms(text: str) -> str:
    """The text with what is said of one or two classrooms without a number.

    "Reasoning in 1 of 2 grade 4 classrooms" is "Reasoning in a few grade 4 classrooms". Only what
    is said of rooms is meant: nobody can tell what other small counts are of. A walkthrough keeps
    its counts apart and needs none of this.
    """
    return _FEW.sub(lambda match: f"a few{_many(match['counted'] or match['said'])}", text)


def _many(rooms: str) -> str:
    return rooms if rooms.endswith(("s", "S")) else f"{rooms}s"
