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
})();
