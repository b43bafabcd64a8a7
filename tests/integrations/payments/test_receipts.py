"""IN-10: receipts by the law 54-FZ go to YooKassa with the payment and with what goes back, and are checked there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from domain.payments.errors import ProviderTrouble
from forma.payment_settings import read_payments
from forma.variables import SettingsError
from integrations.payments.yookassa import Fiscal, YooKassa
from sandbox.providers.payments import receipts, yookassa
from sandbox.providers.service import Refused
from tests.kit.shop import Shop, open_shop, to_pay, to_send

EMAIL = "olya@example.org"


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    """With a till at the tax office: it takes nothing without a receipt."""
    async with open_shop("yookassa") as shop:
        await shop.drive("receipts")
        yield shop


@pytest.fixture
async def fiscal(shop: Shop) -> AsyncIterator[YooKassa]:
    api = str(shop.server.make_url("/providers/yookassa"))
    one = YooKassa(yookassa.SHOP, yookassa.KEY, api=api, fiscal=Fiscal(vat_code=1, tax_system=2))
    yield one
    await one.close()


async def paid(shop: Shop, provider: YooKassa, **order: Any) -> str:
    begun = await provider.begin(to_pay(email=EMAIL, **order))
    await shop.drive("pay", id=begun.external_id)
    return begun.external_id


async def test_a_receipt_goes_with_the_payment_and_with_what_goes_back(shop: Shop, fiscal: YooKassa) -> None:
    charge = await paid(shop, fiscal, title="Забег «Белые ночи» " * 10)
    [there] = (await shop.state())["payments"]
    assert there["receipt"]["customer"] == {"email": EMAIL} and there["receipt"]["tax_system_code"] == 2
    [line] = there["receipt"]["items"]
    assert len(line["description"]) == 128 and line["amount"] == {"value": "1500.00", "currency": "RUB"}
    assert (line["quantity"], line["vat_code"]) == ("1.00", 1)
    assert (line["payment_subject"], line["payment_mode"]) == ("service", "full_payment")
    part = replace(to_send(charge, 50_000, whole=False), title="Забег", email=EMAIL)
    first, again = await fiscal.refund(part), await fiscal.refund(part)
    assert first and first == again
    [back] = (await shop.state())["payments"][0]["refunds"]
    assert back["receipt"]["items"][0]["amount"]["value"] == "500.00"


async def test_where_receipts_are_demanded_nothing_is_taken_without_one(shop: Shop, fiscal: YooKassa) -> None:
    assert fiscal.issues_receipts("RUB") and not fiscal.issues_receipts("USD")
    assert not shop.provider.issues_receipts("RUB")
    with pytest.raises(ProviderTrouble):
        await shop.provider.begin(to_pay(email=EMAIL))
    with pytest.raises(ProviderTrouble):
        await fiscal.begin(to_pay())


LINE = {
    "description": "Забег",
    "quantity": "1.00",
    "amount": {"value": "15.00", "currency": "RUB"},
    "vat_code": 1,
    "payment_subject": "service",
    "payment_mode": "full_payment",
}
WRONG: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("customer", {"customer": {}}, {}),
    ("customer.email", {"customer": {"email": "olya"}}, {}),
    ("customer.phone", {"customer": {"phone": "+7916"}}, {}),
    ("items", {"items": []}, {}),
    ("tax_system_code", {"tax_system_code": 7}, {}),
    ("items[0].description", {}, {"description": "я" * 129}),
    ("items[0].quantity", {}, {"quantity": "0"}),
    ("items[0].amount", {}, {"amount": {"value": "15", "currency": "RUB"}}),
    ("items[0].amount.currency", {}, {"amount": {"value": "15.00", "currency": "USD"}}),
    ("items[0].vat_code", {}, {"vat_code": "1"}),
    ("items[0].payment_subject", {}, {"payment_subject": "entry"}),
    ("items[0].payment_mode", {}, {"payment_mode": "later"}),
    ("items", {}, {"quantity": "2.00"}),
)


@pytest.mark.parametrize(("where", "receipt", "line"), WRONG, ids=[f"{at}-{one[0]}" for at, one in enumerate(WRONG)])
def test_what_is_wrong_is_named(where: str, receipt: dict[str, Any], line: dict[str, Any]) -> None:
    given = {"customer": {"email": EMAIL}, "items": [LINE | line]} | receipt
    with pytest.raises(Refused) as refused:
        receipts.checked({"receipt": given}, 1500, "RUB", demanded=False)
    assert refused.value.parameter == f"receipt.{where}"
    right = {"customer": {"phone": "79161234567"}, "items": [LINE]}
    assert receipts.checked({"receipt": right}, 1500, "RUB", demanded=True) == right


def test_the_operator_switches_them_on_with_a_code() -> None:
    keys = {"FORMA_YOOKASSA_SHOP": "100500", "FORMA_YOOKASSA_KEY": "test_key"}
    assert read_payments(keys).yookassa_vat_code == 0
    on = read_payments(keys | {"FORMA_YOOKASSA_VAT_CODE": "4", "FORMA_YOOKASSA_TAX_SYSTEM": "6"})
    assert (on.yookassa_vat_code, on.yookassa_tax_system) == (4, 6)
    for wrong in ({"VAT_CODE": "0"}, {"VAT_CODE": "13"}, {"VAT_CODE": "20 %"}, {"TAX_SYSTEM": "1"}):
        with pytest.raises(SettingsError):
            read_payments(keys | {f"FORMA_YOOKASSA_{name}": value for name, value in wrong.items()})
