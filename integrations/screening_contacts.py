"""E-mail addresses, phone numbers and id numbers in a text."""

import re
from collections.abc import Iterator

from bot.domain.screen import Found, Sort

_EMAIL = re.compile(r"(?<![\w.+%'’-])[\w.+%'’-]*[\w+%]@(?:[\w-]+\.)+[^\W\d_]{2,}")
# As many digits as a phone number has, near each other: only then its library is worth asking.
_MANY_DIGITS = re.compile(r"(?:\d[\s().+/-]{0,3}){9}\d")
_LOCAL_PHONE = re.compile(
    r"\b(?:call|cell|mobile|phone|tel|text|reach|ext|fax|dial)\w*\W{1,3}(?:\w+\W{1,3}){0,3}?"
    r"(?P<it>\d{3}[-. ]\d{4})(?![-\d])",
    re.IGNORECASE,
)
_SOCIAL_SECURITY = re.compile(r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])")
_LABELLED = re.compile(
    r"(?<!meeting )(?<!webinar )\b(?:I\.?D\.?|OSIS|SSID|SASID|LASID|SIS|badge|lunch (?:code|pin))"
    r"(?:\s*(?:number|num|no\.?|nr\.?|code))?\s*(?:is|was|of)?\s*[:#=(-]*\s*"
    r"(?P<it>[A-Z]{0,3}-?(?!\d{4}-\d\d-\d\d)\d[\d -]{2,13}\d)(?![\w/%])",
    re.IGNORECASE,
)
_PERSON_AND_NUMBER = re.compile(
    r"\b(?:student|pupil|staff|employee|teacher|child|kid|scholar)s?"
    r"(?:\s*(?:number|num|no\.?|nr\.?))?\s*[:#=(]*\s*(?P<it>\d{5,12})(?![\w/%])",
    re.IGNORECASE,
)
_BEHIND_A_SIGN = re.compile(r"(?<![\w&])(?P<it>#\d{5,12})(?![\w/%-])")


def contacts(text: str, own_emails: frozenset[str]) -> Iterator[Found]:
    """Everything by which somebody can be reached or looked up, but for the addresses given."""
    for match in _EMAIL.finditer(text):
        if match[0].casefold() not in own_emails:
            yield _found(text, match.start(), match.end(), Sort.EMAIL)
    if not any(map(str.isdigit, text)):
        return
    yield from _phones(text)
    for match in _SOCIAL_SECURITY.finditer(text):
        yield _found(text, match.start(), match.end(), Sort.NUMBER)
    for pattern in (_LABELLED, _PERSON_AND_NUMBER, _BEHIND_A_SIGN):
        for match in pattern.finditer(text):
            yield _found(text, match.start("it"), match.end("it"), Sort.NUMBER)


def without_own(text: str, own_emails: frozenset[str]) -> str:
    """The text, as long as before, with blanks where those addresses stood."""
    return _EMAIL.sub(
        lambda match: " " * len(match[0]) if match[0].casefold() in own_emails else match[0], text
    )


def _phones(text: str) -> Iterator[Found]:
    if _MANY_DIGITS.search(text):
        # Costs 50 milliseconds once, and most messages hold no such number.
        from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415 - as the comment says

        for match in PhoneNumberMatcher(text, "US"):
            yield _found(text, match.start, match.end, Sort.PHONE)
    for local in _LOCAL_PHONE.finditer(text):
        yield _found(text, local.start("it"), local.end("it"), Sort.PHONE)


def _found(text: str, start: int, end: int, sort: Sort) -> Found:
    return Found(start=start, end=end, words=text[start:end], sort=sort)
