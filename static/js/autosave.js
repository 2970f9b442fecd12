/* Keeps what is typed while one types, at the desk and in the tools alike; every form works without. The form says how:

   data-autosave   where it is sent
   data-pause      after how many milliseconds without a key
   data-base       the name of the field that holds what it is based on; each answer brings the next
   data-do         the button that is pressed by sending it
   data-unkept     how the names of fields begin that are sent with a button only
   data-store      the name under which this browser keeps it too, until the portal has it
   data-saved      said once it is kept, where the answer has no words of its own
   data-failed     said when it could not be kept; where given, rather data-offline, data-signed-out, data-overtaken
   data-restored   said when this browser had kept what the portal did not

   Words stand in its [data-saved-mark], errors above the foot of their .field[data-name]. */
(() => {
  "use strict";
  const FORMS = "form[data-autosave]";
  const states = new WeakMap();

  function stateOf(form) {
    if (!states.has(form)) states.set(form, { timer: 0, isUnsent: false, isSending: false, sendsAgain: false });
    return states.get(form);
  }

  function say(form, text) {
    const mark = form.querySelector("[data-saved-mark]");
    if (mark) mark.textContent = text;
  }

  const isKept = (form, name) => !form.dataset.unkept?.split(" ").some((beginning) => name.startsWith(beginning));
  const textsOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && isKept(form, name));

  function remember(form) {
    const texts = textsOf(form).filter(([name]) => name !== "csrfmiddlewaretoken");
    try { localStorage.setItem(form.dataset.store, JSON.stringify(texts)); } catch { /* full or forbidden */ }
  }

  function forget(form) {
    try { localStorage.removeItem(form.dataset.store); } catch { /* forbidden */ }
  }

  function bringBack(form) {
    let stored;
    try { stored = JSON.parse(localStorage.getItem(form.dataset.store) || "[]"); } catch { return; }
    const changed = [];
    for (const [name, value] of stored) {
      const field = form.elements[name];
      if (!field || !("value" in field) || field.type === "hidden" || field.length > 1) continue;
      if (field.value === value || !["TEXTAREA", "INPUT"].includes(field.tagName)) continue;
      field.value = value;
      changed.push(field);
    }
    for (const field of changed) field.dispatchEvent(new Event("input", { bubbles: true }));
    if (changed.length) say(form, form.dataset.restored);
  }

  function showErrors(form, errors) {
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

  function send(form) {
    const body = new FormData();
    for (const [name, value] of textsOf(form)) body.append(name, value);
    if (form.dataset.do) body.set("do", form.dataset.do);
    return fetch(form.dataset.autosave, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
  }

  /* What the portal says of what it kept; without words there is the next edition only. */
  function read(form, answer) {
    if (answer.status !== 204) return answer.json();
    return { saved: form.dataset.saved, base: answer.headers.get("X-Edition"), errors: {}, conflicts: [] };
  }

  function take(form, { saved, base, errors, conflicts }) {
    if (!conflicts.length) form.elements[form.dataset.base].value = base;
    showErrors(form, errors);
    if (stateOf(form).isUnsent) return; // more was typed meanwhile
    say(form, saved);
    if (form.dataset.store && !conflicts.length && !Object.keys(errors).length) forget(form);
  }

  async function reason(form, answer) {
    const { failed, signedOut, overtaken } = form.dataset;
    if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") return signedOut || failed;
    if (answer.status === 409 && overtaken) return overtaken;
    const { refused } = await answer.json().catch(() => ({}));
    return [failed, refused].filter(Boolean).join(" ");
  }

  /* One after the other, since each is based on what the answer to the last one says. */
  async function keep(form) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.sendsAgain = state.isSending;
    if (state.isSending) return;
    state.isSending = true;
    state.isUnsent = false;
    try {
      const answer = await send(form);
      state.isUnsent ||= !answer.ok;
      if (answer.ok) take(form, await read(form, answer));
      else say(form, await reason(form, answer));
    } catch {
      state.isUnsent = true;
      say(form, form.dataset.offline || form.dataset.failed);
    }
    state.isSending = false;
    if (state.sendsAgain) keep(form);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest(FORMS);
    if (!form || !isKept(form, event.target.getAttribute("name") || "")) return;
    const state = stateOf(form);
    state.isUnsent = true;
    if (form.dataset.saved) say(form, ""); // words that name no time are true only until the next key
    if (form.dataset.store) remember(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => keep(form), Number(form.dataset.pause));
  });

  /* Before anybody else hears of it, since what cannot be sent is not to be sent. */
  document.addEventListener("submit", (event) => {
    const form = event.target, state = stateOf(form);
    clearTimeout(state.timer);
    state.isUnsent = state.sendsAgain = false;
    if (!form.dataset.store) return;
    if (navigator.onLine) { forget(form); return; }
    event.preventDefault();
    say(form, form.dataset.offline);
  }, { capture: true });

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return;
    for (const form of document.querySelectorAll(`${FORMS}[data-store]`)) if (stateOf(form).isUnsent) keep(form);
  });

  for (const form of document.querySelectorAll(`${FORMS}[data-store]`)) bringBack(form);
})();
