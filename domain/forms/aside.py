"""A form laid aside for another one: it waits within the newer draft and comes back when that is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.forms.conversation import Conversation, is_begun, restored
from domain.forms.form import Form
from domain.forms.storing import form_from_json, form_to_json

_ASIDE = "+aside"
"""Kept beside the suggestions; no field has such a key."""
_AT_MOST = 2
"""So many wait; whoever begins still more gives up the oldest."""


def lay_aside(left: Conversation, begun: Conversation, own_forms: Mapping[str, Form]) -> Conversation:
    """`begun`, with what was left for it. The same form begun anew takes the place of the old one."""
    again = (left.form.key, left.subject) == (begun.form.key, begun.subject)
    if again or not is_begun(left):
        return _with(begun, left.suggested.get(_ASIDE))
    return _with(begun, _packed(left, own_forms))


def hand_on(ended: Conversation, begun: Conversation) -> Conversation:
    """What one form leads to goes first: what waited for the one waits for the other."""
    return _with(begun, ended.suggested.get(_ASIDE))


def what_waits(ended: Conversation, own_forms: Mapping[str, Form]) -> Conversation | None:
    """None: nothing waits, or its form has gone since."""
    waiting: Any = ended.suggested.get(_ASIDE)
    if waiting is None:
        return None
    whole = waiting["whole"]
    form = form_from_json(whole) if whole else own_forms.get(waiting["form"])
    if form is None:
        return None
    return restored(form, waiting["subject"], waiting["step"], waiting["answers"], waiting["suggested"])


def _with(conversation: Conversation, waiting: Any) -> Conversation:
    if waiting is None:
        return conversation
    return replace(conversation, suggested={**conversation.suggested, _ASIDE: waiting})


def _packed(left: Conversation, own_forms: Mapping[str, Form]) -> dict[str, Any]:
    return _without_oldest(
        {
            "form": left.form.key,
            "whole": None if left.form.key in own_forms else form_to_json(left.form),
            "subject": left.subject,
            "step": left.step,
            "answers": dict(left.answers),
            "suggested": dict(left.suggested),
        },
        _AT_MOST,
    )


def _without_oldest(packed: dict[str, Any], most: int) -> dict[str, Any]:
    suggested = dict(packed["suggested"])
    older = suggested.pop(_ASIDE, None)
    if older and most > 1:
        suggested[_ASIDE] = _without_oldest(older, most - 1)
    return packed | {"suggested": suggested}
