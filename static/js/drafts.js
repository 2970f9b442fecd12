/* Keeps in this browser what is typed into a form, until the portal has it; every form works without. The form says how:

   data-store      the name it is kept under: whose it is, of what and where
   data-unsaved    names of what the portal shows as it was typed but has not saved; * where it has saved nothing

   Its [data-saved-mark] says what it brings along as data-restored when something came back that the portal lacks.

   What is kept has the name of its field, or that of its [data-group], such as the rows of a table, which come back as
   one. With it stands what the form was based on (input `base`) when it was changed, so that clashes are still found. */
window.Drafts = (() => {
  "use strict";
  const FORMS = "form[data-store]", SENT = "drafts-sent", AT_ONCE = 1500;
  const OWN = ["csrfmiddlewaretoken", "base", "told", "once", "complete"];
  const TICKED = ["checkbox", "radio"], NOT_TYPED = ["file", "submit", "button", "reset"];

  function read(storage, name) {
    try { return JSON.parse(storage.getItem(name)) || {}; } catch { return {}; }
  }

  function write(storage, name, value) {
    try {
      if (Object.keys(value).length) storage.setItem(name, JSON.stringify(value));
      else storage.removeItem(name);
    } catch { /* full or forbidden */ }
  }

  const groupOf = (control) => control.closest("[data-group]")?.dataset.group ?? control.name;
  const isTyped = (control) => control.name && !NOT_TYPED.includes(control.type) && !OWN.includes(control.name);
  const controlsOf = (form, group) => [...form.elements].filter((control) => isTyped(control) && groupOf(control) === group);
  const isTick = (control) => TICKED.includes(control.type);
  const nameOf = (control) => isTick(control) ? `${control.name}=${control.value}` : control.name;
  const heldBy = (control) => isTick(control) ? control.checked : control.value;

  function basesOf(form) {
    try { return JSON.parse(form.elements.base.value); } catch { return {}; }
  }

  const isOf = (group) => ([name]) => name === group || name.startsWith(`${group}.`); // the group, and each of its rows
  const basesOfGroup = (bases, group) => Object.fromEntries(Object.entries(bases).filter(isOf(group)));

  function remember(form, group) {
    const draft = read(localStorage, form.dataset.store);
    draft[group] = {
      holds: controlsOf(form, group).map((control) => [nameOf(control), heldBy(control)]),
      bases: draft[group]?.bases ?? basesOfGroup(basesOf(form), group),
    };
    write(localStorage, form.dataset.store, draft);
  }

  function forget(form, groups) {
    const draft = read(localStorage, form.dataset.store);
    for (const group of groups) delete draft[group];
    write(localStorage, form.dataset.store, draft);
  }

  function isShown(form, group, holds) {
    const shown = new Map(controlsOf(form, group).map((control) => [nameOf(control), control]));
    return holds.every(([name, held]) => shown.has(name) && (shown.get(name).type === "hidden" || heldBy(shown.get(name)) === held));
  }

  /* Rows come back even where fewer of them stand by now. */
  function fill(form, group, holds) {
    const rows = form.querySelector(`[data-rows="${CSS.escape(group)}"]`);
    for (let tries = 0; rows && tries < 100 && controlsOf(form, group).length < holds.length; tries += 1) rows.dispatchEvent(new Event("more-rows"));
    const left = [...holds];
    for (const control of controlsOf(form, group)) {
      const place = left.findIndex(([name]) => name === nameOf(control));
      if (place < 0) continue;
      const [[, held]] = left.splice(place, 1);
      if (isTick(control)) control.checked = held; else control.value = held;
    }
  }

  function bringBack(form) {
    const draft = read(localStorage, form.dataset.store), back = [];
    let now = basesOf(form);
    const unsaved = (form.dataset.unsaved || "").split(" ");
    for (const [group, { holds, bases }] of Object.entries(draft)) {
      if (unsaved.includes(group) || unsaved.includes("*")) continue;
      if (isShown(form, group, holds)) { delete draft[group]; continue; }
      fill(form, group, holds);
      if (bases?.[group]) now = { ...Object.fromEntries(Object.entries(now).filter((entry) => !isOf(group)(entry))), ...bases };
      back.push(group);
    }
    write(localStorage, form.dataset.store, draft);
    if (!back.length) return;
    if (form.elements.base) form.elements.base.value = JSON.stringify(now);
    for (const group of back) controlsOf(form, group)[0]?.dispatchEvent(new Event("input", { bubbles: true }));
    const mark = form.querySelector("[data-saved-mark]");
    if (mark) mark.textContent = mark.dataset.restored;
  }

  /* Where this page is what a form that was sent led to, the portal has all of it but what this page says it has not.
     After any other page, such as one that says that something went wrong, nothing is known. */
  function settle() {
    const sent = Object.entries(read(sessionStorage, SENT));
    write(sessionStorage, SENT, {});
    if (document.querySelector("[data-drafts-stay]")) return;
    for (const [store, at] of sent) {
      if (Math.abs(performance.timeOrigin - at) > AT_ONCE) continue;
      const form = document.querySelector(`form[data-store="${CSS.escape(store)}"]`);
      const unsaved = (form?.dataset.unsaved || "").split(" ");
      const kept = Object.entries(read(localStorage, store)).filter(([group]) => unsaved.includes("*") || unsaved.includes(group));
      write(localStorage, store, Object.fromEntries(kept));
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest(FORMS);
    if (form && isTyped(event.target)) remember(form, groupOf(event.target));
  });

  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.matches(FORMS)) {
      write(sessionStorage, SENT, { ...read(sessionStorage, SENT), [event.target.dataset.store]: Date.now() });
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    settle();
    for (const form of document.querySelectorAll(FORMS)) bringBack(form);
  });

  return { groupOf, forget };
})();
