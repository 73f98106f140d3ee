// The field of a query: numbers beside its lines, Tab indents, Ctrl+Enter asks. Escape lets Tab leave the field again.

const field = document.querySelector(".editor textarea");

if (field !== null) {
  const numbers = document.createElement("pre");
  numbers.setAttribute("aria-hidden", "true");
  field.before(numbers);

  const count = () => {
    const lines = field.value.split("\n").length;
    numbers.textContent = Array.from({ length: lines }, (_, line) => line + 1).join("\n");
    numbers.scrollTop = field.scrollTop;
  };
  count();
  field.addEventListener("input", count);
  field.addEventListener("scroll", () => { numbers.scrollTop = field.scrollTop; });

  let indents = true;
  field.addEventListener("focus", () => { indents = true; });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
    if (event.key === "Escape") indents = false;
    if (event.key !== "Tab" || event.shiftKey || !indents) return;
    event.preventDefault();
    field.setRangeText("  ", field.selectionStart, field.selectionEnd, "end");
    count();
  });
}
