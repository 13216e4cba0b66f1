// Says of a file that is too large before it is sent, so that nobody waits for a refusal. The form works without this.
const MEGABYTE = 1024 * 1024;

class Chooser {
  constructor(section) {
    this.most = Number(section.dataset.mostBytes);
    this.input = section.querySelector("input[type=file]");
    if (!this.input) return;
    this.told = document.createElement("p");
    this.told.className = "files__told";
    this.told.setAttribute("role", "alert");
    this.input.after(this.told);
    this.input.addEventListener("change", () => this.look());
    this.input.form.addEventListener("submit", () => this.sending());
  }

  look() {
    const files = [...this.input.files];
    const large = files.filter((file) => file.size > this.most);
    this.told.textContent = large.map((file) => this.words(file)).join(" ");
    if (!large.length || typeof DataTransfer !== "function") return;
    const kept = new DataTransfer();
    for (const file of files) if (!large.includes(file)) kept.items.add(file);
    this.input.files = kept.files;
  }

  words(file) {
    return `${file.name} is larger than ${Math.round(this.most / MEGABYTE)} MB, so we left it out.`;
  }

  sending() {
    const line = document.getElementById("status");
    if (line && this.input.files.length) line.textContent = "Sending your files. This can take a minute.";
  }
}

export const startUploads = () => {
  for (const section of document.querySelectorAll("[data-files]")) new Chooser(section);
};
