"""One answer to one question → the value that is stored. The chat and the page come here both."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from domain.forms import errors
from domain.forms.addresses import email_address, phone_number
from domain.forms.form import Field, JsonValue, Kind
from domain.forms.inputs import Contact, DocumentRef, FormContext, Location, PhotoRef, SentFile
from domain.forms.showing import choice_label
from domain.forms.texts import clean_line, clean_lines
from domain.forms.venues import point_in_words, venue_in_words
from domain.time import City, CityUnknown, city_by_key, find_city, nearest_city, parse_day, parse_when

TEXT_MAX: Final = 200
LONG_TEXT_MAX: Final = 4000
PLACE_MAX: Final = 200
_LARGEST = 1e12
_NUMBER = re.compile(
    r"([-+]?\d{1,3}(?:[ ']\d{3})+|[-+]?\d{1,15})(?:[.,](\d{1,6}))?"
    r" ?(?:₽|р\.?|руб(?:\.|л[а-я]{1,3})?|rub|€|\$|%|км|km|м|m|см|cm|кг|kg|лет|мест[ао]?|чел(?:\.|овека?)?"
    r"|places?|people)?",
    re.IGNORECASE,
)
_POINT = re.compile(r"(-?\d{1,2}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)")
_YES = frozenset(
    {"да", "yes", "y", "true", "on", "1", "+", "ага", "ок", "ok", "конечно", "согласен", "согласна", "принимаю"}
)
_NO = frozenset({"нет", "no", "n", "false", "off", "0", "-", "не", "неа"})
_NOT_ANY = frozenset(
    {"нет", "без ограничений", "не ограничено", "бесплатно", "пропустить", "-", "—"}
    | {"no", "none", "free", "unlimited", "no limit", "skip"}
)
"""Said where a number may be left out."""
_EXAMPLES = {Kind.PHONE: "+7 912 345-67-89", Kind.EMAIL: "anna@example.org"}


def parse_answer(field: Field, raw: object, context: FormContext) -> JsonValue:
    """None when nothing was given to a question that may be left out.

    Raises AnswerRefused, and for dates and cities the WhenRefused of domain.time.
    """
    if _is_nothing(raw):
        return _nothing(field)
    return _PARSERS[field.kind](field, raw, context)


def example_of(field: Field) -> str:
    """A right answer that reads the same in every language; the form's own words may have a better one."""
    if field.example:
        return field.example
    if field.kind is Kind.NUMBER:
        least, most = _bounds(field)
        return str(_plain(min(max(10, least), most)))
    return _EXAMPLES.get(field.kind, "")


def _is_nothing(raw: object) -> bool:
    return raw is None or (isinstance(raw, str) and not clean_line(raw)) or (isinstance(raw, list | tuple) and not raw)


def _nothing(field: Field) -> JsonValue:
    if field.kind is Kind.CONSENT and field.required:
        raise errors.ConsentNeeded()
    if field.required:
        raise errors.AnswerMissing()
    return [] if field.kind is Kind.CHOICES else None


def _text(field: Field, raw: object, context: FormContext) -> JsonValue:
    text = clean_line(_words(raw))
    return _of_length(text, field, TEXT_MAX)


def _person(field: Field, raw: object, context: FormContext) -> JsonValue:
    """A contact of somebody who is not in Telegram names nobody."""
    return f"id{raw.user_id}" if isinstance(raw, Contact) and raw.user_id else _text(field, raw, context)


def _long_text(field: Field, raw: object, context: FormContext) -> JsonValue:
    return _of_length(clean_lines(_words(raw)), field, LONG_TEXT_MAX)


def _of_length(text: str, field: Field, longest: int) -> str:
    least, most = int(field.min or 1), int(min(field.max or longest, longest))
    if len(text) < least:
        raise errors.TextTooShort(min=least, length=len(text))
    if len(text) > most:
        raise errors.TextTooLong(max=most, length=len(text))
    return text


def _number(field: Field, raw: object, context: FormContext) -> JsonValue:
    if not field.required and isinstance(raw, str) and clean_line(raw).casefold() in _NOT_ANY:
        return None
    number = _read_number(field, raw)
    least, most = _bounds(field)
    if number < least:
        raise errors.NumberTooSmall(min=_plain(least), example=example_of(field))
    if number > most:
        raise errors.NumberTooLarge(max=_plain(most), example=example_of(field))
    return number


def _bounds(field: Field) -> tuple[float, float]:
    return (-_LARGEST if field.min is None else field.min), (_LARGEST if field.max is None else field.max)


def _read_number(field: Field, raw: object) -> int | float:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw):
        number = float(raw)
    else:
        found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", clean_line(_words(raw))).replace("−", "-"))
        if not found:
            raise errors.NotANumber(example=example_of(field))
        number = float(f"{re.sub(r'[^0-9+-]', '', found[1])}.{found[2] or 0}")
    if number == int(number):
        return int(number)
    if field.whole:
        raise errors.NotAWholeNumber(example=example_of(field))
    return number


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _choice(field: Field, raw: object, context: FormContext) -> JsonValue:
    if not isinstance(raw, str):
        raise errors.NotAChoice()
    return _chosen(field, raw, context)


def _choices(field: Field, raw: object, context: FormContext) -> JsonValue:
    said = re.split(r"[,;\n]", raw) if isinstance(raw, str) else raw
    if not isinstance(said, Sequence):
        raise errors.NotAChoice()
    chosen = {_chosen(field, _words(one), context) for one in said if not _is_nothing(one)}
    if len(chosen) < int(field.min or (1 if field.required else 0)):
        raise errors.TooFewChoices(min=int(field.min or 1))
    if field.max is not None and len(chosen) > field.max:
        raise errors.TooManyChoices(max=int(field.max))
    return [choice.key for choice in field.choices if choice.key in chosen]


def _chosen(field: Field, said: str, context: FormContext) -> str:
    """By key, or by the words on the button."""
    wanted = clean_line(said)
    if any(choice.key == wanted for choice in field.choices):
        return wanted
    for choice in field.choices:
        if choice_label(choice, context.words).casefold() == wanted.casefold():
            return choice.key
    raise errors.NotAChoice()


def _date(field: Field, raw: object, context: FormContext) -> JsonValue:
    day = parse_day(_words(raw), now=context.now, zone=context.zone, lang=context.lang, ahead=field.future)
    return day.isoformat()


def _date_time(field: Field, raw: object, context: FormContext) -> JsonValue:
    if isinstance(raw, Mapping):
        return dict(raw)  # it stands, and nobody has said another one
    when = parse_when(_words(raw), now=context.now, zone=context.zone, lang=context.lang)
    end = when.end.isoformat() if when.end else None
    said: dict[str, JsonValue] = {"start": when.start.isoformat(), "end": end, "zone": when.zone}
    return said | {"fixed": True} if when.fixed else said


def typed_point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude, where somebody wrote nothing else."""
    typed = _POINT.fullmatch(clean_line(text))
    return (float(typed[1]), float(typed[2])) if typed else None


def _place(field: Field, raw: object, context: FormContext) -> JsonValue:
    if isinstance(raw, Location):
        return _point(raw.lat, raw.lon, venue_in_words(raw), context)
    if isinstance(raw, Mapping):
        lat, lon = raw.get("lat"), raw.get("lon")
        if isinstance(lat, int | float) and isinstance(lon, int | float):
            return _point(lat, lon, str(raw.get("text") or ""), context)
        raw = raw.get("text")
    text = clean_line(_words(raw))
    if typed := typed_point(text):
        return _point(*typed, "", context)
    return {"text": _of_length(text, field, PLACE_MAX), "lat": None, "lon": None}


def _point(lat: float, lon: float, text: str, context: FormContext) -> JsonValue:
    """A point that nobody named says in words what is known of it."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise errors.NotAPlace()
    return {"text": clean_line(text)[:PLACE_MAX] or point_in_words(lat, lon, context.lang), "lat": lat, "lon": lon}


def _city(field: Field, raw: object, context: FormContext) -> JsonValue:
    city = _found_city(raw)
    return {"key": city.key, "lat": city.lat, "lon": city.lon, "zone": city.zone}


def _found_city(raw: object) -> City:
    if isinstance(raw, Location):
        try:
            return nearest_city(raw.lat, raw.lon)
        except ValueError as error:
            raise errors.NotAPlace() from error
    said = clean_line(_words(raw))
    try:
        return city_by_key(said)
    except KeyError:
        city = find_city(said)
    if city is None:
        raise CityUnknown(city=said[:60])
    return city


def _phone(field: Field, raw: object, context: FormContext) -> JsonValue:
    shared = isinstance(raw, Contact)
    number = phone_number(raw.phone if isinstance(raw, Contact) else _words(raw), international=shared)
    if number is None:
        raise errors.NotAPhone(example=example_of(field))
    return number


def _email(field: Field, raw: object, context: FormContext) -> JsonValue:
    address = email_address(_words(raw))
    if address is None:
        raise errors.NotAnEmail(example=example_of(field))
    return address


def _photo(field: Field, raw: object, context: FormContext) -> JsonValue:
    if not isinstance(raw, PhotoRef):
        raise errors.NotAPhoto()
    return {"source": raw.source, "id": raw.id}


def _document(field: Field, raw: object, context: FormContext) -> JsonValue:
    """Whoever hands the answer in finds out whose document it is."""
    if not isinstance(raw, DocumentRef):
        raise errors.NotADocument()
    return {"id": raw.id} | ({"until": raw.until.isoformat()} if raw.until else {})


def _file(field: Field, raw: object, context: FormContext) -> JsonValue:
    if not isinstance(raw, SentFile):
        raise errors.NotAFile()
    return {"id": raw.id, "name": clean_line(raw.name)[:TEXT_MAX]}


def _boolean(field: Field, raw: object, context: FormContext) -> JsonValue:
    if isinstance(raw, bool):
        return raw
    word = clean_line(_words(raw)).casefold()
    if word not in _YES | _NO:
        raise errors.NotYesOrNo()
    return word in _YES


def _consent(field: Field, raw: object, context: FormContext) -> JsonValue:
    given = _boolean(field, raw, context)
    if field.required and given is not True:
        raise errors.ConsentNeeded()
    return given


def _words(raw: object) -> str:
    if not isinstance(raw, str):
        raise errors.AnswerOfWrongKind()
    return raw


_PARSERS: dict[Kind, Callable[[Field, object, FormContext], JsonValue]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.DATE_TIME: _date_time,
    Kind.PLACE: _place,
    Kind.CITY: _city,
    Kind.PHONE: _phone,
    Kind.PERSON: _person,
    Kind.EMAIL: _email,
    Kind.PHOTO: _photo,
    Kind.DOCUMENT: _document,
    Kind.FILE: _file,
    Kind.CONSENT: _consent,
    Kind.BOOLEAN: _boolean,
}
