// Tables whose columns can be sorted: a click on a heading sorts by it, another turns the order around. On a server the
// address keeps how each table is sorted, as table:column, with a minus before a column that falls.

const tables = [...document.querySelectorAll("table.sortable")];
const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

for (const [number, table] of tables.entries()) {
  for (const [column, heading] of headings(table).entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      sort(table, column, down);
      keep(number + 1, `${number + 1}:${down ? "-" : ""}${column + 1}`);
    });
  }
}

for (const asked of sorts(new URL(location.href))) {
  const [, number, minus, column] = /^(\d+):(-?)(\d+)$/.exec(asked) ?? [];
  const table = tables[number - 1];
  if (table !== undefined && headings(table)[column - 1] !== undefined) sort(table, column - 1, minus === "-");
}

function headings(table) {
  return [...table.querySelectorAll("thead th")];
}

function sort(table, column, down) {
  for (const other of headings(table)) other.removeAttribute("aria-sort");
  headings(table)[column].setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = table.tBodies[0];
  const rows = [...body.rows].sort((a, b) => compare(key(a, column), key(b, column)));
  body.append(...(down ? rows.reverse() : rows));
}

function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent.trim();
}

function sorts(address) {
  return address.searchParams.getAll("sort");
}

function keep(number, sorted) {
  if (!location.protocol.startsWith("http")) return;
  const address = new URL(location.href);
  const others = sorts(address).filter((each) => !each.startsWith(`${number}:`));
  address.searchParams.delete("sort");
  for (const each of [...others, sorted]) address.searchParams.append("sort", each);
  history.replaceState(null, "", address);
}
