// A bot as people write them with grammY: nothing here knows the sandbox but its address.
import { Bot, InlineKeyboard, session } from "grammy";

const { API, TOKEN } = process.env;
const bot = new Bot(TOKEN, { client: { apiRoot: API } });

bot.use(session({ initial: () => ({ step: null }), getSessionKey: (ctx) => ctx.from?.id.toString() }));

bot.command("start", (ctx) =>
  ctx.reply(`Привет, <b>${ctx.from.first_name}</b>!`, { parse_mode: "HTML", reply_markup: new InlineKeyboard().text("Нажми", "press") }),
);

bot.callbackQuery("press", async (ctx) => {
  await ctx.answerCallbackQuery("Нажато");
  await ctx.editMessageText("Вы нажали");
});

bot.command("form", async (ctx) => {
  ctx.session.step = "name";
  await ctx.reply("Как зовут?");
});

bot.command("poll", (ctx) => ctx.replyWithPoll("Идём?", ["Да", "Нет"], { is_anonymous: false }));
bot.on("poll_answer", (ctx) => ctx.api.sendMessage(ctx.pollAnswer.user.id, `выбрано: ${ctx.pollAnswer.option_ids[0]}`));

bot.command("pay", (ctx) => ctx.replyWithInvoice("Взнос", "За забег", "order:7", "XTR", [{ label: "Взнос", amount: 50 }]));
bot.on("pre_checkout_query", (ctx) => ctx.answerPreCheckoutQuery(true));
bot.on("message:successful_payment", (ctx) => ctx.reply(`спасибо за ${ctx.message.successful_payment.total_amount}`));

bot.on("message:document", async (ctx) => {
  const file = await ctx.getFile();
  const answer = await fetch(`${API}/file/bot${TOKEN}/${file.file_path}`);
  await ctx.reply(`байт: ${(await answer.arrayBuffer()).byteLength}`);
});

bot.on("message:text", async (ctx) => {
  const { step } = ctx.session;
  if (step === "name") {
    ctx.session = { step: "age", name: ctx.message.text };
    return ctx.reply("Сколько лет?");
  }
  if (step === "age") {
    const { name } = ctx.session;
    ctx.session = { step: null };
    return ctx.reply(`${name}, ${ctx.message.text}`);
  }
  return ctx.reply(ctx.message.text, { reply_parameters: { message_id: ctx.message.message_id } });
});

for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => bot.stop());
await bot.start({ allowed_updates: ["message", "callback_query", "poll_answer", "pre_checkout_query"] });
