// Names beside a letter what in it is still in brackets, as the server does when it shows and when it takes it.
const BLANK = /\[[^[\]\n]*\p{L}[^[\]\n]*\]|\[Say\b[^[\]\n]*/gu;
const NUMBERED = /^\s*\d+[.)]\s+/;

function blanksIn(message) {
  const lines = message.split("\n").filter((line) => !NUMBERED.test(line));
  return [...new Set(lines.flatMap((line) => line.match(BLANK) ?? []).map((found) => found.trim()))];
}

function tell(event) {
  const line = document.getElementById(event.target.dataset?.blanks);
  if (!line) return;
  const left = blanksIn(event.target.value).join(", ");
  const named = line.querySelector("[data-blanks-named]");
  if (named.textContent !== left) named.textContent = left;
  line.hidden = left === "";
}

export const startBlanks = () => document.addEventListener("input", tell);
