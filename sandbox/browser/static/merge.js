// Bringing the page up to date without touching what did not change, so that what is typed, chosen or focused stays.
//
// An element with data-list holds parts, each with a data-key. A part is a list again, or it has a data-version and is
// exchanged when that differs.

import { gather, restore } from "./values.js";

/** Makes the parts of `old` those of `fresh`. */
export function merge(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const keys = new Set([...fresh.children].map((part) => part.dataset.key));
  const before = new Map();
  for (const part of [...old.children]) {
    if (keys.has(part.dataset.key)) before.set(part.dataset.key, part);
    else if ("key" in part.dataset) part.remove();
  }
  let place = old.firstElementChild;
  for (const part of [...fresh.children]) {
    const known = before.get(part.dataset.key);
    if (!known) old.insertBefore(part, place);
    else if (known === place) place = place.nextElementSibling;
    else old.insertBefore(known, place);
    if (known) bringUp(known, part);
  }
}

function bringUp(known, part) {
  const isList = "list" in part.dataset && "list" in known.dataset && known.tagName === part.tagName;
  if (isList) merge(known, part);
  else if (known.dataset.version !== part.dataset.version) exchange(known, part);
}

/** Puts a part in the place of its former self; what was typed in it, and where the cursor was, comes along. */
function exchange(known, part) {
  const focus = focusIn(known);
  const values = gather(known);
  const scrolled = known.querySelector(".modal-body")?.scrollTop ?? 0;
  known.replaceWith(part);
  if (part.querySelector("[data-view]")) restore(part, values);
  const body = part.querySelector(".modal-body");
  if (body) body.scrollTop = scrolled;
  if (focus) focusAgain(part, focus);
}

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

function scopeOf(element, part) {
  return element.closest("[data-kind]") ?? element.closest("form, article, li") ?? part;
}

function focusIn(part) {
  const element = document.activeElement;
  if (!element || !part.contains(element)) return null;
  const scope = scopeOf(element, part);
  return {
    id: element.id,
    block: scope.dataset.block,
    action: scope.dataset.action,
    place: scope === element ? -1 : [...scope.querySelectorAll(FOCUSABLE)].indexOf(element),
    selection: "selectionStart" in element ? [element.selectionStart, element.selectionEnd] : null,
  };
}

function focusAgain(part, { id, block, action, place, selection }) {
  const scopes = [...part.querySelectorAll("[data-kind]")];
  const scope = scopes.find((one) => one.dataset.block === block && one.dataset.action === action) ?? part;
  const element = (id && document.getElementById(id)) || (place < 0 ? scope : scope.querySelectorAll(FOCUSABLE)[place]);
  if (!element) return;
  element.focus({ preventScroll: true });
  if (selection?.[0] != null && element.setSelectionRange) element.setSelectionRange(...selection);
}
