"""What the payment page says, in both of its languages."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "heading": ("Оплата", "Payment"),
    "note": (
        "Это платёжная страница песочницы: денег здесь не берут, карту не спрашивают.",
        "This is the sandbox's payment page: it takes no money and asks for no card.",
    ),
    "pay": ("Заплатить {sum}", "Pay {sum}"),
    "more": ("Что ещё бывает", "What else happens"),
    "decline": ("Карту отклонили", "Card declined"),
    "close": ("Уйти, не заплатив", "Leave without paying"),
    "twice": ("Заплатить дважды", "Pay twice"),
    "late": ("Деньги придут через полчаса", "Money comes in half an hour"),
    "back": ("Вернуться к продавцу", "Back to the seller"),
    "again": ("Вернуться к оплате", "Back to payment"),
    "paid": ("Оплачено", "Paid"),
    "paid-text": ("{sum} — получено. Продавцу сообщили.", "{sum} received. The seller was told."),
    "twice-text": ("{sum} — списано два раза.", "{sum} was taken twice."),
    "waits": ("Банк думает", "The bank takes its time"),
    "waits-text": ("Деньги придут через полчаса по часам песочницы.", "The money comes in half an hour of this world."),
    "declined": ("Банк отклонил карту. Попробуйте ещё раз.", "The bank declined the card. Try again."),
    "left": ("Вы не заплатили", "You have not paid"),
    "left-text": ("Вернуться к оплате можно, пока она ждёт.", "You can come back while it waits."),
    "over": ("Оплата не прошла", "Not paid"),
    "canceled-text": ("Банк отклонил карту. Начните оплату заново.", "The bank declined the card. Start anew."),
    "expired-text": ("Время вышло. Начните оплату заново.", "The time is over. Start anew."),
}


def words(language: str, key: str, **values: str) -> str:
    russian, english = WORDS[key]
    return (russian if language == "ru" else english).format(**values)
