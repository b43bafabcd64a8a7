"""One parser for the chat and the page. It is Monday 23 November 2026, 12:00 in Moscow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.forms import errors
from domain.forms.addresses import email_address, phone_number
from domain.forms.answers import parse_answer
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf
from domain.forms.inputs import Contact, FormContext, Location, PhotoRef
from domain.forms.pages import parse_form
from domain.forms.showing import explain, label, offers, question, show_value
from domain.forms.storing import form_from_json, form_to_json
from domain.forms.texts import clean_line, clean_lines
from domain.time import AmbiguousMoment, CityUnknown, NeedTime, NotADate
from locales import translator

RU, EN = translator("ru"), translator("en")
CONTEXT = FormContext(now=datetime(2026, 11, 23, 9, 0, tzinfo=UTC), zone="Europe/Moscow", lang="ru", words=RU)
SIZES = (Choice("s", label="Маленький"), Choice("m", label="Средний"), Choice("l", label="Большой"))


def field(kind: Kind, **given: Any) -> Field:
    return Field("asked", kind, label="Вопрос", **given)


@pytest.mark.parametrize(
    ("asked", "raw", "value"),
    [
        (field(Kind.TEXT), "  Анна   Каренина ", "Анна Каренина"),
        (field(Kind.TEXT), "Анна\u202e\u200bК\x00", "АннаК"),
        (field(Kind.LONG_TEXT), "раз\r\n\n\n\nдва  три", "раз\n\nдва три"),
        (field(Kind.NUMBER), "50", 50),
        (field(Kind.NUMBER), "1 500", 1500),
        (field(Kind.NUMBER), "1\u00a0500 ₽", 1500),
        (field(Kind.NUMBER), "50 мест", 50),
        (field(Kind.NUMBER), "−5", -5),
        (field(Kind.NUMBER), 7.0, 7),
        (field(Kind.NUMBER, whole=False), "72,4 кг", 72.4),
        (field(Kind.NUMBER, whole=False), "72.40", 72.4),
        (field(Kind.CHOICE, choices=SIZES), "m", "m"),
        (field(Kind.CHOICE, choices=SIZES), "средний", "m"),
        (field(Kind.CHOICES, choices=SIZES), ["l", "s", "l"], ["s", "l"]),
        (field(Kind.CHOICES, choices=SIZES), "большой, маленький", ["s", "l"]),
        (field(Kind.DATE), "7.12", "2026-12-07"),
        (field(Kind.DATE, future=False), "7 декабря 1990", "1990-12-07"),
        (
            field(Kind.DATE_TIME),
            "7 дек 10:00–12:00",
            {"start": "2026-12-07T07:00:00+00:00", "end": "2026-12-07T09:00:00+00:00", "zone": "Europe/Moscow"},
        ),
        (field(Kind.PLACE), "Сокольники,  вход 3", {"text": "Сокольники, вход 3", "lat": None, "lon": None}),
        (field(Kind.PLACE), Location(55.79, 37.68), {"text": "Москва, 55.79000, 37.68000", "lat": 55.79, "lon": 37.68}),
        (
            field(Kind.PLACE),
            Location(55.79, 37.68, "Парк", "Сокольнический Вал, 1"),
            {"text": "Парк, Сокольнический Вал, 1", "lat": 55.79, "lon": 37.68},
        ),
        (field(Kind.PLACE), "55.79, 37.68", {"text": "Москва, 55.79000, 37.68000", "lat": 55.79, "lon": 37.68}),
        (field(Kind.PLACE), {"text": "Парк", "lat": 55.79, "lon": 37.68}, {"text": "Парк", "lat": 55.79, "lon": 37.68}),
        (field(Kind.PLACE), Location(55.79, 37.68, "", "Вал, 1"), {"text": "Вал, 1", "lat": 55.79, "lon": 37.68}),
        (
            field(Kind.PLACE),
            Location(55.79, 37.68, "Парк", "Парк, Вал 1"),
            {"text": "Парк, Вал 1", "lat": 55.79, "lon": 37.68},
        ),
        (field(Kind.PLACE), Location(43.35, 42.44), {"text": "43.35000, 42.44000", "lat": 43.35, "lon": 42.44}),
        (field(Kind.PLACE), {"text": "Парк"}, {"text": "Парк", "lat": None, "lon": None}),
        (field(Kind.PHONE), "8 (912) 345-67-89", "+79123456789"),
        (field(Kind.PHONE), Contact("79123456789", 7), "+79123456789"),
        (field(Kind.PHONE), Contact("4915112345678", 7), "+4915112345678"),
        (field(Kind.EMAIL), " Anna@Example.ORG ", "Anna@example.org"),
        (field(Kind.PHOTO), PhotoRef("telegram", "AgAC"), {"source": "telegram", "id": "AgAC"}),
        (field(Kind.CONSENT), True, True),
        (field(Kind.CONSENT), "да", True),
        (field(Kind.BOOLEAN), "нет", False),
        (field(Kind.BOOLEAN), "Yes", True),
        (field(Kind.TEXT, required=False), "", None),
        (field(Kind.CHOICES, choices=SIZES, required=False), [], []),
    ],
)
def test_answers_that_fit(asked: Field, raw: object, value: JsonValue) -> None:
    assert parse_answer(asked, raw, CONTEXT) == value


@pytest.mark.parametrize("raw", ["Москва", "мск", "moscow", Location(55.7, 37.6)])
def test_cities_by_name_and_by_a_pin(raw: object) -> None:
    stored = parse_answer(field(Kind.CITY), raw, CONTEXT)
    assert isinstance(stored, dict)
    assert (stored["key"], stored["zone"]) == ("moscow", "Europe/Moscow")
    assert show_value(field(Kind.CITY), stored, EN, "UTC") == "Moscow"


@pytest.mark.parametrize(
    ("asked", "raw", "refused"),
    [
        (field(Kind.TEXT), "", errors.AnswerMissing),
        (field(Kind.TEXT), "\u200b \u202e", errors.AnswerMissing),
        (field(Kind.TEXT), None, errors.AnswerMissing),
        (field(Kind.TEXT), PhotoRef("telegram", "x"), errors.AnswerOfWrongKind),
        (field(Kind.TEXT, min=3), "ab", errors.TextTooShort),
        (field(Kind.TEXT, max=5), "abcdef", errors.TextTooLong),
        (field(Kind.TEXT), "a" * 201, errors.TextTooLong),
        (field(Kind.NUMBER), "много", errors.NotANumber),
        (field(Kind.NUMBER), "5k", errors.NotANumber),
        (field(Kind.NUMBER), "1e9", errors.NotANumber),
        (field(Kind.NUMBER), float("nan"), errors.AnswerOfWrongKind),
        (field(Kind.NUMBER), "1.5", errors.NotAWholeNumber),
        (field(Kind.NUMBER, min=1), "0", errors.NumberTooSmall),
        (field(Kind.NUMBER, min=0), "-1", errors.NumberTooSmall),
        (field(Kind.NUMBER, max=100), "101", errors.NumberTooLarge),
        (field(Kind.CHOICE, choices=SIZES), "xxl", errors.NotAChoice),
        (field(Kind.CHOICES, choices=SIZES), ["s", "xxl"], errors.NotAChoice),
        (field(Kind.CHOICES, choices=SIZES), [], errors.AnswerMissing),
        (field(Kind.CHOICES, choices=SIZES, min=2), ["s"], errors.TooFewChoices),
        (field(Kind.CHOICES, choices=SIZES, max=1), ["s", "m"], errors.TooManyChoices),
        (field(Kind.DATE), "скоро", NotADate),
        (field(Kind.DATE_TIME), "7 дек", NeedTime),
        (field(Kind.PLACE), Location(95, 0), errors.NotAPlace),
        (field(Kind.CITY), "хзгде", CityUnknown),
        (field(Kind.PHONE), "12345", errors.NotAPhone),
        (field(Kind.EMAIL), "anna@", errors.NotAnEmail),
        (field(Kind.PHOTO), "фото", errors.NotAPhoto),
        (field(Kind.CONSENT), "нет", errors.ConsentNeeded),
        (field(Kind.CONSENT), None, errors.ConsentNeeded),
        (field(Kind.BOOLEAN), "может быть", errors.NotYesOrNo),
    ],
)
def test_answers_that_do_not_fit(asked: Field, raw: object, refused: type[Refusal]) -> None:
    with pytest.raises(refused) as caught:
        parse_answer(asked, raw, CONTEXT)
    for t in (RU, EN):
        assert explain(caught.value, asked, t)
        assert t(caught.value.code, **caught.value.params)


def test_a_refusal_shows_the_forms_own_example() -> None:
    asked = field(Kind.NUMBER, example="181")
    with pytest.raises(errors.NotANumber) as refused:
        parse_answer(asked, "высокий", CONTEXT)
    assert explain(refused.value, asked, RU) == "Нужно число. Например: 181"
    with pytest.raises(errors.TextTooShort) as short:
        parse_answer(field(Kind.TEXT, min=3, example="Анна"), "А", CONTEXT)
    assert explain(short.value, field(Kind.TEXT, example="Анна"), RU).endswith("Например: Анна")


@pytest.mark.parametrize(
    "asked",
    [field(Kind.NUMBER), field(Kind.NUMBER, min=100), field(Kind.NUMBER, max=5), field(Kind.PHONE), field(Kind.EMAIL),
     field(Kind.DATE), field(Kind.DATE, future=False), field(Kind.DATE_TIME)],
)  # fmt: skip
def test_every_example_is_a_right_answer(asked: Field) -> None:
    with pytest.raises(Refusal) as refused:
        parse_answer(asked, "ерунда", CONTEXT)
    assert parse_answer(asked, str(refused.value.params["example"]), CONTEXT) is not None


def test_a_clock_change_offers_two_answers() -> None:
    berlin = replace(CONTEXT, zone="Europe/Berlin")
    with pytest.raises(AmbiguousMoment) as refused:
        parse_answer(field(Kind.DATE_TIME), "31.10.2027 02:30", berlin)
    both = [parse_answer(field(Kind.DATE_TIME), one.isoformat(), berlin) for one in offers(refused.value)]
    assert len(both) == 2
    assert both[0] != both[1]


@pytest.mark.parametrize(
    ("text", "number"),
    [("+7 912 345-67-89", "+79123456789"), ("89123456789", "+79123456789"), ("79123456789", "+79123456789"),
     ("9123456789", "+79123456789"), ("+44 20 7946 0958", "+442079460958"), ("0049 151 12345678", "+4915112345678"),
     ("+7 123 456 78 90", None), ("+0123456789", None), ("12345678", None), ("+7912345678", None),
     ("+7912345678a", None),
     ("+" + "1" * 16, None), ("８９１２３４５６７８９", "+79123456789"), ("٨٩١٢٣٤٥٦٧٨٩", None), ("", None)],
)  # fmt: skip
def test_phones(text: str, number: str | None) -> None:
    assert phone_number(text) == number


@pytest.mark.parametrize(
    ("text", "address"),
    [("anna@example.org", "anna@example.org"), ("a.b+c@sub.example.co", "a.b+c@sub.example.co"),
     ("anna@пример.рф", "anna@xn--e1afmkfd.xn--p1ai"), ("anna", None), ("@example.org", None), ("a@b", None),
     ("a b@example.org", None), ("a@exa mple.org", None), ("a..b@example.org", None), ("a@example..org", None),
     ("a@example.org\r\nBcc: x@y.zz", None), ("<a@example.org>", None), ("a@-x.org", None),
     (f"{'a' * 65}@example.org", None)],
)  # fmt: skip
def test_emails(text: str, address: str | None) -> None:
    assert email_address(text) == address


def test_names_are_made_safe() -> None:
    assert clean_line("a\u2066b\u2069\tc\n d") == "ab c d"
    assert clean_line("👩\u200d🚀") == "👩\u200d🚀"
    assert clean_line("e\u0301") == "é"
    assert clean_line("О" + "\u0337" * 60 + "ля") == "О\u0337\u0337\u0337\u0337ля", "they run over the lines around"
    assert clean_line("שָׁלוֹם") == "שָׁלוֹם"
    assert clean_line("a\ud800b") == "ab"
    assert clean_lines("\n\n a \n\n\n b \n") == "a\n\nb"


@given(st.text())
def test_cleaned_words_are_clean(text: str) -> None:
    for clean in (clean_line, clean_lines):
        once = clean(text)
        assert clean(once) == once
        once.encode()
        assert "\x00" not in once
        assert "\u202e" not in once


@given(st.sampled_from(list(Kind)), st.text(max_size=60) | st.floats() | st.booleans() | st.lists(st.text(max_size=5)))
def test_any_answer_is_a_value_or_a_refusal(kind: Kind, raw: object) -> None:
    asked = field(kind, choices=SIZES)
    try:
        value = parse_answer(asked, raw, CONTEXT)
    except Refusal as refused:
        assert explain(refused, asked, RU)
    else:
        assert show_value(asked, value, RU, "Europe/Moscow")


WHERE = Form(
    "where",
    (
        Field("title", Kind.TEXT, label="Название", min=3),
        Field("online", Kind.BOOLEAN, label="Онлайн?"),
        Field("place", Kind.PLACE, label="Где?", only_if=OnlyIf("online", (False,))),
        Field("size", Kind.CHOICE, label="Размер", choices=SIZES, required=False, prefill="size"),
    ),
    title="Анкета",
)


def test_a_page_is_parsed_whole() -> None:
    parsed = parse_form(WHERE, {"title": " Забег ", "place": "Парк", "size": ""}, CONTEXT)
    assert parsed.errors == {}
    assert parsed.values == {
        "title": "Забег",
        "online": False,
        "place": {"text": "Парк", "lat": None, "lon": None},
        "size": None,
    }


def test_a_page_tells_all_its_errors_and_refuses_foreign_fields() -> None:
    parsed = parse_form(WHERE, {"title": "ab", "size": "xxl", "role": "admin"}, CONTEXT)
    assert {key: error.code for key, error in parsed.errors.items()} == {
        "title": "form-text-too-short",
        "place": "form-answer-missing",
        "size": "form-not-a-choice",
        "role": "form-unknown-field",
    }


def test_a_question_that_is_not_asked_has_no_answer() -> None:
    parsed = parse_form(WHERE, {"title": "Йога", "online": "on", "place": "Парк"}, CONTEXT)
    assert (parsed.values.get("place"), parsed.errors) == (None, {})


def test_forms_are_stored_and_come_back_the_same() -> None:
    stored = form_to_json(WHERE)
    assert form_from_json(stored) == WHERE
    assert stored["fields"][1] == {"key": "online", "kind": "boolean", "label": "Онлайн?"}  # type: ignore[index]  # JSON


@pytest.mark.parametrize("broken", [{}, {"key": "x"}, {"key": "x", "fields": [{"key": "a", "kind": "no"}]}])
def test_what_is_not_a_form_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        form_from_json(broken)


@pytest.mark.parametrize(
    ("asked", "value", "russian"),
    [
        (field(Kind.TEXT), None, "не указано"),
        (field(Kind.NUMBER), 1500, "1\u00a0500"),
        (field(Kind.CHOICES, choices=SIZES), ["s", "l"], "Маленький и Большой"),
        (field(Kind.BOOLEAN), False, "Нет"),
        (field(Kind.DATE), "1990-12-07", "7 декабря 1990"),
        (field(Kind.PLACE), {"text": None, "lat": 55.79, "lon": 37.68}, "55.79, 37.68"),
        (field(Kind.PHOTO), {"source": "file", "id": "1"}, "фото добавлено"),
    ],
)
def test_values_in_a_summary(asked: Field, value: JsonValue, russian: str) -> None:
    assert show_value(asked, value, RU, "Europe/Moscow") == russian


def test_a_moment_in_a_summary_has_its_place() -> None:
    stored: JsonValue = {"start": "2030-12-07T07:00:00+00:00", "end": None, "zone": "Asia/Vladivostok"}
    assert show_value(field(Kind.DATE_TIME), stored, RU, "UTC") == "сб, 7 декабря 2030, 17:00 (Владивосток)"


def test_our_own_questions_take_their_words_from_the_language() -> None:
    own = Field("x", Kind.TEXT, words="form-continue")
    assert (question(own, RU), question(own, EN), label(own, RU)) == ("Продолжить", "Continue", "Продолжить")
    choice = replace(own, kind=Kind.CHOICE, choices=(Choice("yes", words="form-yes"),))
    assert parse_answer(choice, "да", CONTEXT) == "yes"
