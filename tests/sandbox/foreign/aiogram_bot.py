"""A bot as people write them with aiogram: nothing here knows the sandbox but its address."""

from __future__ import annotations

import asyncio
import os

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    Message,
    PollAnswer,
    PreCheckoutQuery,
)

dispatcher = Dispatcher()


class Form(StatesGroup):
    name = State()
    age = State()


@dispatcher.message(CommandStart())
async def start(message: Message) -> None:
    keys = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Нажми", callback_data="press")]])
    await message.answer(f"Привет, <b>{message.from_user.first_name}</b>!", parse_mode="HTML", reply_markup=keys)


@dispatcher.callback_query(F.data == "press")
async def press(query: CallbackQuery) -> None:
    await query.answer("Нажато")
    await query.message.edit_text("Вы нажали")


@dispatcher.message(Command("form"))
async def form(message: Message, state: FSMContext) -> None:
    await state.set_state(Form.name)
    await message.answer("Как зовут?")


@dispatcher.message(Form.name)
async def name(message: Message, state: FSMContext) -> None:
    await state.update_data(name=message.text)
    await state.set_state(Form.age)
    await message.answer("Сколько лет?")


@dispatcher.message(Form.age)
async def age(message: Message, state: FSMContext) -> None:
    known = await state.get_data()
    await state.clear()
    await message.answer(f"{known['name']}, {message.text}")


@dispatcher.message(Command("poll"))
async def poll(message: Message) -> None:
    await message.answer_poll("Идём?", ["Да", "Нет"], is_anonymous=False)


@dispatcher.poll_answer()
async def answer(chosen: PollAnswer, bot: Bot) -> None:
    await bot.send_message(chosen.user.id, f"выбрано: {chosen.option_ids[0]}")


@dispatcher.message(Command("pay"))
async def pay(message: Message) -> None:
    prices = [LabeledPrice(label="Взнос", amount=50)]
    await message.answer_invoice("Взнос", "За забег", "order:7", currency="XTR", prices=prices)


@dispatcher.pre_checkout_query()
async def pre_checkout(query: PreCheckoutQuery) -> None:
    await query.answer(ok=True)


@dispatcher.message(F.successful_payment)
async def paid(message: Message) -> None:
    await message.answer(f"спасибо за {message.successful_payment.total_amount}")


@dispatcher.message(F.document)
async def document(message: Message, bot: Bot) -> None:
    content = await bot.download(message.document)
    await message.answer(f"байт: {len(content.read())}")


@dispatcher.message(F.text)
async def echo(message: Message) -> None:
    await message.reply(message.text)


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["API"]))
    await dispatcher.start_polling(Bot(os.environ["TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
