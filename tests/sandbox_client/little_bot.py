"""A bot with one button of each kind: what the client must be able to draw and press."""

from __future__ import annotations

from aiogram import Bot, Dispatcher, F
from aiogram.filters import Command, CommandStart
from aiogram.types import (
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    MenuButtonWebApp,
    Message,
    PreCheckoutQuery,
    ReplyKeyboardMarkup,
    WebAppInfo,
)

REPLY_KEYS = ReplyKeyboardMarkup(
    keyboard=[[KeyboardButton(text="События"), KeyboardButton(text="Мой номер", request_contact=True)]],
    resize_keyboard=True,
    input_field_placeholder="Спросите о забеге",
)


def card_keys() -> InlineKeyboardMarkup:
    rows: list[list[tuple[str, str, str | None]]] = [
        [("Записаться", "join", "success"), ("Отменить", "cancel", "danger")],
        [("Подробнее", "alert", "primary"), ("Молчун", "silent", None)],
    ]
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=text, callback_data=data, style=style) for text, data, style in row]
            for row in rows
        ]
    )


async def start(message: Message) -> None:
    await message.answer("Привет! Я — <b>Форма</b>. /help", parse_mode="HTML", reply_markup=REPLY_KEYS)
    words = (
        '<b>Ночной забег</b>\nКод <code>RUN-2026</code>, <a href="https://t.me/forma_bot?startapp=event_1">открыть</a>'
    )
    await message.answer(words, parse_mode="HTML", reply_markup=card_keys())


async def press(query: CallbackQuery) -> None:
    if query.data == "alert":
        await query.answer("Пакет выдают в пятницу", show_alert=True)
    elif query.data == "join" and isinstance(query.message, Message):
        await query.answer("Вы записаны!")
        await query.message.edit_text("Вы записаны, номер 1024", reply_markup=card_keys())
    elif query.data != "silent":
        await query.answer("Готово")


async def many(message: Message) -> None:
    for number in range(1, 121):
        await message.answer(f"Сообщение {number}")


async def secret(message: Message, bot: Bot) -> None:
    if message.from_user is not None:
        asks = InlineKeyboardMarkup(inline_keyboard=[], force_reply=True)
        whom = message.from_user.id
        await bot.send_message(message.chat.id, "Ваш номер 1024", receiver_user_id=whom, reply_markup=asks)


async def phone(message: Message) -> None:
    if message.contact is not None:
        await message.answer(f"Номер получен: {message.contact.phone_number}")


async def checkout(query: PreCheckoutQuery) -> None:
    await query.answer(ok=True)


async def results(query: InlineQuery) -> None:
    articles = [
        InlineQueryResultArticle(
            id=str(number), title=title, input_message_content=InputTextMessageContent(message_text=f"Забег: {title}")
        )
        for number, title in enumerate(("Ночной", "Лесной"))
    ]
    await query.answer(list(articles), cache_time=0)


def dispatcher() -> Dispatcher:
    made = Dispatcher()
    made.message.register(start, CommandStart())
    made.message.register(many, Command("many"))
    made.message.register(secret, Command("secret"))
    made.message.register(phone, F.contact)
    made.callback_query.register(press)
    made.pre_checkout_query.register(checkout)
    made.inline_query.register(results)
    return made


async def introduce(bot: Bot, app_url: str) -> None:
    await bot.set_my_commands(
        [BotCommand(command="start", description="Начать"), BotCommand(command="many", description="Много")]
    )
    await bot.set_chat_menu_button(menu_button=MenuButtonWebApp(text="Форма", web_app=WebAppInfo(url=app_url)))
