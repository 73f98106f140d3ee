// A day that can be moved along the time strip: steps that do not hold on it are dimmed in strip, list and picture.

const DAY = 86400000;

for (const time of document.querySelectorAll("[data-strip]")) {
  const strip = time.querySelector("svg");
  const box = time.querySelector(".strip-day");
  const slider = box.querySelector("input");
  const said = box.querySelector("output");
  const words = time.querySelector("[data-words]").dataset;
  const cursor = strip.querySelector(".cursor");
  const first = Date.parse(strip.dataset.first);
  const last = Date.parse(strip.dataset.last);
  const [left, right] = [Number(strip.dataset.left), Number(strip.dataset.right)];
  const bars = [...strip.querySelectorAll(".bar")];

  box.hidden = false;
  slider.addEventListener("input", () => {
    const part = slider.valueAsNumber / 1000;
    const day = first + Math.round((part * (last - first)) / DAY) * DAY;
    cursor.removeAttribute("hidden");
    cursor.setAttribute("transform", `translate(${left + part * (right - left)} 0)`);
    const text = new Date(day).toISOString().slice(0, 10);
    const held = bars.filter((bar) => holds(bar.dataset, text));
    for (const bar of bars) {
      for (const each of document.querySelectorAll(`[data-step="${CSS.escape(bar.dataset.step)}"]`)) {
        each.classList.toggle("not-held", !held.includes(bar));
      }
    }
    const fill = { n: held.length, all: bars.length, day: text };
    said.textContent = words.holds.replace(/\{(\w+)\}/g, (_, name) => digits(String(fill[name]), words.digits));
    slider.setAttribute("aria-valuetext", said.textContent);
  });
}

function holds({ since, until }, day) {
  return (since === "" || since <= day) && (until === "" || day <= until);
}

function digits(text, own) {
  return text.replace(/\d/g, (digit) => [...own][Number(digit)]);
}
