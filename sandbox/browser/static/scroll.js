// Where a log is scrolled to, kept while what stands in it changes.

const NEAR = 60; // pixels from the end within which somebody reads the latest

/** What keeps every log where it is: call it before a change, and what it gives after it. */
export function keepPlaces() {
  const places = new Map(logs().map((log) => [log, placeOf(log)]));
  return () => logs().forEach((log) => bringBack(log, places.get(log)));
}

/** Shows the latest of a log. */
export function toEnd(log) {
  log.scrollTop = log.scrollHeight;
}

/** Shows each log as somebody finds it who has just come: its latest, or the root of a thread that they came for. */
export function begin() {
  for (const log of logs()) bringBack(log);
}

/** Wires the button that leads to what is newer. */
export function watchEnds() {
  document.addEventListener("scroll", ({ target }) => {
    if (target instanceof Element && target.matches(".log") && isAtEnd(target)) newerOf(target)?.toggleAttribute("hidden", true);
  }, { capture: true, passive: true });
}

function logs() {
  return [...document.querySelectorAll(".log")];
}

function newerOf(log) {
  return log.parentElement.querySelector("[data-newer]");
}

function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
}

function lastOf(log) {
  return log.lastElementChild?.dataset.key;
}

/** A message that loses its head, since the one above it is from the same person, has everything below it stay. */
function bottomOf(message) {
  return message.getBoundingClientRect().bottom;
}

function placeOf(log) {
  const { top } = log.getBoundingClientRect();
  const first = [...log.querySelectorAll("article")].find((one) => bottomOf(one) > top);
  return { isAtEnd: isAtEnd(log), last: lastOf(log), key: first?.dataset.key, bottom: first && bottomOf(first) };
}

function bringBack(log, before) {
  if (!before && location.hash === "#root" && log.closest(".thread")) return;
  if (!before || before.isAtEnd) {
    toEnd(log);
    return;
  }
  const first = log.querySelector(`[data-key="${CSS.escape(before.key ?? "")}"]`);
  if (first) log.scrollTop += bottomOf(first) - before.bottom;
  if (before.last !== lastOf(log)) newerOf(log)?.removeAttribute("hidden");
}
