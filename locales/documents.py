"""A person's document in words: how long it is valid, and how long it is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from locales import Translator


class Document(Protocol):
    """`goes_at`: when it is deleted by itself; None: its owner keeps it."""

    @property
    def state(self) -> str: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def goes_at(self) -> datetime | None: ...


def document_facts(document: Document, t: Translator, today: date) -> list[str]:
    """Where it stands while it is not to be looked at, how long it is valid, how long it is kept."""
    state = "" if document.state == "ready" else t(f"document-state-{document.state}")
    return [fact for fact in (state, document_validity(document, t, today), document_kept(document, t)) if fact]


def document_validity(document: Document, t: Translator, today: date) -> str:
    if document.valid_until is None:
        return ""
    is_over = document.valid_until < today
    return t("document-expired" if is_over else "document-valid-until", day=t.date(document.valid_until))


def document_kept(document: Document, t: Translator) -> str:
    if document.goes_at:
        return t("document-goes-at", day=t.date(document.goes_at.date()))
    return t("document-kept-until", day=t.date(document.valid_until)) if document.valid_until else t("document-kept")
