// A part that could not be fetched or saved: the page stays as it is, with every word, and says so.
const SIGNED_OUT = "You are signed out, so this was not saved. Your words are still here. Sign in again in another tab, then press the button again.";
const NOT_SAVED = "This did not work, so nothing was saved. What you typed is still here. Try again, or load the page again.";
const SWAPPED = [409, 422];

function say(words) {
  const status = document.getElementById("status");
  if (!status) return;
  status.textContent = words;
  status.classList.toggle("status-line--trouble", Boolean(words));
}

export function tellOfRefusals() {
  document.addEventListener("htmx:response:error", (event) => {
    const code = event.detail?.ctx?.response?.status;
    if (!SWAPPED.includes(code)) say(code === 401 ? SIGNED_OUT : NOT_SAVED);
  });
  document.addEventListener("htmx:error", () => say(NOT_SAVED));
  document.addEventListener("htmx:before:request", () => say(""));
}
