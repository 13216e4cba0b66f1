// Questions that depend on an earlier answer: data-asked-when="who=other,parent;in_time=no", where every part has to
// hold. The server hides them in the same way once answers are saved, so nothing is lost without scripts.
const answerTo = (form, code) => {
  const chosen = form.querySelector(`input[name="${code}"]:checked`);
  return chosen && !chosen.closest("[data-asked-when][hidden]") ? chosen.value : "";
};

const holds = (form, condition) =>
  condition.split(";").every((part) => {
    const [code, wanted] = part.split("=");
    return wanted.split(",").includes(answerTo(form, code));
  });

const showAsked = (form) => {
  for (const part of form.querySelectorAll("[data-asked-when]")) part.hidden = !holds(form, part.dataset.askedWhen);
};

export function startAskedWhen(scope) {
  for (const part of scope.querySelectorAll("[data-asked-when]")) showAsked(part.closest("form"));
}

export function followAnswers(event) {
  const form = event.target.closest("form");
  if (form?.querySelector("[data-asked-when]")) showAsked(form);
}
