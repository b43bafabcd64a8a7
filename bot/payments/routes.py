"""Every word and button that leads to payments."""

from __future__ import annotations

from bot.kit.routes import Conversation, Route
from bot.payments import history, receiving, returning
from domain.payments import receipt_addresses

COMMANDS = {"payments": Route(history.payments, for_blocked=True)}
PRESSES = {
    "pay.list": Route(history.payments, for_blocked=True),
    "pay.slip": Route(history.slip, for_blocked=True),
    "pay.mail": Route(history.address),
} | returning.PRESSES
SERVICES = {
    "successful_payment": Route(receiving.received, for_blocked=True),
    "refunded_payment": Route(receiving.refunded, for_blocked=True),
}
CONVERSATIONS = {
    receipt_addresses.CHANGE.key: Conversation(receipt_addresses.CHANGE, history.address_said, left=history.back)
}
SCREENS = returning.SCREENS
