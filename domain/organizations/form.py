"""An organization as a form: asked in chat, shown as a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.forms.texts import clean_line, clean_lines
from domain.organizations.errors import ContactUnfit, NameTooShort

KINDS = ("club", "federation")
SHORTEST_NAME, LONGEST_NAME = 2, 80
ORGANIZATION_FORM = Form(
    "organization",
    (
        Field(
            "kind",
            Kind.CHOICE,
            words="organization-ask-kind",
            choices=tuple(Choice(kind, f"organization-kind-{kind}") for kind in KINDS),
        ),
        Field("name", Kind.TEXT, words="organization-ask-name", min=SHORTEST_NAME, max=LONGEST_NAME),
        Field("description", Kind.LONG_TEXT, words="organization-ask-description", required=False, max=2000),
        Field("city", Kind.CITY, words="organization-ask-city", required=False),
        Field("contact", Kind.TEXT, words="organization-ask-contact", required=False, max=180),
        Field("cover", Kind.PHOTO, words="organization-ask-cover", required=False),
    ),
    words="organization-form",
)
_TELEGRAM = re.compile(r"(?:@|(?:https?://)?t\.me/)([A-Za-z]\w{3,31})/?", re.ASCII)
_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,}(?:[/?#]\S*)?)")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an organization. `cover_file_id` None: without a picture."""

    kind: str
    name: str
    description: str = ""
    city: str | None = None
    contact: str = ""
    cover_file_id: int | None = None


def said_in(answers: Mapping[str, JsonValue], *, cover_file_id: int | None) -> Said:
    """Raises NameTooShort and ContactUnfit."""
    city = answers.get("city")
    return Said(
        kind=str(answers["kind"]),
        name=name_of(str(answers["name"])),
        description=clean_lines(str(answers.get("description") or "")),
        city=str(city["key"]) if isinstance(city, Mapping) else None,
        contact=contact_of(str(answers.get("contact") or "")),
        cover_file_id=cover_file_id,
    )


def name_of(said: str) -> str:
    """Raises NameTooShort where nothing but signs is left."""
    name = clean_line(said)[:LONGEST_NAME]
    if sum(letter.isalnum() for letter in name) < SHORTEST_NAME:
        raise NameTooShort
    return name


def contact_of(said: str) -> str:
    """@name and plain addresses as https addresses. Raises ContactUnfit for anything else."""
    if not said:
        return ""
    if found := _TELEGRAM.fullmatch(said):
        return f"https://t.me/{found[1]}"
    if (found := _ADDRESS.fullmatch(said)) and "@" not in found[1].partition("/")[0]:
        return f"https://{found[1]}"
    raise ContactUnfit


def check(key: str, answer: JsonValue) -> None:
    """One answer, as soon as it is given. Raises NameTooShort and ContactUnfit."""
    if key == "name":
        name_of(str(answer or ""))
    if key == "contact":
        contact_of(str(answer or ""))
