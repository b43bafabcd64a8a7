from __future__ import annotations

import re
from urllib.parse import urlsplit

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.links import LOOPBACK
from sandbox.telegram.records import Fields, Webhook

SECRET = re.compile(r"[A-Za-z0-9_-]+")


def set_webhook(call: Call) -> bool:
    world, url = call.world, call.get("url", "")
    if not url:
        return delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.get("secret_token")
    if secret is not None and len(secret) > 256:
        raise bad_request("secret token is too long")
    if secret is not None and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    world.updates.allow(call.fields.get("allowed_updates"))
    if call.get("drop_pending_updates"):
        world.updates.drop_all()
    world.records.webhook = Webhook(url=url, secret_token=secret, max_connections=call.get("max_connections", 40))
    world.updates.bell.ring()
    world.touch()
    return True


def delete_webhook(call: Call) -> bool:
    world = call.world
    world.records.webhook = None
    if call.get("drop_pending_updates"):
        world.updates.drop_all()
    world.updates.bell.ring()
    world.touch()
    return True


def get_webhook_info(call: Call) -> Fields:
    records = call.world.records
    hook = records.webhook
    info: Fields = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.world.updates.waiting()),
    }
    if hook is not None:
        info |= hook.model_dump(include={"max_connections", "last_error_date", "last_error_message"}, exclude_none=True)
    if records.allowed_updates is not None:
        info["allowed_updates"] = records.allowed_updates
    return info


HANDLERS: HandlerTable = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
