// While a part of the panel is fetched or saved, it takes no typing: what came in its place would empty the box.
const SAVING = "Saving …";
const under = new WeakMap();

function begin(event) {
  const ctx = event.detail?.ctx;
  const part = ctx?.target;
  if (!part?.closest?.("#work")) return;
  under.set(ctx, part.contains(document.activeElement) ? document.activeElement : null);
  part.inert = true;
  part.setAttribute("aria-busy", "true");
  const status = document.getElementById("status");
  if (status && part.id === "work") status.textContent = SAVING;
}

// Where nothing came in its place, as when the line is down, the reader goes on where they were.
function end(event) {
  const ctx = event.detail?.ctx;
  if (!under.has(ctx)) return;
  const had = under.get(ctx);
  under.delete(ctx);
  ctx.target.inert = false;
  ctx.target.removeAttribute("aria-busy");
  const status = document.getElementById("status");
  if (status?.textContent === SAVING) status.textContent = "";
  if (had?.isConnected && [document.body, null].includes(document.activeElement)) had.focus();
}

export function startBusy() {
  document.addEventListener("htmx:before:request", begin);
  document.addEventListener("htmx:finally:request", end);
}
