// Keys of every page: "/" goes to the search field, Escape goes up to the page that this one belongs to, or else back to
// the page of the explorer that it was reached from.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !typing(event.target)) {
    const field = document.querySelector(".search input");
    if (field === null) return;
    event.preventDefault();
    field.focus();
    field.select();
  }
  if (event.key === "Escape") leave(event);
});

function leave(event) {
  const open = document.querySelector("details.clocks[open]");
  if (open !== null) {
    open.open = false;
    open.querySelector("summary").focus();
    return;
  }
  if (typing(event.target)) {
    event.target.blur();
    return;
  }
  const up = document.querySelector("a[data-back]");
  if (up !== null) up.click();
  else if (window.navigation?.canGoBack) history.back();
}
