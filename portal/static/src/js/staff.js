import "htmx.org/dist/htmx.js";

import { followSwaps } from "./focus.js";
import { startBehaviours } from "./govuk.js";
import { start } from "./start.js";

start();
const swapped = followSwaps();

document.addEventListener("htmx:after:swap", () => {
  startBehaviours(document);
  swapped();
});
