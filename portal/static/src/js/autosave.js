// Keeps long answers on the server while they are being written. Nothing is kept in the browser.
const EVERY = 20_000;
const LONGEST_WAIT = 160_000;
const TROUBLE = "Not saved yet. Your words are still on this page. We’ll keep trying.";

const clock = (moment) =>
  moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

function wordsOf(form) {
  const words = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") words.append(name, value);
  }
  return words;
}

export class Autosave {
  constructor(form) {
    this.form = form;
    this.line = document.getElementById("status");
    this.saved = wordsOf(form).toString();
    this.wait = EVERY;
    this.leaving = false;
    form.addEventListener("submit", () => (this.leaving = true));
    window.addEventListener("beforeunload", (event) => this.warn(event));
    window.addEventListener("pageshow", () => (this.leaving = false));
    window.addEventListener("online", () => this.save());
    this.next();
  }

  get changed() {
    return wordsOf(this.form).toString() !== this.saved;
  }

  next() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.wait);
  }

  async save() {
    const words = wordsOf(this.form);
    if (this.busy || words.toString() === this.saved) return this.next();
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
      if (!answer.ok) throw new Error(String(answer.status));
      this.saved = words.toString();
      this.wait = EVERY;
      this.say(`Saved ${clock(new Date())}`, false);
    } catch {
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      this.say(TROUBLE, true);
    } finally {
      this.busy = false;
      this.next();
    }
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
