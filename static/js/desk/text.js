/* A long text: buttons that insert its forms, entries and terms to link to, and a preview that follows what is typed. */
(() => {
  "use strict";
  const PAUSE = 900, SEARCH_PAUSE = 250;
  const TARGETS = [["sec", /^#{2,4} +(.+?) *\{#([\w-]+)\}/gm], ["tab", /^Table: *(.+?) *\{#(?:tab-)?([\w-]+)\}/gm], ["fig", /^!\[()\]\(figure:([\w-]+)\)/gm]];

  function later(act, pause) {
    let timer = 0;
    return () => { clearTimeout(timer); timer = setTimeout(act, pause); };
  }

  function begin(box) {
    const area = box.querySelector("textarea"), form = area.form;
    const toolbar = box.querySelector(".toolbar"), seen = box.querySelector("[data-seen-here]");
    toolbar.hidden = false;

    const post = (address) => fetch(address, { method: "POST", body: textsOf() });
    function textsOf() {
      const body = new FormData();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
      return body;
    }

    // --- Inserting ---

    function put(text, start = area.selectionStart, end = area.selectionEnd, select = null) {
      area.focus();
      area.setRangeText(text, start, end, "end");
      if (select) area.setSelectionRange(start + select[0], start + select[1]);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function putAround({ before, after, words }) {
      const chosen = area.value.slice(area.selectionStart, area.selectionEnd) || words;
      put(before + chosen + after, undefined, undefined, [before.length, before.length + chosen.length]);
    }

    function putBlock(text, select) {
      const start = area.selectionStart, end = area.selectionEnd;
      const lead = start === 0 || area.value.slice(0, start).endsWith("\n\n") ? "" : area.value[start - 1] === "\n" ? "\n" : "\n\n";
      const trail = end === area.value.length || area.value[end] === "\n" ? "\n" : "\n\n";
      put(lead + text + trail, start, end, select && [lead.length + select[0], lead.length + select[1]]);
    }

    function putLine({ line, words }) {
      const chosen = area.value.slice(area.selectionStart, area.selectionEnd) || words;
      putBlock(line + chosen, [line.length, line.length + chosen.length]);
    }

    function putNote() {
      const number = Math.max(0, ...[...area.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]))) + 1;
      put(`[^${number}]`);
      const end = area.value.length, lead = area.value.endsWith("\n") ? "\n" : "\n\n";
      put(`${lead}[^${number}]: `, end, end);
    }

    function putTable({ words }) {
      let number = 1;
      while (area.value.includes(`{#tab-${number}}`)) number += 1;
      putBlock(`Table: ${words} {#tab-${number}}\n\n| A | B |\n|---|---|\n| 1 | 2 |`, [7, 7 + words.length]);
    }

    toolbar.addEventListener("click", (event) => {
      const data = event.target.closest("[data-insert]")?.dataset;
      if (!data) return;
      if ("note" in data) putNote(); else if ("table" in data) putTable(data); else if (data.line) putLine(data); else putAround(data);
    });

    // Arrows only look through a list, and Enter puts what they found; a pointer puts what it chooses at once.
    let isLooking = false;
    toolbar.addEventListener("pointerdown", () => { isLooking = false; });
    toolbar.addEventListener("change", ({ target }) => { if (!isLooking) putKey(target); });
    toolbar.addEventListener("keydown", (event) => {
      if (!event.target.matches("select")) return;
      isLooking = event.key !== "Enter";
      if (isLooking || !event.target.value) return;
      event.preventDefault();
      putKey(event.target);
    });

    function putKey(target) {
      const key = target.value;
      target.value = "";
      if (key && target.dataset.insertKey === "figure") putBlock(`![](figure:${key})`);
      else if (key && target.dataset.insertKey === "target") put(`[](${key})`);
      else if (key) put(`[@${key}]`);
    }

    // --- What the text may refer to: its own sections, tables and figures ---

    const targets = toolbar.querySelector("[data-insert-key=target]"), none = [...targets.options].slice(1);

    function offerTargets() {
      const found = TARGETS.flatMap(([kind, form]) => [...area.value.matchAll(form)].map(([, words, key]) => new Option(words || key, `${kind}:${key}`)));
      targets.replaceChildren(targets.options[0], ...(found.length ? found : none));
    }

    area.addEventListener("input", later(offerTargets, PAUSE));
    offerTargets();

    // --- Entries ---

    const picker = box.querySelector(".picker"), opener = toolbar.querySelector("[data-picker]");
    const field = picker.querySelector("input"), list = picker.querySelector("ul");

    function openPicker(isOpen) {
      picker.hidden = !isOpen;
      opener.setAttribute("aria-expanded", isOpen);
      (isOpen ? field : opener).focus();
    }

    function choice({ title, kind, link }) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: `${title} (${kind})` });
      button.addEventListener("click", () => { openPicker(false); putAround({ before: "[", after: `](${link})`, words: title }); });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }

    const look = later(async () => {
      const answer = await fetch(`${box.dataset.find}?q=${encodeURIComponent(field.value)}`).catch(() => null);
      const { entries = [] } = answer?.ok ? await answer.json() : {};
      list.replaceChildren(...entries.map(choice));
      if (!entries.length && field.value) list.textContent = picker.dataset.nothing;
    }, SEARCH_PAUSE);

    opener.addEventListener("click", () => openPicker(picker.hidden));
    field.addEventListener("input", (event) => { event.stopPropagation(); look(); });
    picker.addEventListener("keydown", (event) => {
      if (event.key === "Escape") openPicker(false);
      if (event.key === "Enter" && event.target === field) { event.preventDefault(); list.querySelector("button")?.focus(); }
    });

    // --- Terms ---

    const found = box.querySelector(".found-terms");

    function proposal({ words, link }) {
      const line = document.createElement("p"), button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button button-quiet", textContent: `${found.dataset.link}: ${words}` });
      button.addEventListener("click", () => {
        const place = area.value.indexOf(words);
        if (place >= 0) put(link, place, place + words.length);
        line.remove();
        area.focus();
      });
      line.append(button);
      return line;
    }

    toolbar.querySelector("[data-find-terms]").addEventListener("click", async () => {
      const answer = await post(box.dataset.terms).catch(() => null);
      const { terms = [] } = answer?.ok ? await answer.json() : {};
      found.hidden = false;
      if (terms.length) found.replaceChildren(...terms.map(proposal)); else found.textContent = found.dataset.nothing;
    });

    // --- Preview ---

    area.addEventListener("input", later(async () => {
      const answer = await post(box.dataset.seen).catch(() => null);
      if (answer?.ok) seen.innerHTML = await answer.text();
    }, PAUSE));
  }

  for (const box of document.querySelectorAll("[data-long-text]")) begin(box);
})();
