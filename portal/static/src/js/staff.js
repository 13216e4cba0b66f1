import "htmx.org/dist/htmx.js";

import { followAnswers, startAskedWhen } from "./asked-when.js";
import { startBlanks } from "./blanks.js";
import { startBusy } from "./busy.js";
import { followSwaps } from "./focus.js";
import { startBehaviours } from "./govuk.js";
import { startKeeping } from "./keep.js";
import { tellOfRefusals } from "./refused.js";
import { start } from "./start.js";
import { startUncovering } from "./uncover.js";

start();
startAskedWhen(document);
tellOfRefusals();
startBusy();
startUncovering();
startKeeping();
startBlanks();
document.addEventListener("change", followAnswers);
const swapped = followSwaps();

document.addEventListener("htmx:after:swap", () => {
  startBehaviours(document);
  startAskedWhen(document);
  swapped();
});
