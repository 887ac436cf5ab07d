"use strict";
// One document: its pages or its text beside its record. A value leads to its places, a place to its value; marks.

const data = JSON.parse(document.getElementById("data").textContent);
const key = `${data.id} ${data.path}`;
const text = Array.from(data.text); // offsets of records count code points
const $ = (id) => document.getElementById(id);
const items = new Map(); // pointer -> {pointer, value, places: [{page, start, end, boxes}], note, element}
let order = []; // pointers in the order of the page
let chosen = null;
let asText = !data.pages.some((page) => page.picture);
let state = { id: data.id, path: data.path, sha256: data.sha256, complete: false, marks: [], record: data.record };

function make(tag, attributes = {}, ...inner) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...inner.filter((part) => part !== null));
  return element;
}

// ---------------------------------------------------------------- what can be chosen

const placed = (index) => data.evidence[index];
const ofSpan = (span) => (span ? [{ page: span[0], start: span[1], end: span[2], boxes: [span.slice(3)] }] : []);
const label = (pointer) => pointer.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
  .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : words.fields[part] || part.replaceAll("_", " "))).join(" · ");

function item(pointer, value, places, note, element) {
  items.set(pointer, { pointer, value, places, note, element });
  order.push(pointer);
  element.dataset.pointer = pointer;
  element.addEventListener("click", () => choose(pointer, true));
  return element;
}

function note(entry) {
  return entry ? `${entry.method} · ${Math.round(entry.confidence * 100)} %` : words.no_place;
}

function showFirst() {
  const list = make("ul", { class: "first" });
  data.record.findings.forEach((finding, index) => {
    const pointer = `/findings/${index}`;
    const own = data.evidence.filter((entry) => entry.pointer === pointer);
    const about = data.evidence.filter((entry) => finding.pointer && (entry.pointer === finding.pointer || entry.pointer.startsWith(`${finding.pointer}/`)));
    const cell = items.get(finding.pointer);
    const places = own.length ? own : about.length ? about : cell ? cell.places : [];
    const element = make("button", { type: "button", class: `item finding ${finding.severity}` },
      make("span", { class: "code" }, finding.code), ` ${finding.page ? `${words.page} ${finding.page}: ` : ""}${finding.message}`);
    list.append(make("li", {}, item(pointer, finding.message, places, finding.code, element)));
    if (!places.length && finding.page) items.get(pointer).page = finding.page;
  });
  for (const value of data.values.filter((value) => value.doubt === "low")) {
    list.append(make("li", {}, make("button", { type: "button", class: "item", onclick: () => choose(value.pointer, true) },
      make("span", { class: "code" }, words.low), ` ${label(value.pointer)}: ${short(value.value)}`)));
  }
  if (list.children.length) $("first").append(list);
  else $("first").append(make("p", { class: "soft" }, words.nothing_first));
}

function short(value) {
  const told = typeof value === "boolean" ? (value ? words.yes : words.no) : String(value);
  return told.length > 400 ? `${told.slice(0, 400)} …` : told;
}

function showValues() {
  let group = null, list = null;
  for (const value of data.values) {
    const field = value.pointer.split("/")[1];
    const alone = value.pointer === `/${field}`;
    if (field !== group) {
      group = field;
      list = make("div", { class: "group" });
      $("values").append(...(alone ? [] : [make("h3", {}, label(`/${field}`))]), list);
    }
    const entry = value.places.length ? placed(value.places[0]) : null;
    const sure = value.confidence === null ? "none" : value.confidence < 0.8 ? "low" : value.confidence < 0.9 ? "middle" : "high";
    const element = make("button", { type: "button", class: `item value ${value.doubt}` },
      make("span", { class: "label" }, label(alone ? value.pointer : value.pointer.slice(field.length + 1))),
      make("span", { class: "told" }, short(value.value)), make("span", { class: `sure ${sure}`, title: note(entry) }),
      make("span", { class: "mark" }));
    list.append(item(value.pointer, value.value, value.places.map(placed), note(entry), element));
  }
}

function showTables() {
  for (const table of data.tables) {
    const head = make("tr", {}, make("th", {}), ...table.columns.map((column) => make("th", {}, column)));
    const body = table.rows.map((row, i) => {
      const cells = row.cells.map(([value, span], j) => {
        const pointer = `${table.pointer}/rows/${i}/values/${table.columns[j].replaceAll("~", "~0").replaceAll("/", "~1")}`;
        const cell = make("td", { class: "item n", tabindex: "-1" }, value === null ? "" : value);
        return item(pointer, value, ofSpan(span), `${table.columns[j]} · ${row.label}`, cell);
      });
      const name = make("th", { scope: "row", class: "item" }, row.label);
      return make("tr", { class: row.role }, item(`${table.pointer}/rows/${i}/label`, row.label, ofSpan(row.label_span), words.row, name), ...cells);
    });
    $("tables").append(make("h3", {}, table.title || words.table), make("div", { class: "wide" },
      make("table", {}, make("thead", {}, head), make("tbody", {}, ...body))));
  }
}

// ---------------------------------------------------------------- the source

function showPages() {
  const watcher = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) if (isIntersecting) { watcher.unobserve(target); drawBoxes(target); }
  }, { root: $("source"), rootMargin: "400px" });
  for (const page of data.pages) {
    const about = [`${words.page} ${page.number}`, words.states[page.state] || page.state, page.reason].filter(Boolean).join(" · ");
    const figure = make("figure", { "data-page": page.number }, make("figcaption", {}, about));
    if (page.picture) {
      const sheet = make("div", { class: "sheet" }, make("img", { src: page.picture, alt: about, loading: "lazy", width: Math.round(page.width), height: Math.round(page.height) }));
      figure.append(sheet);
      sheet.page = page;
      watcher.observe(sheet);
    }
    $("source").append(figure);
  }
}

function drawBoxes(sheet) {
  if (sheet.drawn) return;
  sheet.drawn = true;
  const { number, width, height } = sheet.page;
  const drawn = new Map();
  for (const { pointer, places } of items.values()) for (const place of places) {
    if (place.page !== number) continue;
    for (const [x0, top, x1, bottom] of place.boxes) {
      const where = [x0, top, x1, bottom].join();
      let box = drawn.get(where);
      if (!box) {
        box = make("button", { type: "button", class: "box", tabindex: "-1", "aria-label": label(pointer) });
        Object.assign(box.style, { left: `${(100 * x0) / width}%`, top: `${(100 * top) / height}%`, width: `${(100 * (x1 - x0)) / width}%`, height: `${(100 * (bottom - top)) / height}%` });
        box.pointers = [];
        box.addEventListener("click", () => choose(box.pointers[(box.pointers.indexOf(chosen) + 1) % box.pointers.length], false));
        drawn.set(where, box);
        sheet.append(box);
      }
      box.pointers.push(pointer);
      if (pointer.startsWith("/findings/")) box.classList.add("doubt");
    }
  }
}

function showText() {
  const cuts = new Set([0, text.length]);
  const spans = [];
  for (const { pointer, places } of items.values()) for (const { start, end } of places) {
    spans.push({ pointer, start, end });
    cuts.add(start).add(end);
  }
  spans.sort((a, b) => a.start - b.start);
  const pane = make("pre", { class: "text" });
  const bounds = [...cuts].filter((at) => at <= text.length).sort((a, b) => a - b);
  let next = 0, open = [];
  for (let i = 0; i + 1 < bounds.length; i += 1) {
    while (next < spans.length && spans[next].start <= bounds[i]) open.push(spans[next++]);
    open = open.filter((span) => span.end > bounds[i]);
    const piece = text.slice(bounds[i], bounds[i + 1]).join("").replaceAll("\f", "\n");
    if (!open.length) { pane.append(make("span", { "data-start": bounds[i] }, piece)); continue; }
    const pointers = [...new Set(open.map((span) => span.pointer))];
    const mark = make("mark", { "data-start": bounds[i], class: pointers.every((p) => p.startsWith("/findings/")) ? "doubt" : "" }, piece);
    mark.pointers = pointers;
    mark.addEventListener("click", () => choose(pointers[(pointers.indexOf(chosen) + 1) % pointers.length], false));
    pane.append(mark);
  }
  $("source").append(pane);
}

function showSource() {
  $("source").replaceChildren();
  $("as-text").setAttribute("aria-pressed", asText);
  $("as-text").hidden = !data.pages.some((page) => page.picture);
  if (asText) showText(); else showPages();
}

// ---------------------------------------------------------------- choosing and marking

function choose(pointer, lead) {
  const before = items.get(chosen);
  if (before) before.element.removeAttribute("aria-current");
  chosen = pointer;
  const now = items.get(pointer);
  if (!now) return;
  now.element.setAttribute("aria-current", "true");
  if (lead) toPlace(now); else now.element.scrollIntoView({ block: "center" });
  light();
  showChosen(now);
}

function toPlace(now) {
  const place = now.places[0] || (now.page ? { page: now.page, boxes: [] } : null);
  if (!place) return;
  if (asText) {
    light();
    const marked = $("source").querySelector(".lit");
    if (marked) marked.scrollIntoView({ block: "center" });
    return;
  }
  const figure = $("source").querySelector(`[data-page="${place.page}"]`);
  const sheet = figure && figure.querySelector(".sheet");
  if (!sheet) return;
  drawBoxes(sheet);
  const top = place.boxes.length ? (place.boxes[0][1] / sheet.page.height) * sheet.clientHeight : 0;
  $("source").scrollTo({ top: figure.offsetTop - $("source").offsetTop + top - $("source").clientHeight / 3 });
}

function light() {
  for (const box of $("source").querySelectorAll(".box, mark")) box.classList.toggle("lit", box.pointers.includes(chosen));
}

const markOf = (pointer) => state.marks.find((mark) => mark.pointer === pointer);

function setMark(pointer, mark, value) {
  state.marks = state.marks.filter((other) => other.pointer !== pointer);
  if (mark) state.marks.push(value === undefined ? { pointer, mark } : { pointer, mark, value });
  changed();
  const now = items.get(pointer);
  if (now && pointer === chosen) showChosen(now);
}

async function changed() {
  state.at = new Date().toISOString();
  showMarks();
  try { $("saved").textContent = await keep(key, state); } catch (error) { $("saved").textContent = `${words.not_saved}: ${error.message}`; }
}

function showMarks() {
  for (const { pointer, element } of items.values()) {
    const mark = markOf(pointer);
    element.classList.toggle("right", Boolean(mark && mark.mark === "right"));
    element.classList.toggle("wrong", Boolean(mark && mark.mark === "wrong"));
  }
  $("complete").checked = state.complete;
  for (const old of document.querySelectorAll(".added")) old.remove();
  for (const mark of state.marks.filter((mark) => mark.mark === "missing")) {
    const told = typeof mark.value === "object" ? Object.values(mark.value).filter(Boolean).join(", ") : mark.value;
    $("first").append(make("p", { class: "added" }, make("span", { class: "code" }, words.missing_one), ` ${label(mark.pointer.replace(/\/-$/, ""))}: ${told} `,
      make("button", { type: "button", onclick: () => { state.marks = state.marks.filter((other) => other !== mark); changed(); } }, words.take_back)));
  }
}

function showChosen(now) {
  const mark = markOf(now.pointer);
  const isFinding = now.pointer.startsWith("/findings/");
  const right = make("input", { type: "text", id: "right-value", "aria-label": words.right_value, placeholder: words.right_value });
  right.value = mark && mark.value !== undefined && mark.value !== null ? mark.value : now.value ?? "";
  const corrected = () => setMark(now.pointer, "wrong", typed(now.value, right.value));
  right.addEventListener("keydown", (event) => { if (event.key === "Enter") { corrected(); $("record").focus(); } event.stopPropagation(); });
  const quotes = now.places.map((place) => text.slice(place.start, place.end).join("")).join(" … ");
  $("chosen").replaceChildren(
    make("p", {}, make("strong", {}, label(now.pointer)), ` ${isFinding ? "" : short(now.value ?? "")}`),
    make("p", { class: "soft" }, quotes && quotes !== String(now.value) ? `“${short(quotes)}” · ` : "", now.note),
    make("div", { class: "buttons" },
      make("button", { type: "button", "aria-pressed": Boolean(mark && mark.mark === "right"), onclick: () => setMark(now.pointer, "right") }, isFinding ? words.true_finding : words.right, " ", make("kbd", {}, "y")),
      make("button", { type: "button", "aria-pressed": Boolean(mark && mark.mark === "wrong"), onclick: () => (isFinding ? setMark(now.pointer, "wrong") : right.select()) }, isFinding ? words.false_finding : words.wrong, " ", make("kbd", {}, "n")),
      ...(isFinding ? [] : [right, make("button", { type: "button", onclick: corrected }, words.correct),
        make("button", { type: "button", onclick: () => setMark(now.pointer, "wrong", null) }, words.not_there, " ", make("kbd", {}, "x"))]),
      make("button", { type: "button", disabled: !mark, onclick: () => setMark(now.pointer, null) }, words.take_back)));
  $("chosen").hidden = false;
}

function typed(was, told) {
  if (typeof was === "number" && told.trim() !== "" && !Number.isNaN(Number(told))) return Number(told);
  if (typeof was === "boolean") return [words.yes, "true", "1"].includes(told);
  return told;
}

// ---------------------------------------------------------------- what is missing

function openAdd() {
  const chosenText = String(getSelection() || "").trim();
  const place = asText ? selected() : null;
  const select = $("add-field");
  select.replaceChildren(...targets().map(({ pointer, keys }) => {
    const option = make("option", { value: pointer }, label(pointer.replace(/\/-$/, "")));
    option.keys = keys;
    return option;
  }));
  const fill = () => {
    const keys = select.selectedOptions[0].keys;
    const told = ["text", "name", "raw", "title"].find((name) => keys.includes(name)) || "";
    $("add-values").replaceChildren(...(keys.length ? keys : [""]).map((name) => {
      const input = make("input", { type: "text", "data-name": name });
      if (name === told) input.value = chosenText;
      return make("label", {}, (words.fields[name] || name.replaceAll("_", " ") || words.value) + " ", input);
    }));
  };
  select.onchange = fill;
  fill();
  $("add-place").textContent = place ? `“${text.slice(place.start, place.end).join("").slice(0, 120)}”` : words.select_hint;
  $("add").onclose = () => {
    if ($("add").returnValue !== "ok") return;
    const inputs = [...$("add-values").querySelectorAll("input")];
    const plain = inputs.length === 1 && !inputs[0].dataset.name;
    const value = plain ? inputs[0].value : Object.fromEntries(inputs.filter((input) => input.value).map((input) => [input.dataset.name, input.value]));
    state.marks.push({ pointer: select.value, mark: "missing", value, ...(place || {}) });
    changed();
  };
  $("add").returnValue = "";
  $("add").showModal();
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const at = (node, offset) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    return piece ? Number(piece.dataset.start) + Array.from(piece.textContent.slice(0, node.nodeType === Node.TEXT_NODE ? offset : 0)).length : null;
  };
  const start = at(range.startContainer, range.startOffset);
  const length = Array.from(range.toString()).length;
  return start !== null && length ? { start, end: start + length } : null;
}

function targets() {
  const found = [];
  const walk = (node, pattern, pointer) => {
    if (pattern in data.lists) found.push({ pointer: `${pointer}/-`, keys: data.lists[pattern] });
    if (Array.isArray(node)) node.forEach((inner, i) => walk(inner, `${pattern}/*`, `${pointer}/${i}`));
    else if (node && typeof node === "object") for (const [name, inner] of Object.entries(node)) walk(inner, `${pattern}/${name}`, `${pointer}/${name}`);
    else if (node === null && data.scalars.includes(pattern)) found.push({ pointer, keys: [] });
  };
  walk(data.record, "", "");
  const rank = (target) => data.order.indexOf(target.pointer.split("/")[1]);
  return found.sort((a, b) => rank(a) - rank(b));
}

// ---------------------------------------------------------------- keys

function step(by) {
  const at = order.indexOf(chosen);
  choose(order[Math.min(order.length - 1, Math.max(0, at + by))], true);
  const now = items.get(chosen);
  if (!now) return;
  now.element.focus({ preventScroll: true });
  now.element.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => step(1), k: () => step(-1), m: openAdd, s: () => $("save").click(), t: () => $("as-text").click(),
  y: () => { if (chosen) { setMark(chosen, "right"); step(1); } },
  n: () => { if (chosen) { const input = $("right-value"); if (input) { input.focus(); input.select(); } else setMark(chosen, "wrong"); } },
  x: () => { if (chosen && !chosen.startsWith("/findings/")) setMark(chosen, "wrong", null); },
  o: () => document.querySelector("[rel=next]")?.click(), p: () => document.querySelector("[rel=prev]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName) && event.target.type !== "checkbox" || $("add").open) return;
  const act = KEYS[event.key];
  if (act) { event.preventDefault(); act(); }
});

$("complete").addEventListener("change", (event) => { state.complete = event.target.checked; changed(); });
$("missing").addEventListener("click", openAdd);
$("as-text").addEventListener("click", () => { asText = !asText; showSource(); if (chosen) choose(chosen, true); });
$("save").addEventListener("click", () => download(`marks-${data.id}.jsonl`, [state]));

showTables();
showValues();
showFirst();
order = [...document.querySelectorAll("#first [data-pointer], #values [data-pointer]")].map((element) => element.dataset.pointer);
showSource();
onDisk().then(() => { state = { ...state, ...(marksOf(key) || {}), record: data.record }; showMarks(); });
