/* Fields count their words while one types, and mistakes come first. */
(() => {
  "use strict";

  const words = (text) => (text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) || []).length;

  function countWords(field) {
    const foot = field.querySelector("[data-words]");
    const input = field.querySelector("textarea, input");
    if (!foot || !input) return;
    const advice = foot.textContent;
    const count = () => {
      const number = words(input.value);
      foot.textContent = number ? `${foot.dataset.one} ${number} · ${advice}` : advice;
    };
    input.addEventListener("input", count);
    count();
  }

  for (const field of document.querySelectorAll(".field")) countWords(field);
  document.getElementById("errors")?.focus();
})();
