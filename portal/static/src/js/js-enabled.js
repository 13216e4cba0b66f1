// Runs before the first paint, so that what a script is about to hide is never seen to jump.
document.documentElement.classList.add("js");
document.body.classList.add("js-enabled", "govuk-frontend-supported");
