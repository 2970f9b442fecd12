"use strict";
// Work with a decision tool: moves between cells, fills them from a spreadsheet, puts the focus where a step ended.
(() => {
  // The rows of cells of a table, without headings and without what is folded below an item.
  const rowsOf = (cell) => [...cell.closest("table").querySelectorAll("tbody > tr:not(.folded)")];

  // Arrow up and down move between the cells of a column, as in a spreadsheet.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const cell = event.target.closest(".grid tr:not(.folded) > td, .grid th");
    if (!cell || event.target.tagName !== "INPUT") return;
    const rows = rowsOf(cell);
    const row = rows[rows.indexOf(cell.parentElement) + (event.key === "ArrowDown" ? 1 : -1)];
    const next = row && row.cells[cell.cellIndex] && row.cells[cell.cellIndex].querySelector("input");
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });

  function put(field, text) {
    if (field.tagName === "INPUT") field.value = text;
    const choice = field.tagName === "SELECT" && [...field.options].find((one) => one.text.toLowerCase() === text.toLowerCase());
    if (choice) field.value = choice.value;
  }

  // A block copied from a spreadsheet and pasted into a cell fills the cells to the right and below.
  document.addEventListener("paste", (event) => {
    const cell = event.target.closest(".grid-matrix td, .grid-list tr:not(.folded) > td, .grid-list th");
    const text = event.clipboardData && event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!cell || !text || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const rows = rowsOf(cell);
    let number = rows.indexOf(cell.parentElement);
    for (const line of text.split(/\r?\n/)) {
      let place = cell.cellIndex;
      for (const value of line.split("\t")) {
        const field = rows[number] && rows[number].cells[place] && rows[number].cells[place].querySelector("input, select");
        if (field) put(field, value.trim());
        place += 1;
      }
      number += 1;
    }
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  });

  function arrive() {
    const work = document.getElementById("work");
    if (!work) return;
    const problems = document.getElementById("problems");
    const wanted = problems || (work.dataset.focus && document.getElementById(work.dataset.focus));
    if (wanted) wanted.focus();
    const go = work.querySelector("[data-go]");
    if (go) location.assign(go.href);
  }
  document.addEventListener("htmx:afterSettle", arrive);
  document.addEventListener("DOMContentLoaded", arrive);
})();
