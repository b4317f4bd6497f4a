// The link to the sandbox: it says when something changed, and what time it is there.

const LATER = 1500; // milliseconds until a link is tried again that the browser has given up

/**
 * Keeps a link open while the page can be seen; `onChange` is called when the page may be out of date: with the turn
 * from which on it is, or with 0.
 */
export function live(onChange) {
  const lost = document.getElementById("lost");
  let source = null;

  function open() {
    if (source || document.hidden) return;
    const { user, turn, place } = document.body.dataset;
    source = new EventSource(`/as/${user}/live?turn=${turn}&place=${place}`);
    source.addEventListener("open", found);
    source.addEventListener("error", missed);
    source.addEventListener("changed", ({ data }) => onChange(Number(data)));
    source.addEventListener("beat", ({ data }) => tick(new Date(data)));
  }

  function close() {
    source?.close();
    source = null;
  }

  async function found() {
    if (!lost.hidden) await onChange(0);
    lost.hidden = true;
  }

  function missed() {
    lost.hidden = false;
    if (source?.readyState !== EventSource.CLOSED) return;
    source = null;
    setTimeout(open, LATER);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

function tick(now) {
  for (const time of document.querySelectorAll("time[data-zone]")) {
    const words = time.dataset.form === "clock" ? clock(now, time.dataset.zone) : dated(now, time.dataset.zone);
    if (time.textContent !== words) time.textContent = words;
  }
}

function clock(now, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(now);
}

function dated(now, timeZone) {
  const form = { timeZone, weekday: "short", day: "numeric", month: "short", year: "numeric" };
  const parts = new Intl.DateTimeFormat("en-US", form).formatToParts(now);
  const { weekday, day, month, year } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${weekday} ${day} ${month} ${year}, ${clock(now, timeZone)}`;
}
