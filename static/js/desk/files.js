/* Files are dropped on their field, too large ones are refused before they are sent, and one sees how far they are. */
(() => {
  "use strict";

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
      const large = inputs.find((input) => checks.get(input)());
      if (!large && !inputs.some((input) => input.files.length)) return;
      event.preventDefault();
      if (!large) { send(event.submitter); return; }
      large.focus();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  for (const input of document.querySelectorAll(".writing input[type=file]")) dropFiles(input);
  for (const panel of document.querySelectorAll("[data-sending]")) sendFiles(panel.previousElementSibling, panel);
  addEventListener("popstate", (event) => { if (event.state?.sent) location.reload(); });
})();
