// The GOV.UK Frontend behaviours that our pages use, and no others.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

// A radio may not carry aria-expanded (ARIA 1.2), so the one that the library sets is taken off again.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

const BEHAVIOURS = [Button, CharacterCount, Checkboxes, PlainRadios, SkipLink];

// Each element is set up once, also when a part of the page is swapped and scanned again.
export function startBehaviours(scope) {
  for (const Behaviour of BEHAVIOURS) {
    for (const element of scope.querySelectorAll(`[data-module="${Behaviour.moduleName}"]`)) {
      if (!element.hasAttribute(`data-${Behaviour.moduleName}-init`)) new Behaviour(element);
    }
  }
}
