// "Exit this page": blank at once, end the visit, then a harmless site that replaces this one in the history.
// Whatever speaks, records or saves stops when it hears "portal:leaving" on the document; what is typed and not yet
// saved it puts into the event's detail, so that it goes with the press and the six words bring it back.
const WITHIN = 5000;
const PRESSES = 3;
const OTHER_TABS = "portal:leaving";

function blank() {
  document.title = "Loading";
  document.body.classList.add("leaving");
  document.body.replaceChildren();
}

// Whoever presses Back at once may be quicker than our message. The server answers this as it answers a stranger, and
// takes it away; so does the answer to the message.
function sayThatWeLeft() {
  const secure = location.protocol === "https:";
  document.cookie = `${secure ? "__Host-" : ""}left=1; Path=/; SameSite=Lax${secure ? "; Secure" : ""}`;
}

// A browser that will not send in the background, or not that much, is asked another way; each outlives the page.
function endVisit(address, unsaved) {
  if (unsaved.toString() && navigator.sendBeacon?.(address, unsaved)) return;
  if (navigator.sendBeacon?.(address)) return;
  fetch(address, { method: "POST", keepalive: true, credentials: "same-origin" }).catch(() => {});
}

class ExitPage {
  constructor(form) {
    this.action = form.action;
    this.safeSite = form.dataset.safeSite;
    this.presses = 0;
    this.alone = false;
    this.lights = this.addLights(form);
    this.words = this.addWords(form);
    this.otherTabs = "BroadcastChannel" in window ? new BroadcastChannel(OTHER_TABS) : null;
    this.otherTabs?.addEventListener("message", () => this.follow());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.leave();
    });
    document.addEventListener("keydown", (event) => this.down(event));
    document.addEventListener("keyup", (event) => this.up(event));
    this.showNothingOld();
  }

  addLights(form) {
    const row = document.createElement("span");
    row.className = "exit-lights";
    row.hidden = true;
    row.setAttribute("aria-hidden", "true");
    for (let n = 0; n < PRESSES; n += 1) row.append(document.createElement("i"));
    form.querySelector("button").append(row);
    return row;
  }

  addWords(form) {
    const words = document.createElement("span");
    words.setAttribute("role", "status");
    words.className = "govuk-visually-hidden";
    form.append(words);
    return words;
  }

  // Going back may bring a page out of memory: it was hidden when it went, and is asked for anew.
  showNothingOld() {
    window.addEventListener("pagehide", (event) => event.persisted && document.body.classList.add("leaving"));
    window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  // Shift counts only when it is pressed and let go alone, so that typing a capital letter never does.
  down(event) {
    if (event.repeat) return;
    this.alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!this.alone) this.reset();
  }

  up(event) {
    if (event.key !== "Shift" || !this.alone) return;
    if (this.presses === 0) this.timer = setTimeout(() => this.reset(), WITHIN);
    this.presses += 1;
    if (this.presses >= PRESSES) return this.leave();
    this.show();
  }

  reset() {
    clearTimeout(this.timer);
    if (this.presses === 0) return;
    this.presses = 0;
    this.show();
  }

  show() {
    const left = PRESSES - this.presses;
    this.lights.hidden = this.presses === 0;
    [...this.lights.children].forEach((light, n) => light.classList.toggle("on", n < this.presses));
    this.words.textContent = this.presses ? `Shift: press ${left} more ${left === 1 ? "time" : "times"} to exit.` : "";
  }

  // Nothing is on the screen any more before anything is sent.
  leave() {
    const unsaved = this.clear();
    sayThatWeLeft();
    this.otherTabs?.postMessage("now");
    endVisit(this.action, unsaved);
    location.replace(this.safeSite);
  }

  follow() {
    this.clear();
    location.replace(this.safeSite);
  }

  clear() {
    const unsaved = new URLSearchParams();
    document.dispatchEvent(new CustomEvent("portal:leaving", { detail: { unsaved } }));
    blank();
    return unsaved;
  }
}

export const startExitPage = () => {
  const form = document.querySelector("form[data-exit-page]");
  if (form) new ExitPage(form);
};
