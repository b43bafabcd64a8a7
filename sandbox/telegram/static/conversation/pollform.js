import { openDialog } from "../page/dialog.js";
import { h, iconButton } from "../page/dom.js";
import { t } from "../page/words.js";

const FEWEST = 2;
const MOST = 12;

/** A new poll or quiz: the fields of `/sim/poll`, or null. A bot may ask for one of the two. */
export function askPoll(type) {
  return openDialog({ title: t("poll-new"), body: (done) => new PollForm(done, type).element });
}

class PollForm {
  constructor(done, type) {
    this.rows = h("div", { class: "poll-rows" });
    this.quiz = box("quiz", () => this.dress());
    this.multiple = box("multiple", () => this.dress());
    this.anonymous = box("anonymous");
    this.anonymous.querySelector("input").checked = true;
    this.why = h("label", { class: "field" }, h("span", {}, t("poll-explanation")), h("input", { name: "explanation", maxlength: 200, autocomplete: "off" }));
    this.more = h("button", { type: "button", class: "chip", onclick: () => this.add().querySelector("[name=option]").focus() }, t("poll-add"));
    const question = h("label", { class: "field" }, h("span", {}, t("poll-question")), h("input", { name: "question", required: true, maxlength: 300, autofocus: true, autocomplete: "off" }));
    this.element = h("form", { onsubmit: (event) => this.submit(event, done) }, question, h("p", { class: "section-title" }, t("poll-options")), this.rows, this.more, this.anonymous, this.multiple, this.quiz, this.why, h("button", { class: "wide" }, t("send")));
    if (type) {
      this.quiz.querySelector("input").checked = type === "quiz";
      this.quiz.hidden = true;
    }
    for (let row = 0; row < FEWEST; row++) this.add();
    this.dress();
  }

  add() {
    const right = h("input", { type: "radio", name: "correct", "aria-label": t("poll-right") });
    const text = h("input", { name: "option", class: "text-input", required: true, maxlength: 100, autocomplete: "off", "aria-label": t("poll-option") });
    const row = h("div", { class: "poll-row" }, right, text, iconButton("close", t("poll-less"), () => this.drop(row)));
    this.rows.append(row);
    this.dress();
    return row;
  }

  drop(row) {
    if (this.rows.children.length > FEWEST) row.remove();
    this.dress();
  }

  dress() {
    const quiz = checked(this.quiz);
    for (const right of this.rows.querySelectorAll("[name=correct]")) right.hidden = !quiz;
    if (quiz && !this.rows.querySelector("[name=correct]:checked")) this.rows.querySelector("[name=correct]").checked = true;
    this.multiple.hidden = quiz;
    this.why.hidden = !quiz;
    this.more.hidden = this.rows.children.length >= MOST;
  }

  submit(event, done) {
    event.preventDefault();
    const quiz = checked(this.quiz);
    const options = [...this.rows.querySelectorAll("[name=option]")].map((one) => one.value.trim());
    const correct = [...this.rows.querySelectorAll("[name=correct]")].findIndex((one) => one.checked);
    done({
      question: event.target.elements.question.value.trim(),
      options,
      type: quiz ? "quiz" : "regular",
      anonymous: checked(this.anonymous),
      multiple: !quiz && checked(this.multiple),
      ...(quiz ? { correct, explanation: event.target.elements.explanation.value.trim() || undefined } : {}),
    });
  }
}

function box(name, onchange = () => null) {
  return h("label", { class: "row" }, h("span", { class: "row-text" }, h("b", {}, t(`poll-is-${name}`))), h("input", { type: "checkbox", name, onchange }));
}

function checked(label) {
  return label.querySelector("input").checked;
}
