import { addBotToGroup, joinByLink } from "../chats/groups.js";
import { failed } from "../page/toast.js";
import { openPayment } from "../payments/sheet.js";
import { say, start } from "../world/actions.js";
import { post } from "../world/api.js";
import { copy } from "./context.js";

const INVOICE = /^\/(?:\$|invoice\/)([\w=-]+)$/;
const INVITE = /^\/(\+|joinchat\/)/;

/** A click inside the words of a message: links, commands, mentions, code, spoilers. */
export function followWords(app, event) {
  const spoiler = event.target.closest(".spoiler:not(.open), blockquote.expandable");
  if (spoiler) return spoiler.classList.toggle("open");
  const code = event.target.closest("code");
  if (code) return copy(code.textContent);
  const link = event.target.closest("a");
  if (!link) return undefined;
  event.preventDefault();
  const { chat, thread } = app.talk.composer;
  if (link.dataset.command) return say(app.world, { chat: chat.id, thread, text: link.dataset.command }).catch(() => null);
  if (link.dataset.username) return openLink(app, `https://t.me/${link.dataset.username}`);
  return link.href ? openLink(app, link.href) : undefined;
}

/** t.me and tg:// addresses act inside the sandbox; all others open in a new tab. */
export async function openLink(app, address) {
  const url = new URL(address, "https://t.me/");
  if (url.protocol === "tg:") return openTg(app, url);
  if (!/^(www\.)?(t|telegram)\.me$/.test(url.hostname)) return window.open(url.href, "_blank", "noopener");
  try {
    return await openTelegram(app, url);
  } catch (error) {
    return failed(error);
  }
}

async function openTelegram(app, url) {
  const { world } = app;
  if (INVITE.test(url.pathname)) return joinByLink(app, url.href);
  const slug = INVOICE.exec(url.pathname)?.[1];
  if (slug) return openPayment(app, { slug });
  if (url.pathname === "/share/url") return shareText(app, url.searchParams);
  const [name, second] = url.pathname.slice(1).split("/");
  const ask = url.searchParams;
  if (name.toLowerCase() !== world.bot.username.toLowerCase()) return openPerson(app, name);
  if (ask.has("startgroup")) return addBotToGroup(app, ask.get("startgroup"));
  if (ask.has("startapp") || second) return app.miniapps.open({ start_param: ask.get("startapp") || undefined, button: "link" });
  app.go(world.botChat()?.id ?? null);
  if (ask.has("start")) await start(world, ask.get("start"));
  return undefined;
}

function openTg(app, url) {
  const ask = url.searchParams;
  if (url.host === "resolve") {
    const domain = ask.get("domain");
    ask.delete("domain");
    return openLink(app, `https://t.me/${domain}?${ask}`);
  }
  const person = app.world.personas.find((one) => String(one.id) === ask.get("id"));
  return person && openPerson(app, person.username);
}

/** A talk of two people; the bot is not in it. */
export async function openPerson(app, username) {
  const { world } = app;
  const person = world.personas.find((one) => one.username === username);
  if (!person || person.key === world.as) return;
  const made = await post("/sim/chat", { as: world.as, kind: "private", members: [person.key] });
  await world.refresh();
  app.go(made.id);
}

function shareText(app, ask) {
  app.talk.composer.type([ask.get("text"), ask.get("url")].filter(Boolean).join(" "));
}
