/* A book kept on this device: all of it on one page, in one state. Nothing is fetched or registered before a press. */
(() => {
  "use strict";
  const part = document.querySelector("[data-offline]");
  const say = part.querySelector("[role=status]");
  const [keep, update, remove] = ["keep", "update", "remove"].map((name) => part.querySelector(`[data-${name}]`));
  const { name, scope, worker, list } = part.dataset;
  const words = (key, ...values) => values.reduce((text, value) => text.replace("#", value), part.dataset[key]);
  const megabytes = (bytes) => (bytes / 1e6).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const kept = () => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
  const asked = async (address) => {
    const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
    if (!answer.ok) throw new Error(address);
    return answer;
  };

  /* All of one state, or nothing of it: the page says which state it shows. */
  async function fetched() {
    const { state, page, addresses } = await (await asked(list)).json();
    const cache = await caches.open(`${name} ${state}`);
    let bytes = 0;
    for (const address of [page, ...addresses]) {
      const answer = await asked(address), copy = await answer.clone().arrayBuffer();
      bytes += copy.byteLength;
      if (address === page && !new TextDecoder().decode(copy).includes(`data-state="${state}"`)) throw new Error(state);
      await cache.put(address, answer);
    }
    return { state, bytes, scope, day: new Date().toISOString() };
  }

  async function drop(but) {
    for (const one of await caches.keys()) if (one.startsWith(`${name} `) && one !== but) await caches.delete(one);
  }

  async function take() {
    const before = kept();
    busy(true);
    say.textContent = part.dataset.fetching;
    try {
      await navigator.serviceWorker.register(worker, { scope });
      const found = await fetched();
      localStorage.setItem(name, JSON.stringify(found));
      await drop(`${name} ${found.state}`);
      show();
    } catch {
      await drop(before && `${name} ${before.state}`);
      if (!before) await leave();
      show();
      say.textContent = part.dataset.failed;
    }
    busy(false);
  }

  async function leave() {
    for (const place of new Set([scope, kept()?.scope || scope])) {
      const registration = await navigator.serviceWorker.getRegistration(place);
      if (registration && new URL(registration.scope).pathname === place) await registration.unregister();
    }
  }

  async function clear() {
    await leave();
    await drop();
    localStorage.removeItem(name);
    show();
  }

  async function forget() {
    await clear();
    say.textContent = part.dataset.removed;
    keep.focus();
  }

  function busy(is) {
    for (const button of [keep, update, remove]) button.disabled = is;
    part.setAttribute("aria-busy", String(is));
  }

  function show() {
    const found = kept();
    keep.hidden = Boolean(found);
    remove.hidden = !found;
    update.hidden = true;
    const day = found && new Date(found.day).toLocaleDateString(document.documentElement.lang);
    say.textContent = found ? words("kept", megabytes(found.bytes), day) : "";
  }

  /* Asked only where a copy is kept. Without a connection it stays as it is. */
  async function compare() {
    const found = kept();
    if (!found) return;
    if (found.scope !== scope || !(await caches.has(`${name} ${found.state}`))) return clear();
    try {
      const { state } = await (await asked(list)).json();
      if (state === found.state) return;
      update.hidden = false;
      say.append(" ", part.dataset.newer);
    } catch { /* offline */ }
  }

  if (!("serviceWorker" in navigator) || !("caches" in window)) {
    keep.disabled = true;
    say.textContent = part.dataset.cannot;
    return;
  }
  keep.addEventListener("click", take);
  update.addEventListener("click", take);
  remove.addEventListener("click", forget);
  show();
  compare();
})();
