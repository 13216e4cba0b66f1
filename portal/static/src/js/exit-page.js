// "Exit this page": blank at once, end the visit, then a harmless site that replaces this one in the history.
const WITHIN = 5000;
const PRESSES = 3;

class ExitPage {
  constructor(form) {
    this.form = form;
    this.presses = 0;
    this.alone = false;
    this.lights = this.addLights();
    this.words = document.createElement("span");
    this.words.setAttribute("role", "status");
    this.words.className = "govuk-visually-hidden";
    form.append(this.words);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.leave();
    });
    document.addEventListener("keydown", (event) => this.down(event));
    document.addEventListener("keyup", (event) => this.up(event));
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) location.reload();
    });
  }

  addLights() {
    const row = document.createElement("span");
    row.className = "exit-lights";
    row.hidden = true;
    row.setAttribute("aria-hidden", "true");
    for (let n = 0; n < PRESSES; n += 1) row.append(document.createElement("i"));
    this.form.querySelector("button").append(row);
    return row;
  }

  // Shift counts only when it is pressed and let go alone, so that typing a capital letter never does.
  down(event) {
    if (event.repeat) return;
    this.alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!this.alone) this.reset();
  }

  up(event) {
    if (event.key !== "Shift" || !this.alone) return;
    this.presses += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.reset(), WITHIN);
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
    this.words.textContent = this.presses ? `Shift: press ${left} more to exit.` : "";
  }

  leave() {
    document.body.classList.add("leaving");
    document.title = "Loading";
    navigator.sendBeacon(this.form.action);
    location.replace(this.form.dataset.safeSite);
  }
}

export const startExitPage = () => {
  const form = document.querySelector("form[data-exit-page]");
  if (form) new ExitPage(form);
};
