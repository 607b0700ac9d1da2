"""Where a draft begins: with what ships, with the last version published, or with a file."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from thinking_together.core.tabular import Problem
from thinking_together.core.tabular.limits import USUAL, in_words
from thinking_together.core.tabular.textstream import forbidden
from thinking_together.programmes.models import Programme
from thinking_together.survey.form.drafted import Content
from thinking_together.survey.form.reading import QuestionnaireError, read_questionnaire
from thinking_together.survey.form.shipped import self_harm_workforce
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.xlsform.reading import read_xlsform


@dataclass(frozen=True, slots=True)
class Beginning:
    """A content to begin with, and where it comes from, in words."""

    content: Content
    begun_from: str


def from_shipped() -> Beginning:
    return Beginning(self_harm_workforce()[1].content, "the questionnaire that ships")


def from_published(programme: Programme) -> Beginning | None:
    """What was published last, under a name for the next version; nothing where nothing was."""
    version = latest_version(programme)
    if version is None:
        return None
    content = json.loads(version.document)
    return Beginning({**content, "version": _next(version.version)}, f"version {version.version}")


def _next(version: str) -> str:
    """The next whole number; of any other name itself with a mark that it is another."""
    return (
        str(int(version) + 1)
        if version.isascii() and version.isdigit() and len(version) < 10
        else f"{version[:36]} (2)"
    )


def from_file(file: UploadedFile) -> Beginning:
    """A questionnaire as YAML, or an XLSForm workbook; ``QuestionnaireError`` names everything that is wrong."""
    name = file.name or "file"
    workbook = name.casefold().endswith(".xlsx")
    most = USUAL.document if workbook else USUAL.yaml
    if (file.size or 0) > most:
        raise _refused(name, f"the file is larger than {in_words(most)}", "Send the questionnaire alone.")
    data = file.read(most)
    if workbook:
        return Beginning(read_xlsform(data, name)[1].content, f"the file {name}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(name, "the file is no text in UTF-8", "Send YAML, or a workbook (.xlsx).") from None
    if wrong := forbidden(text):
        raise _refused(name, f"the file holds a control character ({wrong})", "Take it out.")
    return Beginning(read_questionnaire(text, name)[1].content, f"the file {name}")


def _refused(name: str, what: str, remedy: str) -> QuestionnaireError:
    return QuestionnaireError([Problem(name, None, None, what, remedy)])
