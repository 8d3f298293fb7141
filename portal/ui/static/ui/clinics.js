// Comforts of the forms of clinics. Each form is whole without them.
(() => {
  // Fill in the clock of the country, until somebody has chosen one.
  const country = document.querySelector("select[name=country]");
  const zone = document.querySelector("select[name=time_zone]");
  if (country && zone) {
    let guessed = zone.value ? null : "";
    country.addEventListener("change", () => {
      if (zone.value !== guessed) return;
      guessed = country.selectedOptions[0].dataset.timeZone || "";
      zone.value = guessed;
    });
  }

  // Show what the public will read, half a second after the last key.
  const form = document.querySelector("form[data-live-preview]");
  const preview = document.querySelector("[data-preview]");
  if (form && preview) {
    let waiting, asking;
    const show = async () => {
      asking?.abort();
      asking = new AbortController();
      const answers = new FormData(form);
      answers.set("act", "fragment");
      try {
        const options = { method: "POST", body: answers, signal: asking.signal };
        const answer = await fetch(form.action, options);
        if (answer.ok && !answer.redirected) preview.innerHTML = await answer.text();
      } catch {
        // Offline, or overtaken by the next key: the last preview stays.
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 500);
    });
  }
  document.querySelector("[data-take-focus]")?.focus();
})();
