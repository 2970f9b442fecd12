/* One more row of a table that one fills in; without it the button sends the form and a row comes back. */
(() => {
  "use strict";

  function addRows(fieldset) {
    const button = fieldset.querySelector("[data-add]");
    const pattern = fieldset.querySelector("template");
    const count = fieldset.querySelector("input[name$='-count']");
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const number = Number(count.value);
      if (number >= Number(fieldset.dataset.most)) return;
      const row = pattern.content.firstElementChild.cloneNode(true);
      for (const element of row.querySelectorAll("[name], [id], [for]")) {
        for (const attribute of ["name", "id", "for"]) {
          const value = element.getAttribute(attribute);
          if (value) element.setAttribute(attribute, value.replace("-NEW-", `-${number}-`));
        }
      }
      row.querySelector("input[name$='-uid']").value = `n${crypto.randomUUID().slice(0, 8)}`;
      button.before(row);
      count.value = number + 1;
      row.querySelector("input:not([type=hidden]), select, textarea").focus();
    });
  }

  for (const fieldset of document.querySelectorAll("[data-rows]")) addRows(fieldset);
})();
