import { h } from "../page/dom.js";
import { t } from "../page/words.js";

const SETS = {
  faces: "😀 😃 😄 😁 😆 😅 😂 🤣 😊 😇 🙂 😉 😍 🥰 😘 😎 🤩 🥳 😏 😴 🤔 🤨 😐 🙄 😬 😢 😭 😤 😡 🤯 😱 🥶 🥵 🤗 🫡 😷 🤒 💪",
  hands: "👍 👎 👌 ✌ 🤞 🤝 👏 🙌 🙏 👋 ✍ 💅 👀 ❤ 🧡 💛 💚 💙 💜 🖤 💔 💯 🔥 ✨ ⚡ 🎉 🎁 ✅ ❌ ❗ ❓",
  sport: "🏃 🚴 🏊 🚶 🧘 🏋 🤸 ⛷ 🏂 🥇 🥈 🥉 🏅 🏆 🎽 👟 ⚽ 🏀 🏐 🎾 🏓 🥊 ⛰ 🌲 🌧 ☀ ❄ 🌙 ⏱ 📅 📍 🗺",
  food: "🍎 🍌 🍇 🍓 🥑 🥦 🥕 🍞 🧀 🥚 🍗 🍕 🍣 🍜 🍰 🍫 ☕ 🍵 🥤 💧",
};

/** The panel of emoji above the line; arrows walk, Escape closes, a press puts one where the cursor is. */
export function openEmoji(composer, button) {
  const panel = h("div", { class: "emoji-panel", popover: "auto", role: "dialog", "aria-label": t("emoji") });
  const cell = (emoji) => h("button", { type: "button", "aria-label": emoji, onclick: () => put(composer.input, emoji) }, emoji);
  panel.append(...Object.entries(SETS).flatMap(([name, all]) => [h("p", { class: "section-title" }, t(`emoji-${name}`)), h("div", { class: "emoji-grid" }, all.split(" ").map(cell))]));
  panel.addEventListener("keydown", (event) => walk(panel, event));
  panel.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    panel.remove();
    composer.focus();
  });
  document.body.append(panel);
  panel.showPopover();
  const box = button.getBoundingClientRect();
  panel.style.left = `${Math.max(8, Math.min(box.left - 8, innerWidth - panel.offsetWidth - 8))}px`;
  panel.style.top = `${Math.max(8, box.top - panel.offsetHeight - 14)}px`;
  panel.querySelector("button").focus();
}

function put(input, emoji) {
  input.setRangeText(emoji, input.selectionStart, input.selectionEnd, "end");
  input.dispatchEvent(new Event("input"));
}

function walk(panel, event) {
  const cells = [...panel.querySelectorAll("button")];
  const row = Math.max(1, Math.floor(panel.querySelector(".emoji-grid").clientWidth / cells[0].offsetWidth));
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row }[event.key];
  if (!step) return;
  event.preventDefault();
  cells[Math.max(0, Math.min(cells.length - 1, cells.indexOf(document.activeElement) + step))].focus();
}
