import { h, icon, iconButton } from "../page/dom.js";
import { fullMoment } from "../page/moments.js";
import { t } from "../page/words.js";
import { Zoom } from "./zoom.js";

const SEEN = ["photo", "video", "animation"];

/** Full screen: every picture and video of the chat that is loaded, one at a time. Arrows, swipes, zoom, Escape. */
export function openViewer(app, message) {
  const all = message.among ?? (app.talk.feed?.messages ?? [message]).filter((one) => SEEN.includes(one.kind));
  const at = all.indexOf(message) + 1 || all.findIndex((one) => one.message_id === message.message_id) + 1;
  new Viewer(at ? all : [message], Math.max(0, at - 1)).open();
}

class Viewer {
  constructor(messages, at) {
    this.messages = messages;
    this.at = at;
    this.stage = h("div", { class: "viewer-stage" });
    this.words = h("p", { class: "viewer-words" });
    this.from = h("span", { class: "viewer-from", role: "status" });
    this.save = h("a", { class: "icon-button", "aria-label": t("download"), title: t("download"), target: "_blank", rel: "noopener" }, icon("download"));
    this.before = iconButton("back", t("viewer-before"), () => this.step(-1), { class: "viewer-before" });
    this.after = iconButton("back", t("viewer-after"), () => this.step(1), { class: "viewer-after" });
    const near = iconButton("zoom", t("viewer-zoom"), () => this.zoom.toggle());
    const head = h("header", { class: "viewer-head" }, this.from, near, this.save, iconButton("close", t("close"), () => this.node.close()));
    this.node = h("dialog", { class: "viewer", "aria-label": t("viewer"), onkeydown: (event) => this.key(event), onclose: () => this.node.remove() }, head, this.before, this.stage, this.after, this.words);
  }

  open() {
    document.body.append(this.node);
    this.node.showModal();
    this.draw();
  }

  draw() {
    const message = this.messages[this.at];
    const { media } = message;
    const moving = message.kind !== "photo" && media.mime !== "image/gif";
    const shown = moving ? h("video", { src: media.url, controls: true, autoplay: true, loop: message.kind === "animation", playsinline: true }) : h("img", { src: media.url, alt: message.text || t("photo"), draggable: "false" });
    this.stage.replaceChildren(shown);
    this.zoom = new Zoom(this.stage, shown, { onswipe: (step) => this.step(step), ondown: () => this.node.close() });
    this.from.replaceChildren(h("b", {}, message.from?.name ?? ""), h("small", {}, `${fullMoment(new Date(message.date * 1000))} · ${t("viewer-of", { n: this.at + 1, all: this.messages.length })}`));
    this.words.textContent = message.text ?? "";
    this.words.hidden = !message.text;
    this.save.href = media.url;
    this.save.download = media.file_name ?? "";
    this.before.disabled = !this.at;
    this.after.disabled = this.at === this.messages.length - 1;
  }

  step(by) {
    const next = this.at + by;
    if (next < 0 || next >= this.messages.length) return;
    this.at = next;
    this.draw();
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && event.target.tagName !== "VIDEO") this.step(step);
    else if (["+", "="].includes(event.key)) this.zoom.by(1.4);
    else if (event.key === "-") this.zoom.by(1 / 1.4);
    else return;
    event.preventDefault();
  }
}
