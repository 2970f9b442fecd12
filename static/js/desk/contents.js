/* Parts are dragged to another place; the buttons do the same without it. */
(() => {
  "use strict";
  const list = document.querySelector("[data-arranged]");
  if (!list) return;
  let moving = null;

  list.addEventListener("dragstart", (event) => {
    moving = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    moving.classList.add("is-moving");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    event.preventDefault();
    if (!moving || !over || over === moving) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(moving); else over.after(moving);
  });
  list.addEventListener("dragend", () => {
    moving.classList.remove("is-moving");
    moving = null;
    document.querySelector("[name=contents-move][value=as-is]").click(); // saved, and numbered anew
  });
})();
