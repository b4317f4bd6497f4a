// Menus: what opens and closes, what is searched, what the app suggests.

import { suggested } from "./made.js";
import { boxes, chosen } from "./values.js";

/** Closes a menu, with the keyboard back on what opens it. */
export function closeMenu(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}

/** Closes every open menu but the one that `target` is in. */
export function closeOthers(container, target) {
  for (const menu of container.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

/** Shows only the choices that hold these words. */
export function narrow(holder, words) {
  for (const box of boxes(holder)) {
    const label = box.closest("label");
    label.hidden = !label.textContent.toLowerCase().includes(words.trim().toLowerCase());
  }
}

/** Asks the app for options and offers them beside those that are ticked. */
export async function suggest(holder, query, onSuggest) {
  const { block, action } = holder.dataset;
  if (query.length < Number(holder.dataset.least)) return;
  const found = await onSuggest({ block, action, query });
  for (const box of boxes(holder)) if (!box.checked) box.closest("label").remove();
  const kept = new Set(chosen(holder).map((value) => JSON.parse(value).value));
  const more = found.filter(({ value }) => !kept.has(value)).map(({ text, value }) => JSON.stringify({ text, value }));
  holder.querySelector(".choices").append(...more.map((value) => suggested(value, holder)));
  holder.querySelector("[role=status]").textContent = found.length ? "" : "Nothing found.";
}
