// A day that can be moved along the time strip: steps that do not hold on it are dimmed in strip, list and picture.
// On a server the address keeps the day, so that it can be sent.

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
  slider.max = Math.round((last - first) / DAY);
  slider.value = slider.max;

  const show = () => {
    const part = slider.valueAsNumber / Number(slider.max);
    cursor.removeAttribute("hidden");
    cursor.setAttribute("transform", `translate(${left + part * (right - left)} 0)`);
    const text = new Date(first + slider.valueAsNumber * DAY).toISOString().slice(0, 10);
    const held = bars.filter((bar) => holds(bar.dataset, text));
    for (const bar of bars) {
      for (const each of document.querySelectorAll(`[data-step="${CSS.escape(bar.dataset.step)}"]`)) {
        each.classList.toggle("not-held", !held.includes(bar));
      }
    }
    const fill = { n: held.length, all: bars.length, day: text };
    said.textContent = words.holds.replace(/\{(\w+)\}/g, (_, name) => digits(String(fill[name]), words.digits));
    slider.setAttribute("aria-valuetext", said.textContent);
    return text;
  };

  slider.addEventListener("input", () => keep(show()));

  const asked = Date.parse(new URLSearchParams(location.search).get("day") ?? "");
  if (asked >= first && asked <= last) {
    slider.value = Math.round((asked - first) / DAY);
    show();
  }
}

function keep(day) {
  if (!location.protocol.startsWith("http")) return;
  const address = new URL(location.href);
  address.searchParams.set("day", day);
  history.replaceState(null, "", address);
}

function holds({ since, until }, day) {
  return (since === "" || since <= day) && (until === "" || day <= until);
}

function digits(text, own) {
  return text.replace(/\d/g, (digit) => [...own][Number(digit)]);
}
