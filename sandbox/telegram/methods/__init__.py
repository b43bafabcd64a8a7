"""Every Bot API method the sandbox knows: name → handler."""

from __future__ import annotations

from sandbox.telegram.call import HandlerTable
from sandbox.telegram.methods import (
    bot,
    callbacks,
    chats,
    deleting,
    drafting,
    editing,
    ephemeral,
    forwarding,
    inline,
    links,
    media,
    members,
    paid,
    payments,
    pinning,
    places,
    polls,
    profiles,
    reactions,
    sending,
    topics,
    webhook,
)

HANDLERS: HandlerTable = {
    **bot.HANDLERS,
    **profiles.HANDLERS,
    **webhook.HANDLERS,
    **sending.HANDLERS,
    **drafting.HANDLERS,
    **media.HANDLERS,
    **places.HANDLERS,
    **polls.HANDLERS,
    **payments.HANDLERS,
    **paid.HANDLERS,
    **reactions.HANDLERS,
    **editing.HANDLERS,
    **ephemeral.HANDLERS,
    **deleting.HANDLERS,
    **forwarding.HANDLERS,
    **callbacks.HANDLERS,
    **inline.HANDLERS,
    **chats.HANDLERS,
    **members.HANDLERS,
    **pinning.HANDLERS,
    **links.HANDLERS,
    **topics.HANDLERS,
}
