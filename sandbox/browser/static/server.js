// What the page asks of the sandbox, and what it says when that does not work.

const base = `/as/${document.body.dataset.user}`;
let open = 0;

/** Has something done. Answers what came of it, or null when it was not done: then the reason is on the page. */
export async function ask(what, given) {
  const body = JSON.stringify(given);
  return reply(() => fetch(`${base}/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body }));
}

/** Keeps a file in the workspace: {id, name}. Throws an error that says why not. */
export async function keep(file) {
  const address = `${base}/upload?name=${encodeURIComponent(file.name)}`;
  const answer = await fetch(address, { method: "POST", body: file });
  const said = await answer.json();
  if (!said.ok) throw new Error(said.error);
  return said;
}

/** Shows words for a while: long enough to read them. */
export function tell(words) {
  const shelf = document.querySelector("dialog.modal[open]") ?? document.body;
  const toasts = shelf.querySelector(":scope > .toasts") ?? made("div", "toasts");
  const toast = made("p", "toast");
  toasts.setAttribute("role", "alert");
  toast.textContent = words;
  shelf.append(toasts);
  toasts.replaceChildren(toast);
  for (const end of ["animationend", "click"]) toast.addEventListener(end, () => toast.remove());
}

function made(name, className) {
  return Object.assign(document.createElement(name), { className });
}

async function reply(send) {
  open += 1;
  document.body.toggleAttribute("data-busy", true);
  try {
    const answer = await send();
    const said = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
    if (said.ok) return said;
    tell(said.error ?? "That did not work. Reload the page and try again.");
  } catch (problem) {
    if (!(problem instanceof TypeError)) throw problem;
    tell("The sandbox does not answer. Is it still running?");
  } finally {
    open -= 1;
    document.body.toggleAttribute("data-busy", open > 0);
  }
  return null;
}
