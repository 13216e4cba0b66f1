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
  const cover = document.createElement("button");
  cover.type = "button";
  cover.className = "govuk-button govuk-button--secondary";
  cover.textContent = "Cover it again";
  cover.addEventListener("click", () => {
    picture.remove();
    cover.remove();
    place.hidden = false;
    link.focus();
  });
  place.hidden = true;
  place.after(picture, cover);
  cover.focus();
}

export const startUncovering = () => document.addEventListener("click", uncover);
