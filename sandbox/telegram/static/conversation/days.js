import { h } from "../page/dom.js";
import { openDialog } from "../page/dialog.js";
import { now } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";

/** The day above the messages is pressed: which day to go to? */
export async function askDay(view, unix) {
  const shown = new Date(unix * 1000);
  const day = await openDialog({
    title: t("go-to-day"),
    className: "small",
    body: (done) => {
      const input = h("input", { type: "date", value: dateOf(shown), max: dateOf(now()), required: true, autofocus: true });
      return h("form", { onsubmit: (event) => (event.preventDefault(), done(input.value)) }, h("label", { class: "field" }, h("span", {}, t("day")), input), h("button", { class: "wide" }, t("go")));
    },
  });
  if (day) await view.jumpToDay(Math.floor(new Date(`${day}T00:00`).getTime() / 1000)).catch(failed);
}

function dateOf(moment) {
  const two = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
