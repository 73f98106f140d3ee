// Where a link or a form would lead to a server that has stopped, the page stays and says what to do next.

const box = document.querySelector("[data-stopped]");

if (box !== null) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link === null || event.defaultPrevented || event.button !== 0 || link.getAttribute("target")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const there = new URL(link.getAttribute("href"), location.href);
    if (there.origin !== location.origin || there.href.split("#")[0] === location.href.split("#")[0]) return;
    event.preventDefault();
    reach(box.dataset.stopped, () => location.assign(there));
  });

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    reach(box.dataset.stopped, () => event.target.submit());
  });
}

async function reach(address, go) {
  box.hidden = true;
  try {
    await fetch(address, { method: "HEAD", cache: "no-store" });
  } catch {
    box.hidden = false;
    return;
  }
  go();
}
