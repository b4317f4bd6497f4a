// What people type, choose and press in blocks. The blocks come drawn from the server; this wires them.

import { agreed } from "./confirm.js";
import { removeFile, upload } from "./files.js";
import { closeMenu, closeOthers, narrow, suggest } from "./menus.js";
import { holderOf, isButton, put, settle, valueOf } from "./values.js";

export { gather, restore } from "./values.js";

const PARTLY_TYPED = new Set(["datepicker", "timepicker", "datetimepicker"]);
const PAUSE = 300; // milliseconds without a key after which words count as typed

/**
 * Wires what is in `container` now and whatever replaces it later.
 *
 * onAct({block, action, value}) is called when something is pressed or chosen that the app hears of; while its promise
 * is open the element is busy. onSuggest({block, action, query}) promises [{text, value}, …] for an external select;
 * onUpload({block, action, file}) promises {id, name} for a file that was picked, or throws an error that says why not.
 * All three also get `holder`, the element on the page.
 */
export function listen(container, onAct, { onSuggest = async () => [], onUpload } = {}) {
  const wiring = { onAct, onSuggest, onUpload };
  const on = (name, hear) => container.addEventListener(name, (event) => hear(event, holderOf(event.target), wiring));
  on("click", clicked);
  on("change", changed);
  on("input", typed);
  on("keydown", keyPressed);
  on("focusin", touched);
  on("pointerdown", touched);
  on("focusout", left);
  container.ownerDocument.addEventListener("click", (event) => closeOthers(container, event.target));
}

const before = new WeakMap(); // what stood in a holder when the app last heard of it, for when a dialog is declined
const typing = new WeakSet(); // dates in which keys are pressed: each key can give a whole date, the last one counts
const waiting = new WeakMap(); // timers of words that are being typed

function touched(event, holder) {
  if (holder && !isButton(holder) && !before.has(holder)) before.set(holder, valueOf(holder));
}

async function act(holder, value, { onAct }, decline = () => {}) {
  const { block, action, confirm } = holder.dataset;
  if (confirm && !(await agreed(JSON.parse(confirm)))) return decline();
  holder.setAttribute("aria-busy", "true");
  try {
    await onAct({ block, action, value, holder });
  } finally {
    holder.removeAttribute("aria-busy");
  }
  return undefined;
}

function report(holder, wiring) {
  const value = valueOf(holder);
  const was = before.get(holder) ?? null;
  typing.delete(holder);
  before.set(holder, value);
  act(holder, value, wiring, () => {
    put(holder, was);
    before.set(holder, was);
  });
}

function clicked(event, holder, wiring) {
  const pressed = event.target.closest("button, a");
  if (!pressed || !holder) return;
  if (pressed.matches("[data-remove]")) removeFile(pressed);
  if (!isButton(holder)) return;
  if (holder.getAttribute("aria-busy") === "true") {
    event.preventDefault();
  } else {
    press(event, pressed, holder, wiring);
  }
}

/** A link in a button is an act too; with a dialog before it, it is followed only after that. */
function press(event, pressed, holder, { onAct }) {
  if (holder.matches(".menu")) closeMenu(holder);
  const later = pressed.matches("a") && holder.dataset.confirm ? pressed.href : null;
  if (later) event.preventDefault();
  const follow = (what) => {
    if (later) window.open(later, "_blank", "noopener,noreferrer");
    return onAct(what);
  };
  act(holder, pressed.dataset.option ?? null, { onAct: follow });
}

function changed({ target }, holder, wiring) {
  if (!holder || target.type === "search") return;
  if (target.type === "file") {
    upload(holder, target, (what) => wiring.onUpload({ ...what, holder }));
    return;
  }
  settle(holder);
  if (holder.dataset.acts === "change" && !typing.has(holder)) report(holder, wiring);
}

function typed({ target }, holder, { onSuggest, ...wiring }) {
  if (!holder) return;
  if (target.matches(".filter")) narrow(holder, target.value);
  else if (target.type === "search") {
    afterPause(holder, () => suggest(holder, target.value, (what) => onSuggest({ ...what, holder })));
  } else if (holder.dataset.acts?.includes("character")) afterPause(holder, () => report(holder, wiring));
}

function afterPause(holder, then) {
  clearTimeout(waiting.get(holder));
  waiting.set(holder, setTimeout(then, PAUSE));
}

function keyPressed(event, holder, wiring) {
  if (!holder) return;
  const menu = event.target.closest("details.menu[open]");
  if (event.key === "Escape" && menu) {
    event.preventDefault();
    event.stopPropagation();
    closeMenu(menu);
  } else if (event.key === "Enter" && !event.target.matches("textarea, button, a, summary")) {
    enterPressed(event, holder, wiring);
  } else if (PARTLY_TYPED.has(holder.dataset.kind) && holder.dataset.acts && event.key !== "Tab") typing.add(holder);
}

function enterPressed(event, holder, wiring) {
  const isHeard = typing.has(holder) || holder.dataset.acts?.includes("enter");
  if (isHeard || event.target.type === "search") event.preventDefault();
  if (isHeard) report(holder, wiring);
}

function left(event, holder, wiring) {
  if (!typing.has(holder)) return;
  typing.delete(holder);
  if (before.get(holder) !== valueOf(holder)) report(holder, wiring);
}
