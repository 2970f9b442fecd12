/* Small comforts; every page works without them. */
(() => {
  const root = document.documentElement;
  const stored = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;

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

    for (const button of document.querySelectorAll("[data-copy]")) {
      if (!navigator.clipboard) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
        const status = document.querySelector("[data-copied]");
        status.textContent = button.textContent = status.dataset.copied;
      });
    }

    for (const select of document.querySelectorAll("select[data-submit]")) {
      select.form.querySelector("button[type=submit]").hidden = true;
      select.addEventListener("change", () => select.form.submit());
    }
  });
})();
