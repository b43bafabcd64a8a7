"""A bot as people write them with python-telegram-bot: nothing here knows the sandbox but the two addresses."""

from __future__ import annotations

import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LabeledPrice, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PollAnswerHandler,
    PreCheckoutQueryHandler,
    filters,
)

API = os.environ["API"]
NAME, AGE = range(2)
Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Нажми", callback_data="press")]])
    await update.message.reply_html(f"Привет, <b>{update.effective_user.first_name}</b>!", reply_markup=keys)


async def press(update: Update, context: Context) -> None:
    await update.callback_query.answer("Нажато")
    await update.callback_query.edit_message_text("Вы нажали")


async def form(update: Update, context: Context) -> int:
    await update.message.reply_text("Как зовут?")
    return NAME


async def name(update: Update, context: Context) -> int:
    context.user_data["name"] = update.message.text
    await update.message.reply_text("Сколько лет?")
    return AGE


async def age(update: Update, context: Context) -> int:
    await update.message.reply_text(f"{context.user_data['name']}, {update.message.text}")
    return ConversationHandler.END


async def document(update: Update, context: Context) -> None:
    file = await update.message.document.get_file()
    await update.message.reply_text(f"байт: {len(await file.download_as_bytearray())}")


async def poll(update: Update, context: Context) -> None:
    await update.message.reply_poll("Идём?", ["Да", "Нет"], is_anonymous=False)


async def answer(update: Update, context: Context) -> None:
    await context.bot.send_message(update.poll_answer.user.id, f"выбрано: {update.poll_answer.option_ids[0]}")


async def pay(update: Update, context: Context) -> None:
    prices = [LabeledPrice("Взнос", 50)]
    await update.message.reply_invoice("Взнос", "За забег", "order:7", currency="XTR", prices=prices, provider_token="")


async def pre_checkout(update: Update, context: Context) -> None:
    await update.pre_checkout_query.answer(ok=True)


async def paid(update: Update, context: Context) -> None:
    await update.message.reply_text(f"спасибо за {update.message.successful_payment.total_amount}")


async def echo(update: Update, context: Context) -> None:
    await update.message.reply_text(update.message.text, do_quote=True)


def main() -> None:
    app = (
        Application.builder().token(os.environ["TOKEN"]).base_url(f"{API}/bot").base_file_url(f"{API}/file/bot").build()
    )
    talk = filters.TEXT & ~filters.COMMAND
    steps = {NAME: [MessageHandler(talk, name)], AGE: [MessageHandler(talk, age)]}
    app.add_handler(ConversationHandler([CommandHandler("form", form)], steps, []))
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CommandHandler("poll", poll))
    app.add_handler(CommandHandler("pay", pay))
    app.add_handler(CallbackQueryHandler(press))
    app.add_handler(PollAnswerHandler(answer))
    app.add_handler(PreCheckoutQueryHandler(pre_checkout))
    app.add_handler(MessageHandler(filters.SUCCESSFUL_PAYMENT, paid))
    app.add_handler(MessageHandler(filters.Document.ALL, document))
    app.add_handler(MessageHandler(talk, echo))
    app.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
