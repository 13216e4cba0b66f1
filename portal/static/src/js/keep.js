// Keeps what is typed into a form of an item on the server at each pause, until the form is sent. Only who typed it sees it.
import { clock, wordsOf } from "./autosave.js";

const PAUSE = 2_000;
const TROUBLE = "Not kept. Your words are still on this page.";
const pauses = new Map();
const sending = new WeakMap();

function say(form, text) {
  const line = form.querySelector("[data-kept-line]");
  if (line && line.textContent !== text) line.textContent = text;
}

async function keep(form, leaving = false) {
  stop(form);
  if (!form.isConnected) return;
  const asked = new AbortController();
  sending.set(form, asked);
  try {
    const answer = await fetch(form.dataset.keepUrl, {
      method: "POST",
      body: wordsOf(form),
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      redirect: "error",
      keepalive: leaving,
      signal: asked.signal,
    });
    const why = answer.status === 409 ? `Not kept. ${await answer.text()} These words are still on this page.` : TROUBLE;
    say(form, answer.ok ? `Kept at ${clock(new Date())}, not sent.` : why);
  } catch (problem) {
    if (problem.name !== "AbortError") say(form, TROUBLE);
  }
}

// What is asked later says it all, so what was asked before need not arrive after it.
function stop(form) {
  clearTimeout(pauses.get(form));
  pauses.delete(form);
  sending.get(form)?.abort();
}

export function startKeeping() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep-url]");
    if (!form) return;
    clearTimeout(pauses.get(form));
    pauses.set(form, setTimeout(() => keep(form), PAUSE));
  });
  document.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "_blank") stop(event.target);
  });
  window.addEventListener("pagehide", () => {
    for (const form of pauses.keys()) keep(form, true);
  });
}
