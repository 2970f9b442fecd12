/* Small comforts; every page works without them. */
(() => {
  const root = document.documentElement;
  const stored = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;

  /* Whoever signed out leaves nothing of what this browser kept of their writing (drafts.js). */
  if (document.cookie.includes("signed-out=")) {
    try { for (const name of Object.keys(localStorage)) if (name.startsWith("draft-")) localStorage.removeItem(name); } catch { /* forbidden */ }
    document.cookie = "signed-out=; path=/; max-age=0; samesite=lax";
  }

  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  document.addEventListener("DOMContentLoaded", () => {
    const toggle = document.querySelector(".theme-toggle");
    if (toggle) {
      toggle.hidden = false;
      toggle.setAttribute("aria-pressed", String(isDark()));
      toggle.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        toggle.setAttribute("aria-pressed", String(isDark()));
        try { localStorage.setItem("theme", root.dataset.theme); } catch { /* private mode: for this page only */ }
      });
    }

    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }

    /* Where one was in a book, as book.js keeps it in this browser. */
    for (const line of document.querySelectorAll("[data-continue]")) {
      try {
        const { address, title } = JSON.parse(localStorage.getItem(line.dataset.continue));
        const link = line.querySelector("a");
        if (!address.startsWith("/") || address.startsWith("//")) continue;
        link.href = address;
        link.textContent = title;
        line.hidden = false;
      } catch { /* nothing read yet, or forbidden */ }
    }

    /* What few people use is fetched when it is: by the first press of its button, or where it was used before. */
    for (const part of document.querySelectorAll("[data-script]")) {
      const button = part.querySelector("button");
      const load = () => new Promise((done) => {
        const script = document.createElement("script");
        script.src = part.dataset.script;
        script.addEventListener("load", done);
        document.head.append(script);
      });
      const usedBefore = (() => { try { return localStorage.getItem(part.dataset.name); } catch { return null; } })();
      part.hidden = false;
      if (usedBefore) load();
      else button.addEventListener("click", () => load().then(() => button.click()), { once: true });
    }

    for (const button of document.querySelectorAll("[data-copy]")) {
      if (!navigator.clipboard) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
        const status = document.querySelector("[data-copied]");
        status.textContent = button.textContent = status.dataset.copied;
      });
    }

    for (const input of document.querySelectorAll("[data-suggest]")) combobox(input);
    sortAtOnce(document);
    refreshResults();
  });

  function sortAtOnce(where) {
    for (const select of where.querySelectorAll("select[data-submit]")) {
      select.form.querySelector("button[type=submit]").hidden = true;
      select.addEventListener("change", () => select.form.requestSubmit());
    }
  }

  /* Lists of results are exchanged in place by htmx: what was open stays open, the number is said aloud, and the
     keyboard goes on where it was, or at the number of entries. */
  function refreshResults() {
    let open = [];
    document.addEventListener("htmx:beforeSwap", () => {
      open = [...document.querySelectorAll("#results details[open]")].map((details) => details.id);
    });
    document.addEventListener("htmx:afterSettle", () => {
      const results = document.getElementById("results");
      if (!results) return;
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      sortAtOnce(results);
      document.getElementById("q").value = results.dataset.words;
      const count = results.querySelector("[data-announce]");
      document.getElementById("announce").textContent = count.textContent.trim();
      if (document.activeElement === document.body) count.focus({ preventScroll: true });
    });
    for (const name of ["htmx:responseError", "htmx:sendError"]) {
      document.addEventListener(name, (event) => {
        const link = event.detail.elt.closest("a[href]"), form = event.detail.elt.closest("form[method=get]");
        if (link) location.href = link.href; else form?.submit();
      });
    }
  }

  /* The combobox with a list of suggestions of the ARIA Authoring Practices: focus stays in the field. */
  function combobox(input) {
    const list = document.getElementById("q-suggestions");
    const status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    input.form.append(status);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
      input.setAttribute(name, value);
    }
    let chosen = -1, asked = "", timer, addresses = [];

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (index) => {
      const options = [...list.children];
      chosen = index === options.length ? -1 : index;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
      if (chosen < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", options[chosen].id);
        options[chosen].scrollIntoView({ block: "nearest" });
      }
    };
    const show = (texts, notes) => {
      list.replaceChildren(...texts.map((text, place) => {
        const option = document.createElement("li");
        option.id = `q-suggestion-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(text);
        if (notes[place]) {
          const note = document.createElement("span");
          note.className = "suggestion-note";
          note.append(notes[place]);
          option.append(" ", note);
        }
        option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(place); });
        return option;
      }));
      list.hidden = !texts.length;
      input.setAttribute("aria-expanded", String(Boolean(texts.length)));
      status.textContent = texts.length ? input.dataset.said.replace("#", texts.length) : "";
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
    };
    const take = (place) => { location.href = addresses[place]; };
    const ask = async () => {
      const typed = input.value;
      if (typed === asked && !list.hidden) return;
      asked = typed;
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, { credentials: "omit" });
        if (!answer.ok) return;
        const [, texts, notes, links] = await answer.json();
        if (typed !== input.value || document.activeElement !== input) return;
        addresses = links;
        list.dataset.words = typed;
        show(texts, notes);
      } catch { /* without a network one types on */ }
    };

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
    input.addEventListener("blur", () => { clearTimeout(timer); close(); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) { asked = null; ask(); }
        else if (event.key === "ArrowDown") choose(chosen + 1);
        else choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
      } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
        event.preventDefault();
        take(chosen);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
  }
})();
