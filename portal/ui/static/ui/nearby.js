// "Use where I am" in the directory of clinics. The css hides it where no script runs.
(() => {
  const offer = document.querySelector("[data-nearby]");
  if (!offer) return;
  if (!navigator.geolocation) {
    offer.hidden = true;
    return;
  }
  const [button, words] = offer.children;
  const form = offer.closest("form");

  // Two decimals: about a kilometre. More never leaves the browser.
  const rounded = (degrees) => degrees.toFixed(2);

  const ask = ({ coords }) => {
    for (const old of form.querySelectorAll("[name=near], [name=place]")) old.remove();
    const near = document.createElement("input");
    near.type = "hidden";
    near.name = "near";
    near.value = `${rounded(coords.latitude)},${rounded(coords.longitude)}`;
    form.elements.town.value = "";
    form.append(near);
    form.submit();
  };

  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ask,
      () => {
        button.disabled = false;
        words.textContent = offer.dataset.refused;
      },
      { maximumAge: 600000, timeout: 15000 },
    );
  });

  // A town that is typed takes the place of the position.
  form.elements.town.addEventListener("input", () => {
    for (const old of form.querySelectorAll("[name=near], [name=place]")) old.remove();
  });
})();
