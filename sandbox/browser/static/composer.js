// Where people write: messages, and slash commands with what can be completed.

import { ask, keep, tell } from "./server.js";

const PLACEHOLDER = /\s(\[|[A-Z]{2,}).*$/;

/** Wires all composers, those to come too; `then` is called with the one from which something was sent. */
export function compose(then) {
  document.addEventListener("input", ({ target }) => isPlaceToWrite(target) && changed(target));
  document.addEventListener("keydown", (event) => (isPlaceToWrite(event.target) ? pressed(event) : begun(event)));
  document.addEventListener("focusout", ({ target }) => isPlaceToWrite(target) && hide(target));
  document.addEventListener("pointerdown", picked);
  document.addEventListener("change", ({ target }) => target.matches("[data-attach]") && attach(target));
  document.addEventListener("click", ({ target }) => detach(target.closest("[data-detach]")));
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".composer")) return;
    event.preventDefault();
    send(event.target).then(() => then(event.target));
  });
}

/** Whoever types while nothing has the focus means the conversation. */
function begun(event) {
  const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isLetter && event.target === document.body) document.getElementById("say")?.focus();
}

/** Puts into a composer that is new on the page what was written there before. */
export function remember(form) {
  const area = form.querySelector("textarea");
  if (!area.value) area.value = sessionStorage.getItem(nameOf(form)) ?? "";
  fit(area);
}

function isPlaceToWrite(target) {
  return target instanceof Element && target.matches(".composer textarea");
}

function nameOf(form) {
  return ["draft", document.body.dataset.user, form.dataset.channel, form.dataset.thread].join(" ");
}

function changed(area) {
  fit(area);
  keepDraft(area.form);
  offer(area);
}

function fit(area) {
  area.rows = Math.min(8, area.value.split("\n").length);
}

function keepDraft(form) {
  const words = form.querySelector("textarea").value;
  if (words) sessionStorage.setItem(nameOf(form), words);
  else sessionStorage.removeItem(nameOf(form));
}

// Sending

async function send(form) {
  const area = form.querySelector("textarea");
  const words = area.value.trim();
  const files = [...form.querySelectorAll("[data-file]")].map((row) => row.dataset.file);
  if (!words && !files.length) return;
  const { channel, thread } = form.dataset;
  write(area, "");
  const isCommand = words.startsWith("/");
  const said = isCommand ? await ask("command", { channel, thread, line: words }) : await ask("post", { channel, thread, text: words, files });
  if (said && !isCommand) showPicked(form.querySelector("[data-picked]"), []);
  if (!said && !area.value) write(area, words);
}

function write(area, words) {
  area.value = words;
  changed(area);
}

async function attach(input) {
  const shelf = input.form.querySelector("[data-picked]");
  const files = [...input.files];
  input.value = "";
  for (const file of files) {
    try {
      showPicked(shelf, [...shelf.children, row(await keep(file))]);
    } catch (problem) {
      tell(`${file.name}: ${problem.message}`);
    }
  }
}

function row({ id, name }) {
  const part = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Remove" });
  button.dataset.detach = "";
  button.setAttribute("aria-label", `Remove ${name}`);
  part.dataset.file = id;
  part.append(`${name} `, button);
  return part;
}

function detach(button) {
  if (!button) return;
  const shelf = button.closest("[data-picked]");
  button.closest("[data-file]").remove();
  showPicked(shelf, [...shelf.children]);
}

function showPicked(shelf, rows) {
  shelf.replaceChildren(...rows);
  shelf.hidden = rows.length === 0;
}

// Completing

function offersOf(area) {
  return document.getElementById(area.getAttribute("aria-controls"));
}

function visible(area) {
  return [...offersOf(area).children].filter((one) => !one.hidden);
}

function offer(area) {
  const words = area.value.slice(0, area.selectionStart);
  const name = words.match(/(?:^|\s)@([\w.-]*)$/);
  const fits = name ? (one) => isPerson(one, name[1]) : (one) => isCommand(one, words);
  for (const one of offersOf(area).children) one.hidden = !fits(one);
  choose(area, null);
  offersOf(area).hidden = visible(area).length === 0;
}

function isCommand({ dataset }, words) {
  if (dataset.start !== "/" || !words.startsWith("/") || words.includes("\n")) return false;
  const line = dataset.insert.toLowerCase();
  const typed = words.toLowerCase();
  if (line === typed.trimEnd()) return false;
  return line.startsWith(typed) || line.split(" ").slice(1).some((word) => typed.length > 1 && word.startsWith(typed.slice(1)));
}

function isPerson({ dataset }, name) {
  if (dataset.start !== "@") return false;
  const known = [dataset.insert.slice(1), ...dataset.also.split(" ")].map((word) => word.toLowerCase());
  return known.some((word) => word.startsWith(name.toLowerCase())) && known[0] !== name.toLowerCase();
}

function hide(area) {
  offersOf(area).hidden = true;
  choose(area, null);
}

function choose(area, option) {
  for (const one of offersOf(area).children) one.setAttribute("aria-selected", String(one === option));
  if (!option) return area.removeAttribute("aria-activedescendant");
  area.setAttribute("aria-activedescendant", option.id);
  return option.scrollIntoView({ block: "nearest" });
}

function complete(area, { dataset }) {
  const after = area.value.slice(area.selectionStart);
  const words = area.value.slice(0, area.selectionStart);
  const line = dataset.insert.replace(PLACEHOLDER, " ").replace(/@\w+$/, dataset.start === "/" ? "@" : "$&");
  const filled = dataset.start === "@" ? words.replace(/@[\w.-]*$/, `${line} `) : line;
  area.value = filled + after;
  area.setSelectionRange(filled.length, filled.length);
  changed(area);
}

const MOVES = { ArrowDown: 1, ArrowUp: -1 };

function pressed(event) {
  const area = event.target;
  const options = offersOf(area).hidden ? [] : visible(area);
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.isComposing) return;
  if (event.key in MOVES && options.length) {
    event.preventDefault();
    const from = at < 0 && MOVES[event.key] < 0 ? 0 : at;
    choose(area, options[(from + MOVES[event.key] + options.length) % options.length]);
  } else if (event.key === "Tab" && !event.shiftKey && options.length) {
    event.preventDefault();
    complete(area, options[Math.max(at, 0)]);
  } else if (event.key === "Escape" && options.length) {
    event.preventDefault();
    hide(area);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (at < 0) area.form.requestSubmit();
    else complete(area, options[at]);
  }
}

function picked(event) {
  const option = event.target instanceof Element ? event.target.closest(".offers [role=option]") : null;
  if (!option) return;
  event.preventDefault();
  complete(option.closest("form").querySelector("textarea"), option);
}
