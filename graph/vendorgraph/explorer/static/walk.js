// Walking through a picture: Tab enters it once, arrows go along a line to what lies in that direction, Home and End go
// to the ends of the path, Enter opens.

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

for (const picture of document.querySelectorAll("[data-walk] svg")) {
  const dots = [...picture.querySelectorAll("a.dot")];
  const places = new Map(dots.map((dot) => [dot.dataset.slug, middle(dot)]));
  const joined = new Map(dots.map((dot) => [dot.dataset.slug, new Set()]));
  for (const line of picture.querySelectorAll(".line")) {
    joined.get(line.dataset.from)?.add(line.dataset.to);
    joined.get(line.dataset.to)?.add(line.dataset.from);
  }
  const lit = dots.filter((dot) => dot.classList.contains("lit"));
  const ends = lit.length > 0 ? lit : dots;

  const enter = (dot) => {
    for (const each of dots) each.setAttribute("tabindex", each === dot ? "0" : "-1");
  };

  const go = (dot) => {
    enter(dot);
    dot.focus();
  };

  if (ends.length > 0) enter(ends[0]);
  if (lit.length === 0) centre(picture.parentElement);

  picture.addEventListener("keydown", (event) => {
    const dot = event.target.closest("a.dot");
    if (dot === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    const next = way !== undefined ? along(dot, way) : { Home: ends[0], End: ends.at(-1) }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next !== null) go(next);
  });

  function along(dot, [right, down]) {
    const from = places.get(dot.dataset.slug);
    let best = null;
    let least = Infinity;
    for (const slug of joined.get(dot.dataset.slug)) {
      const place = places.get(slug);
      if (place === undefined) continue;
      const [x, y] = [place[0] - from[0], place[1] - from[1]];
      const ahead = x * right + y * down;
      const aside = Math.abs(x * down) + Math.abs(y * right);
      if (ahead <= 0 || aside > ahead * 2.2) continue;
      const other = dots.find((each) => each.dataset.slug === slug);
      const cost = ahead + 2 * aside - (other.classList.contains("lit") ? 400 : 0);
      if (cost < least) [best, least] = [other, cost];
    }
    return best;
  }
}

// A picture wider than its frame, of which nothing is the beginning, is shown from its middle.
function centre(frame) {
  const spare = frame.scrollWidth - frame.clientWidth;
  frame.scrollLeft = (getComputedStyle(frame).direction === "rtl" ? -spare : spare) / 2;
}

function middle(dot) {
  const [, x, y] = dot.querySelector("g").getAttribute("transform").match(/translate\(([-\d.]+) ([-\d.]+)\)/);
  return [Number(x), Number(y)];
}
