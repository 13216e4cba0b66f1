// What every page starts with.
import { startAutosave } from "./autosave.js";
import { copyCode } from "./copy-code.js";
import { startExitPage } from "./exit-page.js";
import { focusErrors, followErrorLink } from "./focus.js";
import { startBehaviours } from "./govuk.js";
import { startUploads } from "./upload.js";

export function start() {
  startExitPage();
  startBehaviours(document);
  startAutosave();
  startUploads();
  document.addEventListener("click", copyCode);
  document.addEventListener("click", followErrorLink);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  focusErrors(document);
}
