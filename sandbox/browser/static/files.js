// Files in file inputs.

import { attached } from "./made.js";
import { holderOf, settle } from "./values.js";

/** Uploads what was picked, one after the other, and lists it; what went wrong is said beside the input. */
export async function upload(holder, input, onUpload) {
  const { block, action } = holder.dataset;
  const says = holder.querySelector("[role=status]");
  const files = [...input.files];
  input.value = "";
  const problems = [];
  for (const file of files) {
    says.textContent = `Uploading ${file.name}…`;
    try {
      holder.querySelector(".files").append(attached(await onUpload({ block, action, file })));
    } catch (problem) {
      problems.push(`${file.name}: ${problem.message}`);
    }
  }
  says.textContent = problems.join(" ");
  settle(holder);
}

/** Takes a file out of the list again. */
export function removeFile(button) {
  const holder = holderOf(button);
  button.closest("[data-file]").remove();
  settle(holder);
  holder.querySelector("input").focus();
}
