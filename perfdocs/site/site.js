const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);

// Search and filter: departments that do not match are hidden, in the table and below.
const search = byId("search");
const rows = all("#overview tbody tr");
const parts = new Map(rows.map((row) => [row.dataset.department, []]));
for (const part of all("section.department, nav li")) parts.get(part.dataset.department)?.push(part);
function narrow() {
  const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const only = document.querySelector("input[name=only]:checked").value;
  document.body.dataset.only = only;
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word)) || (only !== "" && row.dataset[only] === "0");
    for (const part of parts.get(row.dataset.department)) part.hidden = row.hidden;
    shown += !row.hidden;
  }
  byId("shown").textContent = rows.length && shown < rows.length ? `${shown} / ${rows.length} 个部门` : "";
}
search.addEventListener("input", narrow);
search.form.addEventListener("change", narrow);
search.form.addEventListener("submit", (event) => event.preventDefault());
narrow();

// An address within the page opens what it leads into.
function reveal(target) {
  const section = target.closest("section.department");
  if (section && section.hidden) {
    search.value = "";
    document.querySelector("input[name=only]").checked = true;
    narrow();
  }
  for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  target.scrollIntoView({ block: "center", inline: "center" });
  focus(target);
}
function follow() {
  const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
  if (target) reveal(target);
}
addEventListener("hashchange", follow);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.hash === location.hash) follow();
});
for (const button of all("button.all")) {
  button.addEventListener("click", () => {
    const parts = all("details", button.closest("section"));
    const open = parts.some((part) => !part.open);
    for (const part of parts) part.open = open;
    button.textContent = open ? "收起全部" : "展开全部";
  });
}

// Places in the YAML open in VS Code; where the workspace lies is said once.
function lead(link, from, place) {
  const [file, row, column] = place.split(":");
  const name = JSON.parse(from.closest("section.department").dataset.files)[file];
  link.href = `${document.body.dataset.root}/${encodeURI(name)}:${row}:${column}`;
  return `${name}:${row}:${column}`;
}
for (const link of all("a.yaml[data-at]")) lead(link, link, link.dataset.at);

// A cell: what it showed last year, what was found, and where its value stands in the YAML.
const card = byId("card");
const contents = card.querySelector(".card");
let current = null;
function line(text, name) {
  const made = document.createElement("p");
  made.textContent = text;
  if (name) made.className = name;
  return made;
}
function showCard(cell) {
  current = cell;
  contents.replaceChildren();
  const was = cell.querySelector(".was");
  if (was) contents.append(line(was.textContent, "last"));
  for (const flag of all(".flag", cell)) {
    const found = byId(flag.hash.slice(1));
    if (!found) continue;
    const link = document.createElement("a");
    link.href = flag.hash;
    link.textContent = `${found.querySelector("strong").textContent} ${found.querySelector(".code").textContent}`;
    const said = line("", "found");
    said.append(link, ` ${found.querySelector(".says").textContent}`);
    contents.append(said);
  }
  for (const place of (cell.dataset.at || "").split(" ").filter(Boolean)) {
    const link = document.createElement("a");
    link.className = "yaml";
    link.textContent = lead(link, cell, place);
    const said = line("");
    said.append(link);
    contents.append(said);
  }
  card.hidden = !contents.children.length;
}
function closeCard(back) {
  if (back && current) current.focus();
  card.hidden = true;
}
const CELL = ".sheet :is([tabindex], [data-at])";
function focus(cell) {
  if (!cell.hasAttribute("tabindex")) cell.tabIndex = -1;
  cell.focus({ preventScroll: true });
}
document.addEventListener("click", (event) => {
  const cell = event.target.closest(CELL);
  if (cell && !event.target.closest("a")) focus(cell);
});
document.addEventListener("focusin", (event) => {
  const cell = event.target.closest(CELL);
  if (cell) showCard(cell);
});
card.querySelector(".close").addEventListener("click", () => closeCard(true));

// Keys: arrows lead from cell to cell, Enter into the card, Escape out of it.
const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
function beside(cell, [across, down]) {
  const own = cell.getBoundingClientRect();
  const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  let best = null, least = Infinity;
  for (const other of all(CELL, cell.closest(".paper"))) {
    if (other === cell) continue;
    const box = other.getBoundingClientRect();
    const ahead = across ? across * (across > 0 ? box.left - own.right : box.right - own.left) : down * (down > 0 ? box.top - own.bottom : box.bottom - own.top);
    if (ahead < -1) continue;
    const [x, y] = middle(box), [ownX, ownY] = middle(own);
    const distance = Math.abs(x - ownX) * (across ? 1 : 4) + Math.abs(y - ownY) * (down ? 1 : 4);
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !card.hidden) closeCard(card.contains(event.target));
  const cell = event.target.closest(CELL);
  if (!cell || event.target !== cell) return;
  if (event.key === "Enter" && !card.hidden) {
    const link = card.querySelector("a");
    if (link) link.focus();
    event.preventDefault();
  } else if (event.key in arrows) {
    const other = beside(cell, arrows[event.key]);
    if (other) {
      focus(other);
      other.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    event.preventDefault();
  }
});
follow();
