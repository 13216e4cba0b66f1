// "Read this to me": one button for each block, with voices that live on this device only. It never starts by itself,
// keeps nothing, and stops when it is pressed again, when the page is left, and on "Exit this page".
const BLOCKS = ".young main [data-read], .young main form .govuk-form-group";
const LEFT_OUT = "textarea, input, select, svg, button, .govuk-character-count__message, [hidden]";
const PIECES = "h1, h2, h3, p, li, label, legend, .govuk-hint, dt, dd";
const EAR = ["M4 10v6h5l7 5V5l-7 5z", "M20 9c2 2 2 6 0 8", "M23 6c4 4 4 10 0 14"];

const localVoice = () =>
  speechSynthesis.getVoices().find((voice) => voice.localService === true && /^en\b/i.test(voice.lang));

// What is seen, in sentences: each piece once, its innermost words, with a stop at its end.
function sentencesOf(block) {
  const pieces = [...block.querySelectorAll(PIECES)].filter(
    (piece) => !piece.querySelector(PIECES) && !piece.closest(LEFT_OUT) && piece.getClientRects().length > 0,
  );
  return pieces
    .map((piece) => {
      const copy = piece.cloneNode(true);
      for (const part of copy.querySelectorAll(LEFT_OUT)) part.remove();
      return copy.textContent.replace(/\s+/g, " ").trim();
    })
    .filter(Boolean)
    .map((words) => (/[.!?:]$/.test(words) ? words : `${words}.`));
}

function drawing() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 30 26");
  svg.setAttribute("aria-hidden", "true");
  for (const d of EAR) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

class ReadAloud {
  constructor() {
    this.reading = null;
    this.turn = 0;
    this.buttons = new Map();
    for (const event of ["pagehide", "beforeunload"]) window.addEventListener(event, () => this.stop());
    document.addEventListener("submit", () => this.stop(), true);
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
    new MutationObserver(() => document.body.classList.contains("leaving") && this.stop()).observe(document.body, {
      attributeFilter: ["class"],
    });
    speechSynthesis.addEventListener?.("voiceschanged", () => this.offer());
    this.offer();
  }

  offer() {
    const there = Boolean(localVoice());
    if (!there) this.stop();
    for (const block of document.querySelectorAll(BLOCKS)) {
      if (block.parentElement.closest(BLOCKS)) continue;
      if (there && !this.buttons.has(block)) this.add(block);
    }
    for (const button of this.buttons.values()) button.hidden = !there;
  }

  add(block) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "read-aloud no-print";
    const anchor = block.querySelector("legend, h1, h2") ?? block.querySelector("label");
    button.dataset.about = anchor ? `: ${anchor.textContent.replace(/\s+/g, " ").trim()}` : "";
    button.append(drawing(), document.createElement("span"));
    button.addEventListener("click", () => (this.reading === block ? this.stop() : this.read(block)));
    this.buttons.set(block, button);
    this.say(block, false);
    const heading = anchor?.closest("legend, .govuk-label-wrapper") ?? anchor;
    if (heading) heading.after(button);
    else block.prepend(button);
  }

  say(block, reading) {
    const button = this.buttons.get(block);
    const words = reading ? "Stop reading" : "Read this to me";
    button.lastChild.textContent = words;
    button.setAttribute("aria-label", words + button.dataset.about);
    block.classList.toggle("being-read", reading);
  }

  read(block) {
    this.stop();
    const voice = localVoice();
    if (!voice) return this.offer();
    this.reading = block;
    this.say(block, true);
    const parts = sentencesOf(block).map((words) => {
      const part = new SpeechSynthesisUtterance(words);
      part.voice = voice;
      part.lang = voice.lang;
      part.rate = 0.9;
      return part;
    });
    const last = parts.at(-1);
    if (!last) return this.stop();
    // What an earlier press left behind may still report its end.
    const turn = (this.turn += 1);
    const over = () => this.turn === turn && this.stop();
    for (const part of parts) part.onerror = over;
    last.onend = over;
    for (const part of parts) speechSynthesis.speak(part);
  }

  stop() {
    const block = this.reading;
    this.reading = null;
    this.turn += 1;
    speechSynthesis.cancel();
    if (block) this.say(block, false);
  }
}

export const startReadAloud = () => {
  if ("speechSynthesis" in window && document.querySelector(BLOCKS)) new ReadAloud();
};
