/* Reading a book: a term opens its definition below the line, keys turn pages once they are switched on, and the browser
   remembers where one was. All of it stays in this browser. */
(() => {
  "use strict";
  const store = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* forbidden: for this page only */ } },
  };

  /* --- Terms. Without the script a term is a link to its page in the glossary; that link stands in what opens. --- */

  function openTerm(link, number) {
    const button = document.createElement("button"), note = document.createElement("span");
    const more = document.createElement("a");
    button.type = "button";
    button.className = "term-button";
    button.append(...link.childNodes);
    note.className = "term-note";
    note.id = `term-note-${number}`;
    more.href = link.href;
    more.textContent = link.dataset.term;
    note.append(more, ` – ${link.dataset.definition}`);
    link.replaceWith(button);

    const set = (isOpen) => {
      button.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) {
        button.setAttribute("aria-controls", note.id);
        button.after(note);
      } else {
        button.removeAttribute("aria-controls");
        note.remove();
      }
    };
    set(false);
    button.addEventListener("click", () => set(!note.isConnected));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !note.isConnected) return;
      const isHere = note.contains(document.activeElement);
      set(false);
      if (isHere) button.focus();
    });
  }

  document.querySelectorAll(".chapter-text a.term").forEach(openTerm);

  /* --- Keys: off until they are switched on, since they would take letters from those who speak to their computer. --- */

  const keys = document.querySelector("[data-keys]");
  const acts = {
    n: () => document.querySelector(".turn a[rel=next]")?.click(),
    p: () => document.querySelector(".turn a[rel=prev]")?.click(),
    "/": () => document.getElementById("book-q")?.focus(),
  };
  if (keys) {
    keys.closest("[hidden]").hidden = false;
    keys.checked = store.get("book-keys") === "on";
    keys.addEventListener("change", () => store.set("book-keys", keys.checked ? "on" : "off"));
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (!keys.checked || isTyping || event.ctrlKey || event.metaKey || event.altKey || !(event.key in acts)) return;
      event.preventDefault();
      acts[event.key]();
    });
  }

  /* --- Where one was: the last heading above the top of the window. --- */

  const text = document.querySelector("[data-reading]");
  if (!text) return;
  const headings = [...text.querySelectorAll(":is(h2, h3, h4)[id]")];
  const words = (heading) => {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll(".anchor, .term-note").forEach((part) => part.remove());
    return copy.textContent.trim();
  };
  let timer = 0;
  const remember = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop();
    const place = {
      address: location.pathname + (passed ? `#${passed.id}` : ""),
      title: text.dataset.title + (passed ? ` – ${words(passed)}` : ""),
    };
    store.set(text.dataset.reading, JSON.stringify(place));
  };
  addEventListener("scroll", () => { clearTimeout(timer); timer = setTimeout(remember, 300); }, { passive: true });
})();
