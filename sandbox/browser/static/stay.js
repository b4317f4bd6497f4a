// Going about within one place without leaving the page: what is written and where one reads stays as it is.

/** Has links within the place followed by `go`, which shows what the new address says. */
export function stay(go) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link || !isPlain(event) || !isHere(link)) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    go().then(() => settleFocus(link));
  });
  addEventListener("popstate", go);
}

function isPlain(event) {
  return !event.defaultPrevented && event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

function isHere({ target, origin, pathname, search }) {
  return !target && origin === location.origin && pathname === location.pathname && search !== location.search;
}

/** The keyboard is where the link led; a link that has gone leaves it at what it was in. */
function settleFocus(link) {
  const thread = document.querySelector(".thread .log");
  const isOpened = thread && new URL(link.href).searchParams.get("thread");
  if (isOpened) thread.focus({ preventScroll: true });
  else if (!link.isConnected) (document.querySelector(".letter") ?? document.querySelector(".log"))?.focus({ preventScroll: true });
}
