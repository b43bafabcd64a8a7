"""Forms that wait for another one: what is kept of them, and for how many."""

from __future__ import annotations

from dataclasses import replace

from domain.forms.aside import hand_on, lay_aside, what_waits
from domain.forms.conversation import Conversation, begin
from domain.forms.form import Field, Form, Kind

FORMS = {
    name: Form(name, (Field("one", Kind.TEXT, label="Раз"), Field("two", Kind.TEXT, label="Два")))
    for name in ("a", "b", "c", "d")
}


def half(name: str) -> Conversation:
    """Its first question is answered."""
    return replace(begin(FORMS[name], "17"), step="two", answers={"one": name})


def waiting(conversation: Conversation) -> list[str]:
    """The newest first, with what was answered in each."""
    found, here = [], what_waits(conversation, FORMS)
    while here:
        assert (here.step, here.subject, here.answers["one"]) == ("two", "17", here.form.key)
        found.append(here.form.key)
        here = what_waits(here, FORMS)
    return found


def test_two_wait_and_the_oldest_is_given_up() -> None:
    open_now = half("a")
    for name in ("b", "c", "d"):
        open_now = lay_aside(open_now, half(name), FORMS)
    assert waiting(open_now) == ["c", "b"]


def test_a_form_in_which_nothing_was_said_does_not_wait() -> None:
    asked_only = lay_aside(half("a"), begin(FORMS["b"]), FORMS)
    assert waiting(asked_only) == ["a"]
    assert waiting(lay_aside(asked_only, half("c"), FORMS)) == ["a"]
    known = begin(FORMS["b"], answers={"one": "known beforehand"})
    assert waiting(lay_aside(known, half("c"), FORMS)) == []


def test_the_same_form_does_not_wait_for_itself() -> None:
    assert waiting(lay_aside(half("a"), half("a"), FORMS)) == []
    assert waiting(lay_aside(lay_aside(half("a"), half("b"), FORMS), half("b"), FORMS)) == ["a"]


def test_what_one_form_leads_to_goes_before_what_waits() -> None:
    ended = lay_aside(half("a"), half("b"), FORMS)
    assert waiting(hand_on(ended, half("c"))) == ["a"]


def test_a_form_of_an_organizer_waits_whole_and_one_that_is_gone_does_not() -> None:
    assert waiting(lay_aside(half("a"), half("b"), {})) == ["a"]
    assert what_waits(lay_aside(half("a"), half("b"), FORMS), {}) is None
