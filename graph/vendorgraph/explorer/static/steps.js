// The steps of a conflict: choosing one shows its evidence and marks it in the picture and on the time strip.
// The address follows, so that it can be sent. The digits 1 to 9 jump to a step. In a folder of files, where an address
// has no parameters, the steps are places on the page.

const list = document.querySelector(".steps");

if (list !== null) {
  const items = [...list.querySelectorAll("li[data-step]")];
  const marked = [...document.querySelectorAll(".pill[data-step], .bar[data-step], .line[data-step]")];

  const shown = [...document.querySelectorAll(".evidence[data-step]")];
  const places = items.every((item) => item.querySelector("a").getAttribute("href").startsWith("#"));

  const choose = (number) => {
    for (const item of items) {
      const here = item.dataset.step === number;
      item.classList.toggle("chosen", here);
      const link = item.querySelector("a");
      if (here) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    for (const section of shown) {
      section.hidden = section.dataset.step !== number;
    }
    mark(number, "chosen");
  };

  const mark = (number, name) => {
    for (const each of marked) each.classList.toggle(name, each.dataset.step === number);
  };

  const keep = (number) => {
    if (places) {
      location.hash = `evidence-${number}`;
      return;
    }
    const address = new URL(location.href);
    if (number === "1") address.searchParams.delete("step");
    else address.searchParams.set("step", number);
    history.replaceState(null, "", address);
  };

  for (const item of items) {
    const number = item.dataset.step;
    item.querySelector("a").addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      choose(number);
      if (shown.length === 0 || places) return;
      event.preventDefault();
      keep(number);
    });
    item.addEventListener("pointerenter", () => mark(number, "hovered"));
    item.addEventListener("pointerleave", () => mark("", "hovered"));
  }

  for (const pill of document.querySelectorAll(".pill[data-step], .bar[data-step]")) {
    pill.addEventListener("click", () => {
      choose(pill.dataset.step);
      if (shown.length > 0) keep(pill.dataset.step);
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const item = items.find((each) => each.dataset.step === event.key);
    if (item === undefined) return;
    item.querySelector("a").focus();
    choose(event.key);
    if (shown.length > 0) keep(event.key);
  });

  const chosen = items.find((item) => item.classList.contains("chosen"))?.dataset.step ?? "1";
  const asked = /^#evidence-(\d+)$/.exec(location.hash)?.[1];
  if (places && shown.length > 0) choose(items.some((item) => item.dataset.step === asked) ? asked : chosen);
  else mark(chosen, "chosen");
}
