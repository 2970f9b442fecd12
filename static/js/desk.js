/* The comforts of the desk: counting words, keeping drafts, adding rows, dropping and sending files. Every form works without. */
(() => {
  "use strict";
  const PAUSE = 2500; // milliseconds after the last key before a draft is kept

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

  function keepDraft(form) {
    const saved = form.querySelector("[data-saved]");
    const base = form.querySelector("input[name='base']");
    let timer, running = false, again = false;

    const values = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const remember = () => { try { localStorage.setItem(form.dataset.store, JSON.stringify(values())); } catch { /* full or forbidden */ } };
    const forget = () => { try { localStorage.removeItem(form.dataset.store); } catch { /* forbidden */ } };

    function showErrors(errors) {
      for (const field of form.querySelectorAll(".field[data-name]")) {
        const id = `live-${field.dataset.name}`;
        document.getElementById(id)?.remove();
        const texts = errors[field.dataset.name];
        if (!texts) continue;
        const note = document.createElement("p");
        note.className = "field-error";
        note.id = id;
        note.textContent = texts.join(" ");
        field.querySelector(".field-foot").before(note);
      }
    }

    async function keep() {
      if (running) { again = true; return; }
      running = true;
      const body = new FormData();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
      try {
        const answer = await fetch(form.dataset.keep, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
        if (answer.status === 401 || answer.type === "opaqueredirect" || answer.status === 403) {
          saved.textContent = form.dataset.signedOut;
        } else if (answer.ok) {
          const said = await answer.json();
          saved.textContent = said.saved;
          if (!said.conflicts.length) base.value = said.base;
          showErrors(said.errors);
          if (!Object.keys(said.errors).length && !said.conflicts.length) forget();
        } else {
          const said = await answer.json().catch(() => ({}));
          saved.textContent = [form.dataset.refused, said.refused].filter(Boolean).join(" ");
        }
      } catch {
        saved.textContent = form.dataset.offline;
      }
      running = false;
      if (again) { again = false; keep(); }
    }

    function bringBack() {
      let stored;
      try { stored = JSON.parse(localStorage.getItem(form.dataset.store) || "null"); } catch { return; }
      if (!stored) return;
      let changed = false;
      for (const [name, value] of stored) {
        const element = form.elements[name];
        if (!element || !("value" in element) || element.type === "hidden" || element.length > 1) continue;
        if (element.value !== value && ["TEXTAREA", "INPUT"].includes(element.tagName)) { element.value = value; changed = true; }
      }
      if (changed) { saved.textContent = form.dataset.restored; form.dispatchEvent(new Event("input")); }
    }

    form.addEventListener("input", () => { remember(); clearTimeout(timer); timer = setTimeout(keep, PAUSE); });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (navigator.onLine) { forget(); return; }
      event.preventDefault();
      saved.textContent = form.dataset.offline;
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden && timer) { clearTimeout(timer); keep(); } });
    bringBack();
  }

  function dropFiles(input) {
    const area = input.closest(".field");
    area.classList.add("drop");
    for (const name of ["dragover", "dragleave", "drop"]) {
      area.addEventListener(name, (event) => { event.preventDefault(); area.classList.toggle("is-over", name === "dragover"); });
    }
    area.addEventListener("drop", (event) => { if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.dispatchEvent(new Event("change")); } });
  }

  const MEGABYTE = 1024 * 1024;
  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_place, name) => values[name]);
  const megabytes = (bytes, total) => (bytes / MEGABYTE).toLocaleString(document.documentElement.lang, { maximumFractionDigits: total < 10 * MEGABYTE ? 1 : 0 });

  function refuseLarge(input, sentence) {
    const described = input.getAttribute("aria-describedby") || "", id = `${input.id}-large`;
    return () => {
      const most = Number(input.dataset.most), large = most && [...input.files].find((file) => file.size > most);
      document.getElementById(id)?.remove();
      input.setAttribute("aria-describedby", large ? `${described} ${id}`.trim() : described);
      input.setAttribute("aria-invalid", Boolean(large));
      if (!large) return false;
      const note = document.createElement("p");
      note.className = "field-error";
      note.id = id;
      note.textContent = filled(sentence, { name: large.name, most: megabytes(most, most) });
      input.after(note);
      return true;
    };
  }

  /* The page that the plain form would have led to, at its address; a redirect was followed, so it is not asked again. */
  function show(request) {
    const { pathname, search } = new URL(request.responseURL);
    if (pathname + search !== location.pathname + location.search) {
      history.replaceState({ sent: true }, "");
      history.pushState({ sent: true }, "", pathname + search);
    }
    scrollTo(0, 0);
    document.open();
    document.write(request.responseText);
    document.close();
  }

  function sendFiles(form, panel) {
    const said = panel.dataset, bar = panel.querySelector("[data-bar]"), told = panel.querySelector("[data-told]");
    const label = panel.querySelector("[data-label]"), progress = panel.querySelector("progress"), cancel = panel.querySelector("[data-cancel]");
    const inputs = [...form.querySelectorAll("input[type=file]")];
    const checks = new Map(inputs.map((input) => [input, refuseLarge(input, said.large)]));
    for (const [input, isLarge] of checks) input.addEventListener("change", isLarge);

    const sending = (loaded, total) => filled(said.sending, { sent: megabytes(loaded, total), total: megabytes(total, total) });

    function send(submitter) {
      const body = new FormData(form), request = new XMLHttpRequest();
      if (submitter?.name) body.append(submitter.name, submitter.value);
      const whole = inputs.flatMap((input) => [...input.files]).reduce((sum, file) => sum + file.size, 0);

      const stop = (text) => {
        bar.hidden = true;
        form.inert = false;
        told.textContent = text;
        submitter?.focus();
        form.dispatchEvent(new Event("input"));
      };
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        if (progress.value < 50 && loaded * 2 >= total && loaded < total) told.textContent = said.half;
        progress.value = (100 * loaded) / total;
        label.textContent = sending(loaded, total);
      });
      request.upload.addEventListener("load", () => { cancel.hidden = true; told.textContent = said.sent; });
      request.addEventListener("error", () => stop(said.failed));
      request.addEventListener("abort", () => stop(said.cancelled));
      request.addEventListener("load", () => {
        if (request.status < 400 || request.status === 403) show(request); // 403: signed out, with what was typed
        else stop(said.failed);
      });
      cancel.onclick = () => request.abort();

      progress.value = 0;
      label.textContent = told.textContent = sending(0, whole);
      form.inert = true;
      bar.hidden = cancel.hidden = false;
      cancel.focus();
      request.open("POST", form.action);
      request.send(body);
    }

    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      const large = inputs.find((input) => checks.get(input)());
      if (!large && !inputs.some((input) => input.files.length)) return;
      event.preventDefault();
      if (!large) { send(event.submitter); return; }
      large.focus();
      form.dispatchEvent(new Event("input"));
    });
  }

  for (const field of document.querySelectorAll(".field")) countWords(field);
  for (const fieldset of document.querySelectorAll("[data-rows]")) addRows(fieldset);
  for (const form of document.querySelectorAll("form[data-writing]")) {
    keepDraft(form);
    for (const input of form.querySelectorAll("input[type=file]")) dropFiles(input);
  }
  for (const panel of document.querySelectorAll("[data-sending]")) sendFiles(panel.previousElementSibling, panel);
  addEventListener("popstate", (event) => { if (event.state?.sent) location.reload(); });
  document.getElementById("errors")?.focus();
})();
