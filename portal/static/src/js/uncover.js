// Shows a picture where it stood covered, without loading the page anew: what an officer has typed stays.
function uncover(event) {
  const link = event.target.closest("[data-uncover]");
  if (!link) return;
  event.preventDefault();
  const place = link.parentElement;
  const picture = document.createElement("img");
  picture.className = "kept-file__picture";
  picture.alt = "The picture, as it was sent";
  picture.src = link.dataset.uncover;
  const frame = document.createElement("div");
  frame.className = "kept-file__frame";
  frame.tabIndex = 0;
  frame.append(picture);
  const larger = document.createElement("details");
  larger.className = "govuk-details kept-file__larger";
  const summary = document.createElement("summary");
  summary.className = "govuk-details__summary";
  const label = document.createElement("span");
  label.className = "govuk-details__summary-text";
  label.textContent = "Show it larger";
  summary.append(label);
  larger.append(summary);
  const cover = document.createElement("button");
  cover.type = "button";
  cover.className = "govuk-button govuk-button--secondary";
  cover.textContent = "Cover it again";
  cover.addEventListener("click", () => {
    larger.remove();
    frame.remove();
    cover.remove();
    place.hidden = false;
    link.focus();
  });
  place.hidden = true;
  place.after(larger, frame, cover);
  cover.focus();
}

export const startUncovering = () => document.addEventListener("click", uncover);
