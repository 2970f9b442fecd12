/* Sends what is typed while one types, at the desk and in the tools alike; every form works without. The form says how:

   data-autosave   where it is sent
   data-pause      after how many milliseconds without a key
   data-base       the name of the field that holds what it is based on; each answer brings the next
   data-do         the button that is pressed by sending it
   data-unkept     how the names of fields begin that are sent with a button only

   Words stand in its [data-saved-mark], which brings them along:

   data-saved      once it is kept, where the answer has no words of its own
   data-failed     when it could not be kept; where given, rather data-offline, data-signed-out, data-overtaken

   Mistakes stand before their field or in its [data-errors]. */
(() => {
  "use strict";
  const FORMS = "form[data-autosave]", RETRY = 10_000, KEEPALIVE = 60_000;
  const states = new WeakMap();

  function stateOf(form) {
    if (!states.has(form)) states.set(form, { timer: 0, changed: new Set(), isSending: false, sendsAgain: false, pressed: null });
    return states.get(form);
  }

  const markOf = (form) => form.querySelector("[data-saved-mark]");
  const wordsOf = (form) => markOf(form).dataset;
  const say = (form, text) => { markOf(form).textContent = text; };

  const isKept = (form, name) => !form.dataset.unkept?.split(" ").some((beginning) => name.startsWith(beginning));
  const textsOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && isKept(form, name));
  const groupOf = (control) => window.Drafts ? Drafts.groupOf(control) : control.name;

  // --- Mistakes, as the page itself would show them ---

  function listOf(form, name) {
    const place = form.querySelector(`[data-errors="${CSS.escape(name)}"]`);
    const control = place ? null : form.elements[name]?.[0] ?? form.elements[name];
    const first = place ?? control?.closest(".points") ?? control;
    if (!first) return {};
    const id = `${control?.id.replace(/_\d+$/, "") || name}_error`;
    return { id, control: first === control ? control : null, list: document.getElementById(id) ?? place?.querySelector(".errorlist"), place, first };
  }

  function describe(control, id, isWrong) {
    const ids = (control.getAttribute("aria-describedby") || "").split(" ").filter((other) => other && other !== id);
    if (isWrong) ids.push(id);
    if (ids.length) control.setAttribute("aria-describedby", ids.join(" ")); else control.removeAttribute("aria-describedby");
    if (isWrong) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid");
  }

  function showMistake(form, name, texts) {
    const { id, control, list, place, first } = listOf(form, name);
    if (!first) return;
    list?.remove();
    if (control) describe(control, id, Boolean(texts));
    if (!texts) return;
    const made = document.createElement("ul");
    made.className = "errorlist";
    made.id = id;
    made.dataset.live = name;
    made.append(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    if (place) place.append(made); else first.before(made);
  }

  function showMistakes(form, mistakes) {
    const shown = new Set([...form.elements].map((control) => control.name).filter(Boolean));
    for (const place of form.querySelectorAll("[data-errors]")) shown.add(place.dataset.errors);
    for (const name of shown) if (!(name in mistakes)) showMistake(form, name, null);
    for (const [name, texts] of Object.entries(mistakes)) showMistake(form, name, texts);
  }

  // --- Sending ---

  /* As a form without files is sent: in parts, each with a head of its own, it would be far dearer to read. */
  function send(form) {
    const body = new URLSearchParams();
    for (const [name, value] of textsOf(form)) if (name !== "told") body.append(name, value);
    if (form.dataset.do) body.set("do", form.dataset.do);
    const keepalive = document.hidden && String(body).length < KEEPALIVE;
    return fetch(form.dataset.autosave, { method: "POST", body, redirect: "manual", keepalive, headers: { Accept: "application/json" } });
  }

  /* Whoever signed in anew elsewhere has a new token; the page that this one would be now holds it. */
  async function hasNewToken(form) {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const same = form.dataset.store ? `form[data-store="${CSS.escape(form.dataset.store)}"]` : `form[data-autosave="${CSS.escape(form.dataset.autosave)}"]`;
    const token = page.querySelector(same)?.elements.csrfmiddlewaretoken?.value;
    if (!token) return false;
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
    return true;
  }

  async function answerTo(form) {
    const answer = await send(form);
    return answer.status === 403 && await hasNewToken(form) ? send(form) : answer;
  }

  /* What the portal says of what it kept; without words there is the next edition only. */
  function read(form, answer) {
    if (answer.status !== 204) return answer.json();
    return { saved: wordsOf(form).saved, base: answer.headers.get("X-Edition"), errors: null, conflicts: [] };
  }

  function take(form, sent, { saved, base, told, errors, conflicts }) {
    const { changed } = stateOf(form);
    form.elements[form.dataset.base].value = base;
    if (form.elements.told) form.elements.told.value = told;
    if (errors) showMistakes(form, errors);
    const unsaved = conflicts.map((name) => name.split(".")[0]); // of a row, the rows that it stands among
    if (form.dataset.store) Drafts.forget(form, [...sent].filter((group) => !changed.has(group) && !unsaved.includes(group)));
    if (!changed.size) say(form, saved); // else more was typed meanwhile
  }

  async function reason(form, answer) {
    const { failed, signedOut, overtaken } = wordsOf(form);
    if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") return signedOut || failed;
    if (answer.status === 409 && overtaken) return overtaken;
    const { refused } = await answer.json().catch(() => ({}));
    return [failed, refused].filter(Boolean).join(" ");
  }

  /* One after the other, since each is based on what the answer to the last one says. */
  async function keep(form) {
    const state = stateOf(form), sent = new Set(state.changed);
    clearTimeout(state.timer);
    state.sendsAgain = state.isSending;
    if (state.isSending) return;
    state.isSending = true;
    state.changed.clear();
    try {
      const answer = await answerTo(form);
      if (answer.ok) take(form, sent, await read(form, answer));
      else {
        missed(form, sent, answer.status >= 500);
        say(form, await reason(form, answer));
      }
    } catch {
      missed(form, sent, true);
      say(form, wordsOf(form).offline || wordsOf(form).failed);
    }
    state.isSending = false;
    const pressed = state.pressed;
    state.pressed = null;
    if (pressed) form.requestSubmit(pressed.submitter);
    else if (state.sendsAgain) keep(form);
  }

  function missed(form, sent, triesAgain) {
    const state = stateOf(form);
    for (const group of sent) state.changed.add(group);
    if (triesAgain) state.timer = setTimeout(() => keep(form), RETRY);
  }

  function keepAll() {
    for (const form of document.querySelectorAll(FORMS)) if (stateOf(form).changed.size) keep(form);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest(FORMS);
    if (!form || !isKept(form, event.target.name || "")) return;
    const state = stateOf(form);
    state.changed.add(groupOf(event.target));
    say(form, ""); // what was said is true only until the next key
    clearTimeout(state.timer);
    state.timer = setTimeout(() => keep(form), Number(form.dataset.pause));
  });

  /* Before anybody else hears of it, since what cannot be sent is not to be sent, and what is on its way comes first. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(FORMS)) return;
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (state.isSending) {
      state.pressed = { submitter: event.submitter };
      state.sendsAgain = false;
    } else if (navigator.onLine || !form.dataset.store) {
      state.changed.clear();
      return;
    } else say(form, wordsOf(form).offline);
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });

  /* A form that htmx sends stays as it is where that fails. */
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(name, (event) => {
      const form = event.detail.elt.closest(FORMS);
      if (!form) return;
      say(form, wordsOf(form).failed);
      stateOf(form).changed.add("");
    });
  }

  document.addEventListener("visibilitychange", keepAll);
  addEventListener("online", keepAll);
})();
