"""A person's documents, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.kit.screen import Bold, Italic, Press, Row, Screen, Text, Words, lines
from domain.files.queries import DocumentCard, DocumentSheet
from domain.forms.texts import shortened
from locales import Translator
from locales.documents import document_facts

PAGE = 6
USES_SHOWN = 5
TITLE = 60


def title_of(title: str, t: Translator) -> str:
    return title[:TITLE] or t("document-untitled")


def documents_screen(documents: Sequence[DocumentCard], t: Translator, now: datetime) -> Screen:
    if not documents:
        find = Press(t("event-button-find"), "ev.find", (0, 0, 0, 0))
        return Screen(lines(Bold(t("document-list")), "", t("document-list-none")), keyboard=[[find]])
    shown: list[Words] = []
    for number, one in enumerate(documents[:PAGE], 1):
        shown += ["", Bold(f"{number}. {title_of(one.title, t)}"), " · ".join(document_facts(one, t, now.date()))]
    opens: list[Row] = [
        [Press(f"{number}. {shortened(title_of(one.title, t), 40)}", "dc.one", (one.id,))]
        for number, one in enumerate(documents[:PAGE], 1)
    ]
    if len(documents) > PAGE:
        opens.append([Press(t("event-button-next"), "dc.list", (documents[PAGE - 1].id,))])
    text = lines(Bold(t("document-list")), t("document-list-hint"), *shown)
    return Screen(text, keyboard=opens)


def document_screen(sheet: DocumentSheet, zone: str, t: Translator, now: datetime) -> Screen:
    one = sheet.document
    uses: list[Words] = [
        t("document-use-over", title=use.title) if use.over else use.title for use in sheet.uses[:USES_SHOWN]
    ]
    readings: list[Words] = [
        t(
            "document-reading",
            when=t.when(reading.at, zone, now=now),
            name=reading.reader or t("document-reader-unknown"),
            title=reading.title,
        )
        for reading in sheet.readings
    ]
    more = one.readings - len(readings)
    text = lines(
        Bold(title_of(one.title, t)),
        *document_facts(one, t, now.date()),
        "",
        Bold(t("document-uses")),
        *(uses or [Italic(t("document-uses-none"))]),
        "",
        Bold(t("document-readings")),
        *(readings or [Italic(t("document-readings-none"))]),
        t("document-readings-more", count=more) if more > 0 else None,
    )
    return Screen(text, keyboard=_rows(one, t))


def _rows(one: DocumentCard, t: Translator) -> list[Row]:
    first: list[Row] = []
    if one.state == "ready":
        first.append([Press(t("document-button-show"), "dc.show", (one.id,), style="primary")])
    elif one.state == "failed":
        first.append([Press(t("document-button-again"), "dc.again", (one.id,))])
    keep = "document-button-keep" if one.valid_until else "document-button-keep-undated"
    kept = Press(t("document-button-drop" if one.kept else keep), "dc.keep", (one.id, 0 if one.kept else 1))
    delete = Press(t("document-button-delete"), "dc.delete", (one.id,), style="danger")
    return [*first, [kept], [delete], [Press(t("document-button-list"), "dc.list")]]


def delete_screen(one: DocumentCard, t: Translator) -> Screen:
    yes = Press(t("document-delete-yes"), "dc.delete!", (one.id,), style="danger")
    back = Press(t("event-button-back"), "dc.one", (one.id,))
    return Screen(t("document-delete-sure", title=title_of(one.title, t)), keyboard=[[yes], [back]])


def failed_screen(one: DocumentCard, t: Translator) -> Screen:
    why = t("document-refused", why=one.failure or "format")
    again = Press(t("document-button-again"), "dc.again", (one.id,), style="primary")
    head = Bold(t("document-failed", title=title_of(one.title, t)))
    return Screen(lines(head, why, "", t("document-failed-hint")), keyboard=[[again]])


def caption(title: str, t: Translator, name: str = "") -> Text:
    titled = title_of(title, t)
    return Text(t("application-document-caption", title=titled, name=name) if name else titled)
