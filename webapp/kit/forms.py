"""A form of the domain as a page: every question at once, what was said kept, what is wrong said beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.errors import Refusal
from domain.files.documents import KEPT_AFTER
from domain.forms import showing
from domain.forms.errors import SeveralPlaces, UnknownField
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.inputs import DocumentRef, FormContext, PhotoRef, Unreadable
from domain.forms.pages import Parsed, parse_form
from domain.time import city_by_key
from locales import Translator
from webapp.kit.visit import Visit

MOST_RADIOS = 4
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One question as the template draws it. `widget` is the name of a macro's branch."""

    key: str
    widget: str
    input_type: str
    mode: str
    autocomplete: str
    label: str
    hint: str
    example: str
    required: bool
    value: str
    options: tuple[Option, ...]
    error: str
    offers: tuple[tuple[str, str], ...]
    only_if: list[str | bool] | None
    lacks: bool
    """Only while the answer that it depends on does not say this already."""
    shown: str
    """A document that is chosen, in words."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what is known so far: `before` are stored answers, `sent` what was just typed."""

    form: Form
    before: Mapping[str, JsonValue]
    zone: str
    sent: Mapping[str, object] | None = None
    errors: Mapping[str, Refusal] | None = None

    def lines(self, t: Translator) -> list[Line]:
        return [_line(self, field, t) for field in self.form.fields]


_INPUTS = {
    Kind.NUMBER: ("text", "decimal", "off"),
    Kind.PHONE: ("tel", "tel", "tel"),
    Kind.EMAIL: ("email", "email", "email"),
    Kind.DATE: ("date", "", "off"),
    Kind.CITY: ("text", "", "address-level2"),
}
_WIDGETS = {
    Kind.LONG_TEXT: "long",
    Kind.CHOICES: "many",
    Kind.CONSENT: "tick",
    Kind.BOOLEAN: "tick",
    Kind.PHOTO: "photo",
    Kind.DOCUMENT: "document",
}


def _line(filled: Filled, field: Field, t: Translator) -> Line:
    said = _said(filled, field, t)
    refused = (filled.errors or {}).get(field.key)
    input_type, mode, autocomplete = _INPUTS.get(field.kind, ("text", "", "off"))
    only_if = [field.only_if.key, *field.only_if.values] if field.only_if else None
    return Line(
        key=field.key,
        widget=_widget(field),
        input_type=input_type,
        mode=mode,
        autocomplete=autocomplete,
        label=showing.label(field, t),
        hint=_hint(field, t),
        example=_example(field, t),
        required=field.required,
        value=said if isinstance(said, str) else "",
        options=_options(field, said, t),
        error=showing.explain(refused, field, t) if refused else "",
        offers=_offers(refused, t, filled.zone),
        only_if=only_if,
        lacks=bool(field.only_if and field.only_if.lacks),
        shown=_shown(filled, field, t),
    )


def _shown(filled: Filled, field: Field, t: Translator) -> str:
    if field.kind is not Kind.DOCUMENT:
        return ""
    before = filled.before.get(field.key)
    same = before and as_typed(field, before, t) == _said(filled, field, t)
    return showing.show_value(field, before, t, filled.zone) if same else t("form-document-added")


def _hint(field: Field, t: Translator) -> str:
    """A page has no buttons under its questions and skips nothing: where the chat's words mislead, it has its own."""
    if field.kind is Kind.DOCUMENT:
        return t("form-page-hint-document", days=KEPT_AFTER.days)
    own = f"{field.words}-page-hint"
    return t(own) if field.words and t.has(own) else showing.hint(field, t) or ""


def _example(field: Field, t: Translator) -> str:
    own = showing.example(field, t)
    return t("form-example", example=own) if own else ""


def _widget(field: Field) -> str:
    if field.kind is Kind.CHOICE:
        return "one" if len(field.choices) <= MOST_RADIOS else "select"
    return _WIDGETS.get(field.kind, "line")


def _options(field: Field, said: str | list[str], t: Translator) -> tuple[Option, ...]:
    """A radio button cannot be taken back: where there may be no answer, that is one of the buttons."""
    options = [Option(one.key, showing.choice_label(one, t), _is_chosen(one.key, said)) for one in field.choices]
    if field.required or _widget(field) != "one":
        return tuple(options)
    return (*options, Option("", t("form-no-answer"), not said))


def _is_chosen(key: str, said: str | list[str]) -> bool:
    return key == said if isinstance(said, str) else key in said


def _offers(refused: Refusal | None, t: Translator, zone: str) -> tuple[tuple[str, str], ...]:
    if isinstance(refused, SeveralPlaces):
        return tuple((place, place) for place in refused.places)
    moments = showing.offers(refused) if refused else ()
    return tuple((moment.isoformat(), t.when(moment, zone)) for moment in moments)


def _said(filled: Filled, field: Field, t: Translator) -> str | list[str]:
    if filled.sent is not None:
        value = filled.sent.get(field.key, "")
        return [str(one) for one in value] if isinstance(value, list) else str(value or "")
    return as_typed(field, filled.before.get(field.key), t)


def as_typed(field: Field, value: JsonValue, t: Translator) -> str | list[str]:
    """A stored answer as its author could have typed it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else ""
    return _typed_parts(field, value, t) if isinstance(value, Mapping) else str(value)


def _typed_parts(field: Field, value: Mapping[str, JsonValue], t: Translator) -> str:
    if field.kind is Kind.DATE_TIME:
        return _typed_when(value)
    if field.kind is Kind.CITY:
        city = city_by_key(str(value["key"]))
        return city.ru if t.lang == "ru" else city.en
    if field.kind is Kind.DOCUMENT:
        return f"{value['id']}/{value['until']}" if value.get("until") else str(value["id"])
    if field.kind is Kind.PHOTO:
        return str(value["id"]) if value["source"] == "file" else ""
    return str(value.get("text") or "")


def _typed_when(value: Mapping[str, JsonValue]) -> str:
    zone = ZoneInfo(str(value["zone"]))
    start = datetime.fromisoformat(str(value["start"])).astimezone(zone)
    if not value.get("end"):
        return f"{start:%d.%m.%Y %H:%M}"
    end = datetime.fromisoformat(str(value["end"])).astimezone(zone)
    until = f"–{end:%H:%M}" if end.date() == start.date() else f" – {end:%d.%m.%Y %H:%M}"  # as it is read again
    return f"{start:%d.%m.%Y %H:%M}{until}"


def read(
    visit: Visit, form: Form, before: Mapping[str, JsonValue], zone: str, *, beside: set[str]
) -> tuple[Filled, Parsed]:
    """What was posted, parsed as the chat would parse it; `beside` are fields of the page that are not the form's."""
    sent = _sent(visit, form, beside)
    raw = {key: _unchanged(form, key, value, before, visit.t) for key, value in sent.items()}
    context = FormContext(visit.now, zone, visit.person.language, visit.t)
    parsed = parse_form(form, raw, context)
    return Filled(form, before, zone, sent, parsed.errors), parsed


def _sent(visit: Visit, form: Form, beside: set[str]) -> dict[str, object]:
    assert visit.form is not None
    many = {field.key for field in form.fields if field.kind is Kind.CHOICES}
    sent: dict[str, object] = {}
    for key in visit.form:
        if key in beside:
            continue
        values = visit.form.getall(key)
        if any(not isinstance(value, str) for value in values) or (len(values) > 1 and key not in many):
            raise UnknownField(field=key[:64])
        sent[key] = [str(value) for value in values] if key in many else str(values[0])
    return sent


def _document(value: str) -> object:
    """17, or 17/2027-05-31 for one whose date is known. Anything else is an answer that nobody can read."""
    number, _, until = value.partition("/")
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        return Unreadable()
    try:
        return DocumentRef(int(number), date.fromisoformat(until) if until else None)
    except ValueError:
        return Unreadable()


def _unchanged(form: Form, key: str, value: object, before: Mapping[str, JsonValue], t: Translator) -> object:
    """A place that was not touched keeps its coordinates, which no text field shows; a picture is named by its id."""
    field = next((field for field in form.fields if field.key == key), None)
    if field and field.kind is Kind.PHOTO and isinstance(value, str):
        return PhotoRef("file", value) if value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS else None
    if field and field.kind is Kind.DOCUMENT and isinstance(value, str) and value:
        return _document(value)
    if field and field.kind is Kind.PLACE and isinstance(before.get(key), Mapping):
        return before[key] if as_typed(field, before[key], t) == value else value
    return value
