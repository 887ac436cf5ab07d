"use strict";
// The marks of one document: kept in the browser, and on disk where `griffier review --serve` gave the page.

const words = JSON.parse(document.getElementById("words").textContent);
const served = location.protocol.startsWith("http");

function marksOf(key) {
  try { return JSON.parse(localStorage.getItem(`griffier:${key}`)); } catch { return null; }
}

async function keep(key, marks) {
  localStorage.setItem(`griffier:${key}`, JSON.stringify(marks));
  if (!served) return words.kept;
  const answer = await fetch("marks", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(marks) });
  if (!answer.ok) throw new Error(answer.statusText);
  return words.on_disk;
}

async function onDisk() {
  if (!served) return;
  const answer = await fetch("marks.jsonl");
  if (!answer.ok) return;
  for (const line of (await answer.text()).split("\n").filter(Boolean)) {
    const marks = JSON.parse(line);
    localStorage.setItem(`griffier:${marks.id} ${marks.path}`, line);
  }
}

function download(name, lines) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.map((line) => JSON.stringify(line) + "\n").join("")], { type: "application/jsonl" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
