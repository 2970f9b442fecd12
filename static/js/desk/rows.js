/* One more row of a table that one fills in; without it the button sends the form and a row comes back. */
(() => {
  "use strict";

  function addRows(fieldset) {
    const button = fieldset.querySelector("[data-add]");
    const pattern = fieldset.querySelector("template");
    const count = fieldset.querySelector("input[name$='-count']");
    function addRow() {
      const number = Number(count.value);
      if (number >= Number(fieldset.dataset.most)) return null;
      const row = pattern.content.firstElementChild.cloneNode(true);
      for (const element of row.querySelectorAll("[name], [id], [for]")) {
        for (const attribute of ["name", "id", "for"]) {
          const value = element.getAttribute(attribute);
          if (value) element.setAttribute(attribute, value.replace("-NEW-", `-${number}-`));
        }
      }
      for (const place of row.querySelectorAll("[data-errors]")) place.dataset.errors = place.dataset.errors.replace(/-NEW$/, `-${number}`);
      row.querySelector("input[name$='-uid']").value = `n${crypto.randomUUID().slice(0, 8)}`;
      button.before(row);
      count.value = number + 1;
      return row;
    }
    button.addEventListener("click", (event) => {
      event.preventDefault();
      addRow()?.querySelector("input:not([type=hidden]), select, textarea").focus();
    });
    fieldset.addEventListener("more-rows", addRow);
  }

  for (const fieldset of document.querySelectorAll("[data-rows]")) addRows(fieldset);
})();
