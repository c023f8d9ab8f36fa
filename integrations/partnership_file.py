"""Reads a partnership file: whole or not at all, every mistake with its line at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from bot.domain.calendar import Period
from bot.load import FileRefusedError, Mistake, PartnershipFile
from integrations.calendars import CalendarFileError, closures_from_ics
from integrations.partnership_checks import Finding, check, unused_questions, warnings_about
from integrations.partnership_plain import Fields, entry, path_of, words
from integrations.partnership_schema import PartnershipEntry
from integrations.partnership_values import partnership_of, people_of
from integrations.partnership_words import findings_of
from integrations.partnership_yaml import Document, parse
from prompts.questions import shipped_question_sets


def read_partnership(path: Path) -> PartnershipFile:
    """The partnership that a file tells, with its people.

    An .ics file that it names is looked for beside it. Raises FileRefusedError with all mistakes.
    """
    document = _document(path)
    data = _fields(document, path)
    shipped = shipped_question_sets()
    names = [one.key for one in shipped]
    closures, findings = _closures(data, path.parent)
    findings += check(data, question_sets=names)
    try:
        file = PartnershipEntry.model_validate(data)
    except ValidationError as error:
        raise _refused(path, document, [*findings_of(error, data), *findings]) from error
    if findings or document.mistakes:
        raise _refused(path, document, findings)
    partnership = partnership_of(file, shipped=shipped, closures=closures)
    people = people_of(file)
    slips = (*warnings_about(partnership, people), *unused_questions(data, names))
    return PartnershipFile(partnership=partnership, people=people, warnings=slips)


def _document(path: Path) -> Document:
    try:
        found = parse(path.read_bytes())
    except FileNotFoundError as error:
        raise _unreadable(path, "there is no such file.") from error
    except IsADirectoryError as error:
        raise _unreadable(path, "this is a folder. Name the file in it.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _unreadable(path, f"it cannot be read: {reason.lower()}.") from error
    if isinstance(found, Mistake):
        raise FileRefusedError(str(path), [found])
    return found


def _fields(document: Document, path: Path) -> Fields:
    if isinstance(document.data, Mapping):
        return document.data
    text = 'a partnership file begins with fields, such as "key: riverbend".'
    mistake = Mistake(line=document.line(()), where="", text=text)
    raise FileRefusedError(str(path), [mistake, *document.mistakes])


def _closures(data: Fields, folder: Path) -> tuple[tuple[Period, ...], list[Finding]]:
    for word in words(entry(data, "calendar"), ("calendar",), "ics"):
        try:
            return closures_from_ics(folder / word.text), []
        except CalendarFileError as error:
            return (), [Finding(loc=word.loc, text=str(error))]
    return (), []


def _refused(path: Path, document: Document, findings: Iterable[Finding]) -> FileRefusedError:
    found = (
        Mistake(line=document.line(one.loc), where=path_of(one.loc), text=one.text)
        for one in findings
    )
    # An entry that is used in two places brings its mistakes twice.
    return FileRefusedError(str(path), dict.fromkeys([*document.mistakes, *found]))


def _unreadable(path: Path, text: str) -> FileRefusedError:
    return FileRefusedError(str(path), [Mistake(line=None, where="", text=text)])
