/* Reading a book: a term opens its definition below the line, and the browser keeps one's place. */
(() => {
  "use strict";

  /* Without the script a term is a link to its page in the glossary; that link stands in what opens. */
  function openTerms(link, number) {
    const button = document.createElement("button"), id = `term-note-${number}`;
    button.type = "button";
    button.className = "term-button";
    button.setAttribute("aria-expanded", "false");
    button.append(...link.childNodes);
    link.replaceWith(button);
    let note = null;

    const close = () => {
      note?.remove();
      note = null;
      button.setAttribute("aria-expanded", "false");
      button.removeAttribute("aria-controls");
    };
    const open = () => {
      note = document.createElement("span");
      note.className = "term-note";
      note.id = id;
      note.setAttribute("role", "note");
      const title = document.createElement("strong"), more = document.createElement("a");
      title.textContent = link.dataset.term;
      more.href = link.href;
      more.textContent = link.dataset.term;
      note.append(more.cloneNode(true), " – ", link.dataset.definition);
      button.closest("p, li, td, th, h2, h3")?.append(note);
      button.setAttribute("aria-expanded", "true");
      button.setAttribute("aria-controls", id);
    };
    button.addEventListener("click", () => note ? close() : open());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !note) return;
      const isInside = note.contains(document.activeElement) || document.activeElement === button;
      close();
      if (isInside) button.focus();
    });
  }

  document.querySelectorAll(".chapter-text a.term").forEach(openTerms);

  /* One's place in a chapter, kept in this browser only. */
  const text = document.querySelector("[data-chapter]");
  if (!text) return;
  const name = `place-${text.dataset.chapter}`;
  const stored = (() => { try { return Number(sessionStorage.getItem(name)); } catch { return 0; } })();
  if (stored && !location.hash && performance.getEntriesByType("navigation")[0]?.type === "reload") scrollTo(0, stored);
  let timer = 0;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { try { sessionStorage.setItem(name, String(scrollY)); } catch { /* forbidden */ } }, 300);
  }, { passive: true });
})();
