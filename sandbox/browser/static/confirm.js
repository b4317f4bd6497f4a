// Asking before something is done.

import { made } from "./made.js";

/** Shows a confirm dialog and says whether the person agreed. */
export function agreed({ title, text, confirm, deny, style }) {
  const heading = made("h2", { textContent: title, id: "confirm-title" });
  const words = made("p", { textContent: text, id: "confirm-text" });
  const row = made(
    "form",
    { method: "dialog" },
    made("button", { value: "", className: "button", textContent: deny }),
    made("button", { value: "yes", className: `button ${style}`, textContent: confirm }),
  );
  const dialog = made("dialog", { className: "confirm" }, heading, words, row);
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.setAttribute("aria-describedby", words.id);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}
