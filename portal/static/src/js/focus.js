// Where the reader is put: the error summary if there is one, or the new heading after a swap.
export function focusOn(element) {
  if (!element) return false;
  if (!element.hasAttribute("tabindex")) {
    element.setAttribute("tabindex", "-1");
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.focus();
  return true;
}

export const focusErrors = (scope) => focusOn(scope.querySelector(".govuk-error-summary"));

// A summary link goes to the label or legend as well as the box, so that the question can be read.
export function followErrorLink(event) {
  const link = event.target.closest(".govuk-error-summary a[href^='#']");
  const box = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!box) return;
  event.preventDefault();
  const question = box.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${box.id}"]`);
  (question ?? box).scrollIntoView();
  box.focus({ preventScroll: true });
}

// Call the returned function after each swap: it moves the reader only where an error or a heading is new (the page's,
// or the one that a part marks with data-focus-here), so a part without one leaves them where they are.
export function followSwaps() {
  const look = () => [".govuk-error-summary", "h1", "[data-focus-here]"].map((name) => document.querySelector(name));
  let before = look();
  return () => {
    const now = look();
    focusOn(now.find((element, n) => element && element !== before[n]));
    before = now;
  };
}
