// Small comforts. Every page is whole without them.
(() => {
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = button.dataset.copied;
    });
  }

  // A second click on "send" while the first is under way does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
    openAnswered();
  });

  // The browser brings answers back with "back", and forgets what was open.
  const openAnswered = () => {
    for (const details of document.querySelectorAll(".openings > details")) {
      const fields = [...details.querySelectorAll("input, select")];
      const isAnswered = (field) =>
        field.type === "radio" || field.type === "checkbox" ? field.checked : field.value;
      if (fields.some(isAnswered)) details.open = true;
    }
  };

  // At the door nobody is signed in: what the phone kept of somebody's plan goes, as the
  // portal asks of browsers that listen (Clear-Site-Data) when somebody signs out.
  const forget = () => window.caches?.delete("scalpwise-today");
  if (document.querySelector("input[name=login]")) forget();
  document.addEventListener("submit", ({ target }) => {
    if (!target.action.endsWith("/account/logout/")) return;
    forget();
    window.indexedDB?.deleteDatabase("scalpwise-my");
  });

  // Paper shows what a screen folds away.
  const folded = () => document.querySelectorAll("details:not([open])");
  window.addEventListener("beforeprint", () => {
    for (const details of folded()) {
      details.open = true;
      details.dataset.opened = "for-print";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("[data-opened]")) {
      details.open = false;
      delete details.dataset.opened;
    }
  });
})();
