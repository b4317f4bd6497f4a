// Reading what stands in inputs, and putting it back.
//
// A "holder" is the element that stands for a Block Kit element: it has data-kind (Slack's type), data-block and
// data-action, and, where the app hears of a new value at once, data-acts.

import { attached, suggested } from "./made.js";

const BUTTONS = new Set(["button", "feedback_buttons", "icon_button", "overflow"]);

/** What stands in the inputs within `container`: [[block_id, action_id, value], …]. */
export function gather(container) {
  return holders(container).map((holder) => [holder.dataset.block, holder.dataset.action, valueOf(holder)]);
}

/** Puts values that were gathered before back into the inputs that are still there. */
export function restore(container, given) {
  const values = new Map(given.map(([block, action, value]) => [`${block}\n${action}`, value]));
  for (const holder of holders(container)) {
    const key = `${holder.dataset.block}\n${holder.dataset.action}`;
    if (values.has(key)) put(holder, values.get(key));
  }
}

/** The element that stands for the Block Kit element around `target`, if any. */
export function holderOf(target) {
  return target instanceof Element ? target.closest("[data-kind]") : null;
}

/** Whether it is pressed and holds no value. */
export function isButton(holder) {
  return BUTTONS.has(holder.dataset.kind);
}

/** The value as the server reads it: a string, a list of strings, or null. */
export function valueOf(holder) {
  return ofKind(READ, holder, (input) => input.value || null)(holder);
}

/** Puts such a value in. */
export function put(holder, value) {
  ofKind(PUT, holder, (input, written) => { input.value = written ?? ""; })(holder, value);
  settle(holder);
}

/** Brings up to date what hangs on the value: how many more may be chosen, and whether one still must be. */
export function settle(holder) {
  const value = valueOf(holder);
  const count = Array.isArray(value) ? value.length : Number(value !== null);
  const all = boxes(holder);
  for (const box of all.filter(({ type }) => type === "checkbox")) {
    box.disabled = !box.checked && count >= Number(holder.dataset.most ?? Infinity);
  }
  if ("required" in holder.dataset) {
    for (const input of holder.querySelectorAll("input")) input.required = false;
    (all[0] ?? holder.querySelector("input")).required = count === 0;
  }
  const summary = holder.querySelector("summary .count");
  if (summary) summary.textContent = count ? ` (${count})` : "";
}

/** The boxes or radio buttons of a holder. */
export function boxes(holder) {
  return [...holder.querySelectorAll("input[type=checkbox], input[type=radio]")];
}

/** The values of those that are ticked. */
export function chosen(holder) {
  return boxes(holder).filter((box) => box.checked).map((box) => box.value);
}

function holders(container) {
  return [...container.querySelectorAll("[data-kind]")].filter((holder) => !isButton(holder));
}

function ofKind(table, holder, otherwise) {
  const kind = holder.dataset.kind;
  return table[kind.startsWith("multi_") ? "checkboxes" : kind] ?? otherwise;
}

function choose(holder, values) {
  const wanted = new Set(values ?? []);
  if (holder.dataset.kind.endsWith("external_select")) {
    const offered = new Set(boxes(holder).map((box) => box.value));
    const more = [...wanted].filter((value) => !offered.has(value)).map((value) => suggested(value, holder));
    holder.querySelector(".choices").append(...more);
  }
  for (const box of boxes(holder)) box.checked = wanted.has(box.value);
}

const chooseOne = (holder, value) => choose(holder, value === null ? [] : [value]);
const firstChosen = (holder) => chosen(holder)[0] ?? null;

const READ = {
  checkboxes: chosen,
  datetimepicker: (holder) => (holder.value ? `${holder.value} ${holder.dataset.zone}` : null),
  external_select: firstChosen,
  file_input: (holder) => [...holder.querySelectorAll("[data-file]")].map((file) => file.dataset.file),
  radio_buttons: firstChosen,
};

const PUT = {
  checkboxes: choose,
  datetimepicker: (holder, value) => { holder.value = (value ?? "").split(" ")[0]; },
  external_select: chooseOne,
  file_input: (holder, value) => {
    holder.querySelector(".files").replaceChildren(...(value ?? []).map((id) => attached({ id })));
  },
  radio_buttons: chooseOne,
};
