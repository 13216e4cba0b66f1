// "Say it": records in the browser and hands the recording to the server at once. It plays only when it is pressed,
// lets go of the microphone whenever it is not recording, and forgets everything when the page is left.
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
const BITS = 32_000;
const REFUSED = "We cannot use the microphone. You can write it, or ring.";
const TROUBLE = "We could not keep it yet. Check your connection. Then press Keep again.";
const TOO_LONG = "That is the longest it can be. You can keep it, and record another.";

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function inWords(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [];
  if (minutes) parts.push(minutes === 1 ? "1 minute" : `${minutes} minutes`);
  if (rest || !minutes) parts.push(rest === 1 ? "1 second" : `${rest} seconds`);
  return parts.join(" ");
}

function part(tag, classes, words) {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.textContent = words;
  return element;
}

class Recorder {
  constructor(place) {
    this.place = place;
    this.form = place.closest("form");
    this.most = Number(place.dataset.mostSeconds);
    this.said = place.querySelector("[data-said]");
    this.time = place.querySelector("[data-time]");
    this.buttons = Object.fromEntries(
      [...place.querySelectorAll("button[data-do]")].map((button) => [button.dataset.do, button]),
    );
    for (const [name, button] of Object.entries(this.buttons)) button.addEventListener("click", () => this[name]());
    document.addEventListener("portal:leaving", () => this.forget());
    window.addEventListener("pagehide", () => this.forget());
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
    this.form.addEventListener("submit", (event) => this.keepFirst(event));
    place.hidden = false;
    this.show("record");
  }

  show(...names) {
    for (const [name, button] of Object.entries(this.buttons)) button.hidden = !names.includes(name);
    this.time.hidden = !names.includes("stop");
  }

  say(words) {
    this.said.textContent = words;
  }

  async record() {
    this.drop();
    this.say("");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return this.say(REFUSED);
    }
    if (document.hidden || !this.place.isConnected) return this.release();
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const parts = [];
    this.recording = new MediaRecorder(this.stream, { mimeType, audioBitsPerSecond: BITS });
    this.recording.addEventListener("dataavailable", (event) => event.data.size && parts.push(event.data));
    this.stopped = new Promise((done) => this.recording.addEventListener("stop", () => done(this.take(parts)), { once: true }));
    this.began = performance.now();
    this.recording.start();
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
    this.show("stop");
    this.buttons.stop.focus();
    return undefined;
  }

  get seconds() {
    return Math.min(Math.round((performance.now() - this.began) / 1000), this.most);
  }

  tick() {
    this.time.querySelector("span").textContent = `${clock(this.seconds)} of ${clock(this.most)}`;
    if (this.seconds < this.most) return;
    this.stop();
    this.say(TOO_LONG);
  }

  stop() {
    if (this.recording?.state !== "recording") return this.stopped;
    this.length = this.seconds;
    clearInterval(this.timer);
    this.recording.stop();
    this.release();
    return this.stopped;
  }

  take(parts) {
    if (this.left || !parts.length) return this.show("record");
    this.sound = new Blob(parts, { type: parts[0].type });
    this.say(`You have recorded ${inWords(this.length)}. Do you want to keep it? Next keeps it too.`);
    this.show("keep", "listen", "drop");
    return this.buttons.keep.focus();
  }

  listen() {
    if (this.player) return this.silence();
    this.buttons.listen.textContent = "Stop playing";
    return this.play(this.sound);
  }

  play(sound) {
    this.address = URL.createObjectURL(sound);
    this.player = new Audio(this.address);
    this.player.addEventListener("ended", () => this.silence());
    return this.player.play().catch(() => this.silence());
  }

  silence() {
    this.player?.pause();
    this.player = null;
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = null;
    this.buttons.listen.textContent = "Listen";
  }

  drop() {
    this.silence();
    this.sound = null;
    this.say("");
    this.show("record");
  }

  async keep() {
    if (!this.sound || this.keeping) return this.keeping;
    this.silence();
    this.say("Keeping it …");
    this.keeping = this.send();
    const kept = await this.keeping;
    this.keeping = null;
    return kept;
  }

  async send() {
    const words = new FormData();
    for (const name of ["csrf_token", "submission_id"]) words.append(name, this.form.elements.namedItem(name).value);
    words.append("seconds", String(this.length));
    words.append("recording", this.sound, "recording");
    try {
      const answer = await fetch(this.place.dataset.url, {
        method: "POST",
        body: words,
        credentials: "same-origin",
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.why || "");
      this.list(told);
      this.drop();
      this.say(`We have kept it: ${told.length}. It is sent when you press Send.`);
      this.buttons.record.textContent = "Record more";
      return true;
    } catch (problem) {
      this.say(problem.name === "Error" && problem.message ? problem.message : TROUBLE);
      this.show("keep", "listen", "drop");
      return false;
    }
  }

  list(told) {
    const list = this.place.querySelector("[data-kept]");
    const line = document.createElement("li");
    const name = part("span", "files__name", "Your recording");
    const about = part("span", "files__about", `${told.length}. `);
    about.append(part("strong", "", "We keep it for you."));
    const out = part("button", "govuk-button govuk-button--secondary files__remove", "Take it out");
    out.name = "then";
    out.value = `remove-file-${told.id}`;
    line.append(name, " ", about, out);
    if (!this.place.dataset.lookedOn) line.append(" ", this.again(this.sound));
    list.append(line);
    list.hidden = false;
  }

  // What was just kept can be heard again here, when it is pressed; nobody who looks on is played it.
  again(sound) {
    const button = part("button", "govuk-button govuk-button--secondary files__again", "Listen again");
    button.type = "button";
    button.addEventListener("click", () => {
      this.silence();
      this.play(sound);
    });
    return button;
  }

  // Whoever goes on without pressing Keep has still said it.
  async keepFirst(event) {
    const unkept = this.recording?.state === "recording" || this.sound;
    if (!unkept || this.tried) return;
    event.preventDefault();
    await this.stop();
    if (await this.keep()) return this.form.requestSubmit(event.submitter);
    this.tried = true;
    return undefined;
  }

  release() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
  }

  forget() {
    this.left = true;
    clearInterval(this.timer);
    if (this.recording?.state === "recording") this.recording.stop();
    this.release();
    this.silence();
    this.sound = null;
  }
}

export const startRecorder = () => {
  const place = document.querySelector("[data-recorder]");
  if (place && window.MediaRecorder && navigator.mediaDevices?.getUserMedia) new Recorder(place);
};
