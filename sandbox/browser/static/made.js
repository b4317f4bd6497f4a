// Elements that the script makes by itself; all words go in as text.

/** An element with these properties. */
export function made(name, properties = {}, ...content) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...content);
  return element;
}

/** An uploaded file in the list of its input; its name is kept, since all that is gathered of a file is its id. */
export function attached({ id, name = sessionStorage.getItem(`file ${id}`) ?? id }) {
  sessionStorage.setItem(`file ${id}`, name);
  const remove = made("button", { type: "button", className: "plain", textContent: "Remove", ariaLabel: `Remove ${name}` });
  remove.dataset.remove = "";
  const row = made("li", {}, made("span", { textContent: name }), remove);
  row.dataset.file = id;
  return row;
}

/** An option of an external select; its value is JSON with the text, since only the app knows the options. */
export function suggested(value, holder) {
  const isOne = holder.dataset.kind === "external_select";
  const box = made("input", { type: isOne ? "radio" : "checkbox", value });
  if (isOne) box.name = `${holder.dataset.block} ${holder.dataset.action}`;
  return made("label", { className: "choice" }, box, made("span", { textContent: JSON.parse(value).text }));
}
