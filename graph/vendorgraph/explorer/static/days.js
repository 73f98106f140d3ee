// The sliders of the two clocks: each moves the date beside it, and letting go asks for the page of that day. Keys move
// it as often as is wanted, until Enter asks.

const DAY = 86400000;

const iso = (time) => new Date(time).toISOString().slice(0, 10);

for (const slider of document.querySelectorAll("input[data-days]")) {
  const field = document.getElementById(slider.dataset.days);
  const first = Date.parse(slider.dataset.first);
  slider.min = 0;
  slider.max = (Date.parse(slider.dataset.last) - first) / DAY;
  slider.value = (Date.parse(field.value) - first) / DAY;
  slider.hidden = false;
  slider.addEventListener("input", () => {
    field.value = iso(first + slider.valueAsNumber * DAY);
    slider.setAttribute("aria-valuetext", field.value);
  });
  field.addEventListener("input", () => {
    slider.value = (Date.parse(field.value) - first) / DAY;
  });
  let keyed = false;
  slider.addEventListener("pointerdown", () => {
    keyed = false;
  });
  slider.addEventListener("keydown", (event) => {
    keyed = true;
    if (event.key === "Enter") {
      event.preventDefault();
      slider.form.requestSubmit();
    }
  });
  slider.addEventListener("change", () => {
    if (!keyed) {
      slider.form.requestSubmit();
    }
  });
}
