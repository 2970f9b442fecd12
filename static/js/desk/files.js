/* Files are dropped on their field, too large ones are refused before they are sent, and one sees how far they are. */
(() => {
  "use strict";

  /* Of a row its own fields are the place to drop, of a field the field; rows that are added later too. */
  const areaOf = (element) => element.closest("[data-row]") ?? element.closest(".field");

  function dropFiles(form) {
    for (const input of form.querySelectorAll("input[type=file]")) areaOf(input).classList.add("drop");
    for (const name of ["dragover", "dragleave", "drop"]) {
      form.addEventListener(name, (event) => {
        const area = areaOf(event.target), input = area?.querySelector(":scope input[type=file]");
        if (!input || (area.matches("[data-rows]"))) return;
        event.preventDefault();
        area.classList.toggle("is-over", name === "dragover");
        if (name !== "drop" || !event.dataTransfer.files.length) return;
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
  }

  const MEGABYTE = 1024 * 1024;
  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_place, name) => values[name]);
  const megabytes = (bytes, total) => (bytes / MEGABYTE).toLocaleString(document.documentElement.lang, { maximumFractionDigits: total < 10 * MEGABYTE ? 1 : 0 });

  function isTooLarge(input, sentence) {
    const id = `${input.id}-large`, described = (input.getAttribute("aria-describedby") || "").replace(id, "").trim();
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
    const inputsNow = () => [...form.querySelectorAll("input[type=file]")];
    form.addEventListener("change", ({ target }) => { if (target.type === "file") isTooLarge(target, said.large); });

    const sending = (loaded, total) => filled(said.sending, { sent: megabytes(loaded, total), total: megabytes(total, total) });

    function send(submitter) {
      const body = new FormData(form), request = new XMLHttpRequest();
      if (submitter?.name) body.append(submitter.name, submitter.value);
      const whole = inputsNow().flatMap((input) => [...input.files]).reduce((sum, file) => sum + file.size, 0);

      const stop = (text) => {
        bar.hidden = true;
        form.inert = false;
        told.textContent = text;
        submitter?.focus();
        form.dispatchEvent(new Event("input", { bubbles: true }));
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
      const inputs = inputsNow(), large = inputs.find((input) => isTooLarge(input, said.large));
      if (!large && !inputs.some((input) => input.files.length)) return;
      event.preventDefault();
      if (!large) { send(event.submitter); return; }
      large.focus();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  for (const form of document.querySelectorAll(".writing")) dropFiles(form);
  for (const panel of document.querySelectorAll("[data-sending]")) sendFiles(panel.previousElementSibling, panel);
  addEventListener("popstate", (event) => { if (event.state?.sent) location.reload(); });
})();
