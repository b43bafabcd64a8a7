import { h, icon, iconButton } from "../page/dom.js";
import { duration } from "../page/moments.js";
import { toast } from "../page/toast.js";
import { t } from "../page/words.js";

const TICK_MS = 250;

/** A voice message from the microphone; resolves with {file, duration}, or null when it was thrown away. */
export async function record(place) {
  const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
  if (!stream) return void toast(t("voice-no-mic"), "error");
  const chunks = [];
  const recorder = new MediaRecorder(stream);
  recorder.ondataavailable = (event) => chunks.push(event.data);
  const begun = Date.now();
  const wish = ask(place, begun);
  recorder.start();
  const keep = await wish;
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.stop();
  await stopped;
  for (const track of stream.getTracks()) track.stop();
  const seconds = Math.max(1, Math.round((Date.now() - begun) / 1000));
  const ending = recorder.mimeType.includes("ogg") ? "ogg" : "webm";
  return keep ? { file: new File(chunks, `voice.${ending}`, { type: recorder.mimeType.split(";")[0] }), duration: seconds } : null;
}

function ask(place, begun) {
  return new Promise((resolve) => {
    const clock = h("span", { role: "timer" }, "0:00");
    const timer = setInterval(() => (clock.textContent = duration((Date.now() - begun) / 1000)), TICK_MS);
    const done = (keep) => {
      clearInterval(timer);
      bar.remove();
      resolve(keep);
    };
    const send = h("button", { type: "button", class: "send ready", "aria-label": t("send"), onclick: () => done(true) }, icon("send"));
    const bar = h("div", { class: "recording", onkeydown: (event) => event.key === "Escape" && done(false) }, h("i"), clock, h("span", { class: "recording-words" }, t("voice-recording")), iconButton("trash", t("cancel"), () => done(false)), send);
    place.append(bar);
    send.focus();
  });
}
