"use strict";
for (const button of document.querySelectorAll("thead button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th");
    const body = head.closest("table").tBodies[0];
    const at = head.cellIndex;
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const isText = head.dataset.kind === "text";
    const key = (row) => row.cells[at].dataset.order;
    const compare = (one, other) => isText ? key(one).localeCompare(key(other), "zh") : key(one) - key(other);
    const rows = [...body.rows];
    const known = rows.filter((row) => key(row) !== "").sort((one, other) => down ? compare(other, one) : compare(one, other));
    body.append(...known, ...rows.filter((row) => key(row) === ""));
  });
}
