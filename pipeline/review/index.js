"use strict";
const rows = [...document.querySelectorAll("tbody tr")];
const selects = [...document.querySelectorAll("select[data-column]")];

function filter() {
  const sought = document.getElementById("search").value.toLowerCase();
  let shown = 0;
  for (const row of rows) {
    const fits = selects.every((s) => !s.value || row.dataset[s.dataset.column].split(s.dataset.column === "findings" ? " " : "\n").includes(s.value));
    row.hidden = !(fits && row.textContent.toLowerCase().includes(sought));
    shown += !row.hidden;
  }
  document.getElementById("count").textContent = `${shown} / ${rows.length}`;
}

function showMarked() {
  for (const row of rows) {
    const marks = marksOf(row.dataset.key);
    const count = marks ? marks.marks.length : 0;
    row.querySelector(".marked").textContent = marks ? `${count}${marks.complete ? " ✓" : ""}` : "";
  }
}

document.getElementById("search").addEventListener("input", filter);
selects.forEach((s) => s.addEventListener("change", filter));
document.getElementById("save").addEventListener("click", () =>
  download("marks.jsonl", rows.map((row) => marksOf(row.dataset.key)).filter((m) => m && (m.complete || m.marks.length))));
filter();
showMarked();
onDisk().then(showMarked);
window.addEventListener("pageshow", showMarked);
