"""Those who take money, as the settings name them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

from domain.payments import methods
from domain.payments.checkouts import Failed, Receive
from domain.payments.ports import Lists, Providers, SendersBack, SendsBack
from domain.reactions import attempt_failed, charge_received
from forma.payment_settings import PaymentSettings
from integrations.payments import manual, stripe, telegram, yookassa


@dataclass(frozen=True, slots=True)
class Payments:
    """`checkouts`: where people can be sent to pay. `senders`: who gives back, by the provider of the charge.

    `receive`: what becomes of money that came in, whoever told us of it; `failed`: of an attempt that came to nothing.
    `listed`: whose lists ours are held against each night.
    """

    checkouts: Providers
    senders: SendersBack
    receive: Receive
    failed: Failed
    listed: Mapping[str, Lists]


def names_of(settings: PaymentSettings) -> set[str]:
    """By what people can pay with these settings."""
    keys = {
        methods.TELEGRAM: settings.telegram_token,
        methods.YOOKASSA: settings.yookassa_key,
        methods.STRIPE: settings.stripe_key,
    }
    return {name for name, key in keys.items() if key}


async def open_payments(settings: PaymentSettings, bot: telegram.BotApi, stack: AsyncExitStack) -> Payments:
    checkouts: dict[str, stripe.Stripe | yookassa.YooKassa] = {}
    if settings.yookassa_key:
        vat, system = settings.yookassa_vat_code, settings.yookassa_tax_system
        fiscal = yookassa.Fiscal(vat, system) if vat else None
        shop = yookassa.YooKassa(
            settings.yookassa_shop, settings.yookassa_key, api=settings.yookassa_api, fiscal=fiscal
        )
        stack.push_async_callback(shop.close)
        checkouts[yookassa.NAME] = shop
    if settings.stripe_key:
        account = stripe.Stripe(settings.stripe_key, api=settings.stripe_api)
        stack.push_async_callback(account.close)
        checkouts[stripe.NAME] = account
    chat = telegram.TelegramPayments(bot, checkouts)
    senders: dict[str, SendsBack] = {**checkouts, manual.NAME: manual.ManualTransfer(), telegram.NAME: chat}
    return Payments(checkouts, senders, charge_received, attempt_failed, {**checkouts, telegram.NAME: chat})
