"""Calls that Telegram refuses, and its words. Things in braces are made by the test that makes the calls."""

from __future__ import annotations

from typing import Any

Row = tuple[str, dict[str, Any], str]
PRICE = [{"label": "Старт", "amount": 50_000}]
INVOICE: dict[str, Any] = {"title": "т", "description": "о", "payload": "1", "currency": "RUB", "prices": PRICE}
INVOICE |= {"provider_token": "1:TEST:x"}
STARS: dict[str, Any] = INVOICE | {"currency": "XTR", "provider_token": "", "prices": [{"label": "т", "amount": 5}]}
POLL: dict[str, Any] = {"question": "?", "options": ["а", "б"]}
QUIZ: dict[str, Any] = POLL | {"type": "quiz", "correct_option_id": 0}


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "К", **button} for button in buttons]]}


PAY, DATA = {"pay": True}, {"callback_data": "1"}
FORMS: list[Row] = [
    ("sendMessage", {"chat_id": "", "text": "т"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "нет", "text": "т"}, "chat not found"),
    ("sendMessage", {}, "message text is empty"),
    ("sendMessage", {"text": "т", "reply_markup": "[1]"}, "object expected as reply markup"),
    ("sendMessage", {"text": "т", "reply_markup": {"keyboard": [[]]}}, "reply keyboard must be non-empty"),
    (
        "sendMessage",
        {"text": "т", "reply_markup": keys(DATA | {"url": "a.ru"})},
        "inline keyboard button must have exactly one action",
    ),
    ("sendMessage", {"text": "т", "reply_markup": keys({"callback_data": ""})}, "BUTTON_DATA_INVALID"),
    ("sendMessage", {"text": "т", "reply_markup": keys(*[DATA] * 9)}, "reply markup is too long"),
    ("sendMessage", {"text": "т", "reply_markup": keys(PAY)}, "BUTTON_TYPE_INVALID"),
    ("sendMessage", {"text": "т", "reply_markup": keys({"callback_game": {}})}, "BUTTON_TYPE_INVALID"),
    ("sendMessage", {"text": "т", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    (
        "sendMessage",
        {"text": "т", "entities": [{"type": "bold", "offset": 0, "length": 9}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
    ),
    ("sendMessage", {"text": "т", "reply_parameters": {"message_id": "{said}", "quote": "иное"}}, "QUOTE_TEXT_INVALID"),
    ("editMessageText", {"message_id": "{said}", "text": "т"}, "message can't be edited"),
    ("editMessageText", {"inline_message_id": "нет", "text": "т"}, "MESSAGE_ID_INVALID"),
    ("editMessageText", {"message_id": "{poll}", "text": "т"}, "there is no text in the message to edit"),
    ("editMessageCaption", {"message_id": "{sent}", "caption": "т"}, "there is no caption in the message to edit"),
    (
        "editMessageMedia",
        {"message_id": "{poll}", "media": {"type": "photo", "media": "{photo}"}},
        "message media can't be edited",
    ),
    (
        "editMessageReplyMarkup",
        {"message_id": "{sent}", "reply_markup": {"remove_keyboard": True}},
        "inline keyboard expected",
    ),
    ("deleteMessage", {}, "message identifier is not specified"),
    ("deleteMessages", {"message_ids": []}, "too many messages specified"),
    ("unpinChatMessage", {"message_id": "{sent}"}, "message to unpin not found"),
    ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setWebhook", {"url": "https://a.example/", "secret_token": "a" * 257}, "secret token is too long"),
    ("getChatMember", {"user_id": 4242}, "PARTICIPANT_ID_INVALID"),
    ("getChatAdministrators", {}, "there are no administrators in the private chat"),
    (
        "savePreparedInlineMessage",
        {
            "user_id": "{olya}",
            "result": {"type": "article", "id": "1", "title": "т", "input_message_content": {"message_text": "т"}},
        },
        "at least one chat type must be allowed",
    ),
]
CARRYING: list[Row] = [
    ("forwardMessage", {"from_chat_id": "{olya}", "message_id": 999}, "message to forward not found"),
    ("forwardMessage", {"from_chat_id": "{olya}", "message_id": "{service}"}, "message can't be forwarded"),
    ("copyMessage", {"from_chat_id": "{olya}", "message_id": 999}, "message to copy not found"),
    ("copyMessage", {"from_chat_id": "{olya}", "message_id": "{invoice}"}, "message can't be copied"),
    (
        "forwardMessages",
        {"from_chat_id": "{olya}", "message_ids": [9, 8]},
        "message identifiers must be in a strictly increasing order",
    ),
    ("copyMessages", {"from_chat_id": "{olya}", "message_ids": []}, "message identifiers are not specified"),
    ("copyMessages", {"from_chat_id": "{olya}", "message_ids": [998, 999]}, "there are no messages to copy"),
    ("setMessageReaction", {"message_id": 999, "reaction": []}, "message to react not found"),
    (
        "setMessageReaction",
        {"message_id": "{sent}", "reaction": [{"type": "emoji", "emoji": "🧦"}]},
        "REACTION_INVALID",
    ),
    ("pinChatMessage", {"message_id": "{service}"}, "message can't be pinned"),
]
FILES: list[Row] = [
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendPhoto", {"photo": "https://a.example/a.jpg"}, "failed to get HTTP URL content"),
    ("sendPhoto", {"photo": "attach://нет"}, "wrong file identifier/HTTP URL specified: attach://нет"),
    ("sendDocument", {"document": "{photo}"}, "can't use file of type Photo as Document"),
    ("sendVoice", {"voice": "{photo}"}, "can't use file of type Photo as VoiceNote"),
    ("sendDice", {"emoji": "🧦"}, "DICE_EMOTICON_INVALID"),
    ("getFile", {"file_id": "нет"}, "wrong file_id or the file is temporarily unavailable"),
    ("sendLocation", {"latitude": 91, "longitude": 0}, "bad location"),
    ("sendLocation", {"latitude": 1, "longitude": 0, "live_period": 5}, "wrong live location period specified"),
    (
        "sendLocation",
        {"latitude": 1, "longitude": 0, "live_period": 60, "heading": 361},
        "wrong live location heading specified",
    ),
    (
        "sendLocation",
        {"latitude": 1, "longitude": 0, "horizontal_accuracy": 1501},
        "wrong horizontal accuracy specified",
    ),
    ("stopMessageLiveLocation", {"message_id": "{sent}"}, "message can't be edited"),
]
POLLS: list[Row] = [
    ("sendPoll", POLL | {"question": " "}, "text must be non-empty"),
    ("sendPoll", POLL | {"question": "?" * 301}, "poll question length must not exceed 300"),
    ("sendPoll", POLL | {"options": []}, "poll must have at least one answer option"),
    ("sendPoll", POLL | {"options": ["а"] * 13}, "poll can't have more than 12 options"),
    ("sendPoll", POLL | {"options": ["а", "\n"]}, "text must be non-empty"),
    ("sendPoll", POLL | {"options": ["а" * 101]}, "poll options length must not exceed 100"),
    ("sendPoll", POLL | {"type": "survey"}, "unsupported poll type specified"),
    ("sendPoll", QUIZ | {"correct_option_id": 2}, "wrong correct option ID specified"),
    ("sendPoll", QUIZ | {"explanation": "т" * 201}, "MESSAGE_TOO_LONG"),
    ("sendPoll", POLL | {"open_period": 4}, "open period must be between 5 and 2628000 seconds"),
    ("stopPoll", {"message_id": 999}, "message with poll to stop not found"),
    ("stopPoll", {"message_id": "{sent}"}, "message is not a poll"),
    ("stopPoll", {"message_id": "{asked}"}, "poll can't be stopped"),
    ("stopPoll", {"message_id": "{closed}"}, "poll has already been closed"),
]
MONEY: list[Row] = [
    ("sendInvoice", INVOICE | {"currency": "ЁЁЁ"}, "CURRENCY_INVALID"),
    ("sendInvoice", INVOICE | {"prices": [{"label": "т", "amount": 1}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
    ("sendInvoice", INVOICE | {"prices": []}, "PRICES_EMPTY"),
    ("sendInvoice", INVOICE | {"provider_token": ""}, "PAYMENT_PROVIDER_INVALID"),
    ("sendInvoice", INVOICE | {"payload": "я" * 65}, "INVOICE_PAYLOAD_INVALID"),
    ("sendInvoice", INVOICE | {"title": "т" * 33}, "INVOICE_TITLE_INVALID"),
    ("sendInvoice", INVOICE | {"max_tip_amount": 5, "suggested_tip_amounts": [9]}, "SUGGESTED_TIP_AMOUNTS_INVALID"),
    ("sendInvoice", INVOICE | {"reply_markup": keys(DATA)}, "REPLY_MARKUP_BUY_EMPTY"),
    ("sendInvoice", INVOICE | {"reply_markup": keys(PAY, PAY)}, "BUTTON_POS_INVALID"),
    ("sendInvoice", STARS | {"prices": PRICE * 2}, "STARS_INVOICE_INVALID"),
    ("sendInvoice", STARS | {"need_name": True}, "STARS_INVOICE_INVALID"),
    ("createInvoiceLink", STARS | {"prices": [{"label": "т", "amount": 100_001}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
    ("createInvoiceLink", STARS | {"subscription_period": 60}, "SUBSCRIPTION_PERIOD_INVALID"),
    (
        "createInvoiceLink",
        STARS | {"subscription_period": 2_592_000, "prices": [{"label": "т", "amount": 10_001}]},
        "SUBSCRIPTION_AMOUNT_INVALID",
    ),
    ("createInvoiceLink", INVOICE | {"subscription_period": 2_592_000}, "SUBSCRIPTION_PERIOD_INVALID"),
    (
        "answerPreCheckoutQuery",
        {"pre_checkout_query_id": "нет", "ok": True},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    (
        "answerShippingQuery",
        {"shipping_query_id": "нет", "ok": True},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("refundStarPayment", {"user_id": "{olya}", "telegram_payment_charge_id": "нет"}, "CHARGE_NOT_FOUND"),
    ("getStarTransactions", {"limit": 0}, "LIMIT_INVALID"),
]
