// What opens from the bar: the tour, whose screen it is, the time.

const isNarrow = matchMedia("(max-width: 1199px)");

/** Wires it; `refresh` is called when something opens that is not followed while it is closed. */
export function wireBar(refresh) {
  isNarrow.addEventListener("change", showTour);
  const find = document.getElementById("find");
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") document.querySelector("#seats li:not([hidden]) a")?.click();
  });
  document.getElementById("seats").addEventListener("toggle", ({ newState }) => {
    if (newState !== "open") return;
    refresh();
    if (matchMedia("(hover: hover)").matches) find.focus();
  });
  document.getElementById("clock")?.addEventListener("toggle", ({ newState }) => {
    setPicker();
    if (newState === "open") refresh();
  });
}

/** What has to be true of the bar however it came to be as it is. */
export function settleBar() {
  showTour();
  narrow();
  setPicker();
}

/** Shows the tour or hides it: beside the page where there is room, over it where there is not. */
export function toggleTour() {
  const isShown = isTourShown();
  if (isNarrow.matches) {
    document.body.toggleAttribute("data-drawer", !isShown);
  } else {
    document.body.dataset.tour = isShown ? "off" : "on";
    document.cookie = `tour=${document.body.dataset.tour}; path=/; max-age=31536000; samesite=strict`;
  }
  showTour();
}

/** Puts the tour away where it lies over the page. */
export function foldTour() {
  document.body.removeAttribute("data-drawer");
  showTour();
}

function isTourShown() {
  return isNarrow.matches ? "drawer" in document.body.dataset : document.body.dataset.tour !== "off";
}

function showTour() {
  document.querySelector(".tour-button")?.setAttribute("aria-expanded", String(isTourShown()));
}

/** Whose screen: found by name. */
function narrow() {
  const words = document.getElementById("find").value.trim().toLowerCase();
  for (const seat of document.querySelectorAll("#seats li")) seat.hidden = !seat.textContent.toLowerCase().includes(words);
}

/** The picker begins at the present. */
function setPicker() {
  const until = document.getElementById("until");
  const now = document.querySelector(".now time").getAttribute("datetime").slice(0, 16);
  if (until && until.value < now) until.value = now;
}
