// Keeps long answers on the server while they are being written. Nothing is kept in the browser.
const EVERY = 20_000;
const LONGEST_WAIT = 160_000;
const ELSEWHERE = "Not saved: this page was changed elsewhere. Your words are still on this page.";
const TROUBLE = "Not saved yet. Your words are still on this page. We’ll keep trying.";

export const clock = (moment) =>
  moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

export function wordsOf(form) {
  const words = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") words.append(name, value);
  }
  return words;
}

// What was typed, without the note of what this page last saw saved.
function typedIn(words) {
  const typed = new URLSearchParams(words);
  typed.delete("page_seen");
  return typed.toString();
}

export class Autosave {
  constructor(form) {
    this.form = form;
    this.line = document.getElementById("status");
    this.saved = typedIn(wordsOf(form));
    this.wait = EVERY;
    this.leaving = false;
    form.addEventListener("submit", () => (this.leaving = true));
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("pageshow", () => (this.leaving = false));
    window.addEventListener("online", () => this.save());
    document.addEventListener("portal:leaving", (event) => this.handOver(event.detail?.unsaved));
    this.next();
  }

  // Leaving in a hurry ends the visit at once, so the last words go with that and not by themselves.
  handOver(unsaved) {
    const words = this.changed ? wordsOf(this.form) : [];
    for (const [name, value] of words) unsaved?.append(name, value);
    if (this.changed) unsaved?.append("unsaved_at", new URL(this.form.dataset.autosaveUrl, location.href).pathname);
    this.gone = true;
    clearTimeout(this.timer);
  }

  get changed() {
    return typedIn(wordsOf(this.form)) !== this.saved;
  }

  next() {
    clearTimeout(this.timer);
    if (this.gone) return;
    this.timer = setTimeout(() => this.save(), this.wait);
  }

  async save() {
    const words = wordsOf(this.form);
    if (this.busy || typedIn(words) === this.saved) return this.next();
    this.busy = true;
    try {
      const answer = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body: words,
        credentials: "same-origin",
        headers: { Accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout ? AbortSignal.timeout(15_000) : undefined,
      });
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Error(told.elsewhere ? ELSEWHERE : TROUBLE);
      this.saw(told.seen);
      this.saved = typedIn(words);
      this.wait = EVERY;
      this.say(`Saved ${clock(new Date())}`, false);
    } catch (problem) {
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      this.say(problem.message === ELSEWHERE ? ELSEWHERE : TROUBLE, true);
    } finally {
      this.busy = false;
      this.next();
    }
  }

  saw(digest) {
    const field = this.form.elements.namedItem("page_seen");
    if (field && digest) field.value = digest;
  }

  say(text, trouble) {
    this.form.classList.toggle("unsaved", trouble);
    if (!this.line) return;
    this.line.classList.toggle("status-line--trouble", trouble);
    if (this.line.textContent !== text) this.line.textContent = text;
  }

  warn(event) {
    if (this.leaving || document.body.classList.contains("leaving") || !this.changed) return;
    event.preventDefault();
    event.returnValue = "";
  }
}

export const startAutosave = (scope = document) => {
  for (const form of scope.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
};
