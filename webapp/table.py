"""Every route of the mini-app, each with who may come through it."""

from __future__ import annotations

from webapp.accounts import profile, settings
from webapp.events import (
    offering,
    shown_pictures,
)
from webapp.events.organizing_table import organizing_routes
from webapp.events.remains_table import remains_routes
from webapp.events.table import door_routes, event_routes, timer_routes
from webapp.files import documents, uploading
from webapp.files.documents import DOCUMENT_OWNER
from webapp.health import health
from webapp.home import views as home
from webapp.hooks import payments as payment_hooks
from webapp.kit import live, pictures, sign_in, unsent
from webapp.kit.assets import Assets
from webapp.kit.routing import BLOCKED_TOO, PERSON, STAFF, Route, page, public, route
from webapp.moderation import blocked
from webapp.operators import ledger
from webapp.operators import listing as kept_lists
from webapp.operators import views as operators
from webapp.organizations import team
from webapp.organizations import views as organizations
from webapp.organizations.policies import OWNER, TEAM
from webapp.payments import views as payments


def routes(assets: Assets) -> tuple[Route, ...]:
    picture, signed = r"/pictures/{file_id:\d{1,16}}", "{signature:[0-9a-f]{32}}.webp"
    return (
        public("GET", "/health", health),
        public("GET", "/static/{name}", assets.serve),
        public("POST", "/session", sign_in.open_session),
        public("POST", "/hooks/stripe", payment_hooks.stripe),
        public("POST", "/hooks/yookassa", payment_hooks.yookassa),
        public("GET", f"{picture}/{signed}", shown_pictures.serve_open),
        public("GET", f"{picture}/{{day:[0-9]{{1,9}}}}/{signed}", pictures.serve_ending),
        route("POST", "/pictures", uploading.keep, policy=PERSON, gather=uploading.take_picture),
        route("POST", "/documents", uploading.keep_document, policy=PERSON, gather=uploading.take_document),
        route("GET", "/live", live.follow, policy=PERSON),
        route("GET", "/unsent", unsent.find, policy=BLOCKED_TOO),
        route("POST", "/unsent", unsent.keep, policy=BLOCKED_TOO),
        page("/", home.today, policy=PERSON, shape="today"),
        *event_routes(),
        *remains_routes(),
        *organizing_routes(),
        *_organizations(),
        *door_routes(),
        *timer_routes(),
        *_accounts(),
        *_operators(),
        route("GET", "/live/block", blocked.follow, policy=BLOCKED_TOO),
        route("POST", "/appeal", blocked.appeal, policy=BLOCKED_TOO),
    )


def _documents() -> tuple[Route, ...]:
    one = r"/me/documents/{document_id:\d{1,16}}"
    return (
        page("/me/documents", documents.mine, policy=PERSON, shape="explained"),
        page(one, documents.page, policy=DOCUMENT_OWNER, shape="titled"),
        route("POST", f"{one}/showing", documents.show, policy=DOCUMENT_OWNER),
        route("POST", f"{one}/keeping", documents.keep, policy=DOCUMENT_OWNER),
        route("POST", f"{one}/deleting", documents.delete, policy=DOCUMENT_OWNER),
    )


def _organizations() -> tuple[Route, ...]:
    club = r"/org/clubs/{organization_id:\d{1,16}}"
    invitation = "/invitations/{token:[A-Za-z0-9_-]{22}}"
    return (
        page("/org/clubs", organizations.mine, policy=PERSON),
        page("/org/clubs/new", organizations.new, policy=PERSON, shape="form"),
        route("POST", "/org/clubs/new", organizations.create, policy=PERSON),
        page(club, team.page, policy=TEAM, shape="titled"),
        page(f"{club}/edit", organizations.edit, policy=OWNER, shape="form"),
        route("POST", f"{club}/edit", organizations.save, policy=OWNER),
        route("POST", f"{club}/inviting", team.invite, policy=OWNER),
        route("POST", f"{club}/taking-back", team.take_back, policy=OWNER),
        route("POST", f"{club}/roles", team.change_role, policy=OWNER),
        route("POST", f"{club}/removing", team.remove, policy=OWNER),
        route("POST", f"{club}/leaving", team.leave, policy=TEAM),
        page(invitation, team.invitation, policy=PERSON, shape="titled"),
        route("POST", invitation, team.answer, policy=PERSON),
    )


def _accounts() -> tuple[Route, ...]:
    return (
        *_documents(),
        page("/me", profile.page, policy=PERSON, shape="profile"),
        page("/me/edit", profile.edit, policy=PERSON, shape="form"),
        route("POST", "/me/edit", profile.save, policy=PERSON),
        route("POST", "/me/signing-out", profile.sign_out, policy=PERSON),
        page("/me/payments", payments.page, policy=PERSON, shape="rows"),
        route("POST", "/me/payments/email", payments.set_address, policy=PERSON),
        page(r"/me/payments/{order_id:\d{1,16}}", payments.receipt, policy=PERSON, shape="titled"),
        page("/me/payments/owed", payments.owed, policy=PERSON, shape="rows"),
        route("POST", r"/me/payments/owed/{refund_id:\d{1,16}}", payments.returned, policy=PERSON),
        page("/settings/notify", settings.notifications, policy=PERSON, shape="explained"),
        route("POST", "/settings/notify", settings.switch, policy=PERSON),
        route("POST", "/settings/quiet", settings.quiet_hours, policy=PERSON),
        page("/settings/privacy", settings.privacy_page, policy=PERSON),
        route("POST", "/settings/privacy", settings.set_privacy, policy=PERSON),
        page("/settings/finding", offering.settings, policy=PERSON, shape="explained"),
        route("POST", "/settings/finding/week", offering.set_week, policy=PERSON),
        route("POST", "/settings/finding/nearby", offering.set_radius, policy=PERSON),
        route("POST", "/settings/language", settings.set_language, policy=PERSON),
    )


def _operators() -> tuple[Route, ...]:
    row = r"/ops/{queue:[a-z]+}/{row_id:\d{1,16}}"
    return (
        page("/ops", operators.page, policy=STAFF),
        page("/ops/money", ledger.page, policy=STAFF),
        page("/ops/categories", kept_lists.categories, policy=STAFF, shape="adding"),
        route("POST", "/ops/categories", kept_lists.add_category, policy=STAFF),
        route("POST", "/ops/categories/names", kept_lists.rename_category, policy=STAFF),
        route("POST", "/ops/categories/moving", kept_lists.move_category, policy=STAFF),
        route("POST", "/ops/categories/removing", kept_lists.remove_category, policy=STAFF),
        page("/ops/pins", kept_lists.pinned, policy=STAFF, shape="adding"),
        route("POST", "/ops/pins", kept_lists.pin, policy=STAFF),
        route("POST", r"/ops/pins/{event_id:\d{1,16}}/removing", kept_lists.unpin, policy=STAFF),
        page("/ops/{queue:inbox|outbox|agenda|jobs}", operators.failures, policy=STAFF),
        route("POST", f"{row}/retrying", operators.retry, policy=STAFF),
        route("POST", f"{row}/dropping", operators.drop, policy=STAFF),
    )
