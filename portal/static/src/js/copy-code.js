// The copy button beside the six words; without a clipboard it selects them instead.
export function copyCode(event) {
  const button = event.target.closest("[data-copy-from]");
  if (!button) return;
  const words = document.getElementById(button.dataset.copyFrom);
  const line = document.getElementById("status");
  const say = (text) => line && (line.textContent = text);
  const select = () => {
    getSelection().selectAllChildren(words);
    say("Your words are selected. Copy them now.");
  };
  if (!navigator.clipboard) return select();
  navigator.clipboard.writeText(words.textContent.trim().replace(/\s+/g, " ")).then(() => say("Copied."), select);
}
