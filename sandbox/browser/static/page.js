// The page: it shows one person's screen, does what that person does, and follows what changes.

import { foldTour, settleBar, toggleTour, wireBar } from "./bar.js";
import { gather, listen, restore } from "./blocks.js";
import { compose, remember } from "./composer.js";
import { live } from "./live.js";
import { merge } from "./merge.js";
import { begin, keepPlaces, toEnd, watchEnds } from "./scroll.js";
import { ask, keep, tell } from "./server.js";
import { stay } from "./stay.js";

// Following

let under = null;
let again = false;

/** Brings the page up to date; when that is under way already, once more after it. */
function refresh() {
  again = true;
  under ??= follow().finally(() => { under = null; });
  return under;
}

async function follow() {
  while (again) {
    again = false;
    try {
      await draw(await fetch(location.href));
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem; // no link: the banner says so
    }
  }
}

async function draw(answer) {
  if (answer.status === 404) return location.replace(location.search ? location.pathname : "/");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const bringBack = keepPlaces();
  for (const id of ["app", "modals"]) merge(document.getElementById(id), fresh.getElementById(id));
  document.title = fresh.title;
  document.body.dataset.turn = fresh.body.dataset.turn;
  bringBack();
  return settle();
}

/** What has to be true of the page however it came to be as it is. */
function settle() {
  document.querySelectorAll(".composer").forEach(remember);
  document.querySelectorAll("dialog.modal:not([open])").forEach(show);
  const open = document.getElementById("modals").dataset.open.split(" ");
  const views = new Set([...open, ...[...document.querySelectorAll("[data-view]")].map((view) => view.dataset.view)]);
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("typed ") && !views.has(key.slice(6))) sessionStorage.removeItem(key);
  }
  for (const note of document.querySelectorAll(".refused")) {
    note.hidden = Number(sessionStorage.getItem("refused")) >= Number(note.dataset.count);
  }
  settleBar();
}

// Forms

function typedName(panel) {
  return `typed ${panel.dataset.view}`;
}

function keepTyped(panel) {
  if (panel?.dataset.view) sessionStorage.setItem(typedName(panel), JSON.stringify(gather(panel)));
}

function putTyped(panel) {
  const kept = sessionStorage.getItem(typedName(panel));
  if (kept) restore(panel, JSON.parse(kept));
}

function show(dialog) {
  putTyped(dialog.querySelector("[data-view]"));
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    close(dialog);
  });
  dialog.addEventListener("close", (event) => event.target === dialog && dialog.isConnected && close(dialog));
  dialog.showModal();
  const body = dialog.querySelector(".modal-body");
  (body.querySelector("[autofocus]") ?? body.querySelector("input, select, textarea, button, a[href]") ?? body).focus();
}

async function close(dialog) {
  await ask("close", { view: dialog.querySelector("[data-view]").dataset.view });
  await refresh();
}

async function submit(form) {
  const button = form.querySelector("[data-submit]");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  await ask("submit", { view: form.dataset.view, values: gather(form) });
  button.removeAttribute("aria-busy");
  await refresh();
  document.querySelector("dialog.modal[open] [aria-invalid=true]")?.focus();
}

for (const name of ["input", "change"]) {
  document.addEventListener(name, ({ target }) => target instanceof Element && keepTyped(target.closest("[data-view]")));
}
addEventListener("pagehide", () => {
  for (const panel of document.querySelectorAll("[data-view]")) if (sessionStorage.getItem(typedName(panel))) keepTyped(panel);
});

// Acting

function whereOf(panel) {
  const { view, channel, ts } = panel.dataset;
  return view ? { view } : { channel, ts };
}

listen(
  document.body,
  async ({ block, action, value, holder }) => {
    const panel = holder.closest("[data-panel]");
    await ask("act", { ...whereOf(panel), block, action, value, values: gather(panel) });
    await refresh();
  },
  {
    onSuggest: async ({ block, action, query, holder }) => {
      const said = await ask("suggest", { ...whereOf(holder.closest("[data-panel]")), block, action, query });
      return said?.options ?? [];
    },
    onUpload: async ({ file, holder }) => {
      const kept = await keep(file);
      queueMicrotask(() => keepTyped(holder.closest("[data-view]")));
      return kept;
    },
  },
);

async function doing(button, what, given) {
  if (button.getAttribute("aria-busy") === "true") return null;
  button.setAttribute("aria-busy", "true");
  const said = await ask(what, given);
  button.removeAttribute("aria-busy");
  await refresh();
  return said;
}

const PRESSED = {
  close: (button) => close(button.closest("dialog")),
  dismiss: (button) => doing(button, "dismiss", whereOf(button.closest("[data-panel]"))),
  do: (button) => doing(button, "people", { do: button.dataset.do, id: button.closest("[data-person]").dataset.person }),
  hide: (button) => {
    sessionStorage.setItem("refused", button.parentElement.dataset.count);
    settle();
  },
  newer: (button) => toEnd(button.parentElement.querySelector(".log")),
  time: (button) => doing(button, "time", { to: button.dataset.time }),
  toggle: toggleTour,
};

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  for (const name of Object.keys(PRESSED)) if (button && name in button.dataset) PRESSED[name](button);
});

const FORMS = {
  time: (form, button) => doing(button, "time", { to: form.elements.to.value }),
  join: async (form, button) => {
    const { name, email, tz, locale, invited } = form.elements;
    const given = { name: name.value, email: email.value, tz: tz.value, locale: locale.value, invited: invited.checked };
    if (!(await doing(button, "join", given))) return;
    tell(invited.checked ? `${given.name} is invited.` : `${given.name} is in the workspace now.`);
    form.reset();
  },
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-modal], [data-form], .view")) return;
  event.preventDefault();
  if (form.matches("[data-modal]")) submit(form);
  else FORMS[form.dataset.form]?.(form, event.submitter ?? form.querySelector("button"));
});

// Beginning

for (const view of document.querySelectorAll("form.home[data-view]")) putTyped(view);
begin();
watchEnds();
settle();
wireBar(refresh);
stay(() => { foldTour(); return refresh(); });
compose((form) => {
  const log = form.parentElement?.querySelector(".log");
  if (log) toEnd(log);
  return refresh();
});
live((turn) => turn && turn <= Number(document.body.dataset.turn) ? null : refresh());
document.body.dataset.ready = "";
if (document.body.dataset.tab) ask("home", { tab: document.body.dataset.tab });
