// The page keeps nothing of its own: the server sends all there is to see, and the page puts it in place of the old.
// What is text stays text; only the HTML of the forms, which the server has made and escaped, is put in as HTML.
"use strict";

const SILENT_AFTER = 20000; // milliseconds: the server is heard every five seconds
const LONGEST_LIST = 8; // places that are listed for a cell

const byId = (id) => document.getElementById(id);
const style = new CSSStyleSheet();
document.adoptedStyleSheets = [style];
let source = null;
let heard = Date.now();
let shown = { files: [], findings: [], rules: {}, forms: [] };
let pages = null;
let selected = "";

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// ---- What the server says

function wish() {
  return new URLSearchParams(location.search);
}

function listen() {
  if (source) source.close();
  byId("last").checked = wish().has("last");
  byId("pages").checked = wish().has("pages");
  source = new EventSource(`events?${wish()}`);
  const on = (name, show) => source.addEventListener(name, (event) => {
    heard = Date.now();
    show(event.data);
  });
  on("departments", (data) => showDepartments(JSON.parse(data)));
  on("department", (data) => showDepartment(JSON.parse(data)));
  on("pages", (data) => {
    pages = JSON.parse(data);
    showPages();
    showNotice();
  });
  on("beat", () => {});
  on("over", gone);
  source.onerror = () => {
    source.close();
    fetch("preview.css").then((answer) => (answer.ok ? setTimeout(listen, 300) : gone()), gone);
  };
}

function gone() {
  if (source) source.close();
  source = null;
  const notice = byId("gone");
  notice.hidden = false;
  notice.textContent =
    "预览程序已经停了，这里看到的不会再更新。请重新运行 perfdocs preview，用它新显示的地址打开；这个地址不能再用。";
  document.body.classList.add("is-gone");
  document.title = `已停止 · ${document.title}`;
}

setInterval(() => {
  if (source && Date.now() - heard > SILENT_AFTER) {
    heard = Date.now();
    source.onerror();
  }
}, 1000);

function go(changes, isNew) {
  const wanted = wish();
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) wanted.delete(key);
    else wanted.set(key, value);
  }
  const query = `${wanted}`;
  history[isNew ? "pushState" : "replaceState"](null, "", query ? `?${query}` : location.pathname);
  if (source) listen();
}

// ---- Departments and findings

function showDepartments(data) {
  const list = byId("departments");
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const scroll = list.scrollTop;
  list.replaceChildren();
  let year = "";
  for (const each of data.departments) {
    if (each.year !== year) list.append(element("p", {}, `${each.year} 年度`));
    year = each.year;
    const query = wish();
    query.set("department", each.id);
    const label = element("span", { class: `badge ${each.state}` }, each.label);
    const link = element("a", { href: `?${query}`, title: each.id }, element("span", {}, each.name), label);
    link.dataset.id = each.id;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go({ department: each.id }, true);
    });
    list.append(link);
    if (link.getAttribute("href") === focused) link.focus();
  }
  for (const finding of data.findings) list.append(element("p", {}, `${finding.place} ${finding.message}`));
  list.scrollTop = scroll;
  byId("list").hidden = data.departments.length < 2 && data.findings.length === 0;
  byId("list-count").textContent = data.departments.length;
  markCurrent();
}

function markCurrent() {
  for (const link of byId("departments").querySelectorAll("a")) {
    if (link.dataset.id === shown.id) {
      if (!link.hasAttribute("aria-current")) link.scrollIntoView({ block: "nearest" });
      link.setAttribute("aria-current", "page");
    } else link.removeAttribute("aria-current");
  }
}

function showFindings() {
  const list = byId("findings");
  const said = JSON.stringify([shown.fault, shown.findings]);
  if (list.said === said) return;
  list.said = said;
  const keyOf = (item) => item.dataset.key;
  const open = new Set([...list.querySelectorAll("li:has(details[open])")].map(keyOf));
  const active = document.activeElement;
  const before = list.contains(active) ? active.closest("li") : null;
  const place = [...list.children].indexOf(before);
  list.replaceChildren(...shown.findings.map(findingItem));
  for (const item of list.children) if (open.has(keyOf(item))) item.querySelector("details").open = true;
  if (before && list.children.length) {
    const same = [...list.children].find((item) => keyOf(item) === keyOf(before));
    const next = same || list.children[Math.min(place, list.children.length - 1)];
    next.querySelector(active.tagName).focus({ preventScroll: true });
  }
  if (!shown.findings.length && !shown.fault) list.append(element("li", { class: "empty" }, "没有问题"));
}

function findingItem(finding) {
  const rule = shown.rules[finding.code];
  const badge = element("span", { class: `badge ${finding.weight}` }, finding.level);
  const message = element("span", { class: "message" }, finding.message);
  const button = element("button", { type: "button" }, badge, element("small", {}, finding.code), message);
  const below = `specs/${shown.id}/`;
  const name = finding.place.startsWith(below) ? finding.place.slice(below.length) : finding.place;
  const link = element("a", { href: finding.href, title: `在 VS Code 里打开 ${finding.place}` }, name);
  const place = element("span", { class: "place" }, link);
  const why = element("details", {}, element("summary", {}, rule.title));
  why.append(
    element("dl", {}, element("dt", {}, "为什么"), element("dd", {}, rule.why),
      element("dt", {}, "怎么改"), element("dd", {}, rule.mend)));
  let next = 0;
  button.addEventListener("click", () => {
    const cells = finding.cells.map(byId).filter(Boolean);
    if (cells.length) showCell(cells[next++ % cells.length]);
    else showPlaces([{ text: finding.place, href: finding.href }], [finding], "");
  });
  const item = element("li", { class: finding.weight }, button, place, why);
  item.dataset.key = `${finding.code} ${finding.place} ${finding.message}`;
  return item;
}

// ---- The forms

function showDepartment(data) {
  const isSame = data.id === shown.id;
  shown = { files: [], findings: [], rules: {}, forms: [], changed: [], name: data.id, ...data };
  const paper = byId("paper");
  const anchor = isSame ? topOfView(paper) : null;
  const focused = isSame && paper.contains(document.activeElement) ? document.activeElement.id : "";
  document.title = `${shown.name || "预览"} · 预览`;
  byId("name").textContent = shown.name || "预览";
  showState();
  showFindings();
  showNotice();
  style.replaceSync(shown.css || "");
  showForms();
  showPages();
  showJump();
  if (isSame && anchor) keepView(paper, anchor);
  else paper.scrollTop = 0;
  if (byId(focused)) byId(focused).focus({ preventScroll: true });
  if (!isSame) selected = "";
  showDetail();
  markCurrent();
  byId("live").textContent = shown.fault || `${shown.at} 更新了：${shown.label}${changedText()}`;
}

function showState() {
  const state = byId("state");
  state.replaceChildren();
  const moment = byId("moment");
  moment.replaceChildren();
  if (shown.fault) return;
  if (shown.draft) state.append(element("span", { class: "badge draft" }, "草稿"));
  state.append(element("span", { class: `badge ${shown.state}` }, shown.label));
  moment.append(`${shown.at} 的样子，内容 `, element("code", {}, shown.hash || "（有文件读不了）"));
}

function showNotice() {
  const notice = byId("notice");
  const say = (head, ...lines) => {
    notice.hidden = false;
    notice.replaceChildren(element("strong", {}, head), ...lines.map((line) => element("p", {}, line)));
  };
  const calm = (head) => {
    say(head);
    notice.className = "calm";
  };
  notice.hidden = true;
  notice.className = "";
  if (shown.fault) say(shown.fault);
  else if (shown.noForms) say("现在印不出表", shown.noForms, "左边列出了要改的地方；改好、存盘以后，表就出来了。");
  else if (shown.unread.length) {
    say("下面缺了几张表：这些文件读不了，改好左边列出的错误，它们的表就出来了", ...shown.unread);
  } else if (pagesOfThis() && pages.message) calm(pages.message);
  else if (shown.noLastYear) calm(shown.noLastYear);
}

function showForms() {
  const forms = byId("forms");
  forms.className = shown.draft ? "draft" : "";
  if (forms.firstElementChild && !forms.firstElementChild.matches("section.form")) forms.replaceChildren();
  while (forms.children.length > shown.forms.length) forms.lastElementChild.remove();
  const renewed = [];
  shown.forms.forEach((form, number) => {
    let section = forms.children[number];
    if (!section) {
      section = element("section", { class: "form", id: `form${number}` }, element("h2"),
        element("div", { class: "flow" }), element("div"));
      forms.append(section);
    }
    section.firstElementChild.textContent = form.title;
    if (section.html === form.html) return;
    section.html = form.html;
    renewed.push(section.children[1]);
    section.children[1].innerHTML = form.html;
    const first = section.querySelector("[data-at]");
    if (first) first.tabIndex = 0;
  });
  fit(renewed);
}

// Pictures of the printed pages take the place of a form where there are some of this very state.
function showPages() {
  const printed = pagesOfThis();
  [...byId("forms").querySelectorAll("section.form")].forEach((section, number) => {
    const [title, form, pictures] = section.children;
    const names = printed && printed.forms[number] ? printed.forms[number].pictures : [];
    if (form.hidden && !names.length) {
      form.hidden = false;
      fit([form]);
    }
    form.hidden = names.length > 0;
    if (pictures.dataset.names === names.join()) return;
    pictures.dataset.names = names.join();
    pictures.replaceChildren(...names.map((name, page) =>
      element("img", { class: "picture", src: `picture/${name}`, alt: `${title.textContent}，第 ${page + 1} 页` })));
  });
}

function pagesOfThis() {
  return wish().has("pages") && pages && pages.hash === shown.hash && pages.at === shown.at ? pages : null;
}

function showJump() {
  const jump = byId("jump");
  const value = jump.value;
  const changed = new Set((shown.changed || []).map((id) => id.split("-")[0].slice(1)));
  const wrong = new Set(shown.findings.filter((each) => each.weight === "error").flatMap((each) => each.cells)
    .map((id) => id.split("-")[0].slice(1)));
  jump.replaceChildren(...shown.forms.map((form, number) => {
    const notes = [wrong.has(`${number}`) ? "有错误" : "", changed.has(`${number}`) ? "有变化" : ""].filter(Boolean);
    const text = `${form.title}${notes.length ? `（${notes.join("，")}）` : ""}`;
    return element("option", { value: number }, text);
  }));
  if (value && jump.options[value]) jump.value = value;
  jump.disabled = !shown.forms.length;
  byId("changed").textContent = changedText().replace(/^；/, "");
}

function changedText() {
  return shown.changed && shown.changed.length ? `；上次存盘改了 ${shown.changed.length} 格` : "";
}

function topOfView(paper) {
  const top = paper.getBoundingClientRect().top;
  for (const cell of paper.querySelectorAll("[id^=c]")) {
    const box = cell.getBoundingClientRect();
    if (box.bottom > top && box.height) return { id: cell.id, offset: box.top - top };
  }
  return { id: "", scroll: paper.scrollTop };
}

function keepView(paper, anchor) {
  const cell = byId(anchor.id);
  if (cell) {
    paper.scrollTop += cell.getBoundingClientRect().top - paper.getBoundingClientRect().top - anchor.offset;
  } else if (anchor.scroll !== undefined) paper.scrollTop = anchor.scroll;
}

// Sheets that are wider than the window are made smaller, never larger. First all are measured, then all are set: the
// other way round, each would be laid out with all that stand before it.
function fit(boxes) {
  const paper = byId("paper");
  const room = paper.clientWidth - 2 * parseFloat(getComputedStyle(paper).paddingLeft);
  const widths = boxes.map((box) => (box.firstElementChild ? box.firstElementChild.offsetWidth : 0));
  boxes.forEach((box, number) => {
    const zoom = widths[number] > room ? room / widths[number] : 1;
    if (box.style.zoom !== `${zoom}`) box.style.zoom = zoom;
  });
}

function fitAll() {
  fit([...byId("paper").querySelectorAll(".flow")]);
}

// ---- Cells

function showCell(cell) {
  if (cell.closest("[hidden]")) byId("pages").click(); // its form, in place of the pictures
  cell.scrollIntoView({ block: "center", inline: "nearest" });
  if (!cell.hasAttribute("tabindex")) cell.tabIndex = -1;
  cell.focus({ preventScroll: true });
  cell.classList.remove("found");
  void cell.offsetWidth; // begins the animation again
  cell.classList.add("found");
  choose(cell);
}

function choose(cell) {
  const section = cell.closest("section.form");
  for (const other of section.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  cell.tabIndex = 0;
  selected = cell.id;
  showDetail();
}

function placesOf(cell) {
  return (cell.dataset.at || "").split(" ").filter(Boolean).map((at) => {
    const [file, line, column] = at.split(":");
    const { name, href } = shown.files[file];
    return { text: `${name}:${line}:${column}`, href: `${href}:${line}:${column}` };
  });
}

function showDetail() {
  const cell = selected && byId(selected);
  if (!cell) {
    byId("detail").replaceChildren("点一下表里的格子（或用方向键、回车），这里显示它写在哪个文件的第几行，并且复制好。");
    return;
  }
  const findings = shown.findings.filter((finding) => finding.cells.includes(selected));
  showPlaces(placesOf(cell), findings, "这一格是表上固定的文字，不在填报文件里。");
}

function showPlaces(places, findings, otherwise) {
  const detail = byId("detail");
  detail.replaceChildren();
  for (const place of places.slice(0, LONGEST_LIST)) {
    const copyIt = element("button", { type: "button" }, "复制");
    copyIt.addEventListener("click", () => copy(place.text, line));
    const link = element("a", { href: place.href }, "在 VS Code 里打开");
    const line = element("p", { class: "at" }, element("code", {}, place.text), copyIt, link);
    detail.append(line);
  }
  if (places.length > LONGEST_LIST) detail.append(element("p", {}, `这一格一共写在 ${places.length} 处。`));
  if (!places.length) detail.append(element("p", {}, otherwise));
  for (const finding of findings) {
    detail.append(element("p", { class: finding.weight }, `${finding.level} ${finding.code} ${finding.message}`));
  }
}

function copy(text, line) {
  const say = (what) => {
    const old = line && line.querySelector("[role=status]");
    if (old) old.remove();
    if (line) line.append(element("span", { role: "status" }, what));
  };
  if (!navigator.clipboard) return say("浏览器不让复制，请自己选中复制");
  return navigator.clipboard.writeText(text).then(() => say("已复制"), () => say("浏览器不让复制，请自己选中复制"));
}

function open(cell) {
  choose(cell);
  const [place] = placesOf(cell);
  if (place) copy(place.text, byId("detail").querySelector(".at"));
}

function neighbour(cell, key) {
  const cells = [...cell.closest("section.form").querySelectorAll("[data-at]")];
  const at = cells.indexOf(cell);
  if (key === "ArrowLeft" || key === "ArrowRight") return cells[at + (key === "ArrowRight" ? 1 : -1)];
  const from = cell.getBoundingClientRect();
  const isBelow = key === "ArrowDown";
  let best = null;
  let least = Infinity;
  for (const other of cells) {
    const box = other.getBoundingClientRect();
    const down = isBelow ? box.top - from.bottom : from.top - box.bottom;
    const aside = Math.max(box.left - from.right, from.left - box.right, 0);
    if (other !== cell && down > -4 && down * 2 + aside < least) {
      best = other;
      least = down * 2 + aside;
    }
  }
  return best;
}

byId("paper").addEventListener("click", (event) => {
  const cell = event.target.closest("[data-at]");
  if (!cell) return;
  cell.focus({ preventScroll: true });
  open(cell);
});

byId("paper").addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-at]");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter") {
    open(cell);
    event.preventDefault();
  } else if (event.key.startsWith("Arrow")) {
    const next = neighbour(cell, event.key);
    if (next) {
      choose(next);
      next.focus();
    }
    event.preventDefault();
  }
});

byId("paper").addEventListener("focusin", (event) => {
  if (event.target.matches("[data-at]")) choose(event.target);
});

byId("jump").addEventListener("change", (event) => {
  const section = byId(`form${event.target.value}`);
  if (section) section.scrollIntoView({ block: "start" });
});
for (const name of ["last", "pages"]) {
  byId(name).addEventListener("change", (event) => {
    go({ [name]: event.target.checked ? "1" : null }, false);
    showPages();
    showNotice();
  });
}
addEventListener("popstate", () => source && listen());
addEventListener("resize", fitAll);
listen();
