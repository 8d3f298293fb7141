// A bar while files are on their way. Without it the form sends itself.
(() => {
  const send = (form) => {
    const bar = form.querySelector("[data-progress]");
    const problem = form.querySelector("[data-problem]");
    const button = form.querySelector("button");
    const request = new XMLHttpRequest();
    const failed = () => {
      bar.hidden = true;
      button.disabled = false;
      problem.textContent = form.dataset.failed;
      problem.hidden = false;
    };
    const show = () => {
      const answer = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = answer.querySelector("main");
      if (!main || request.status >= 400) return failed();
      const slot = form.closest("section").id;
      document.querySelector("main").replaceWith(main);
      const told = main.querySelector(".error-summary") || document.getElementById(slot);
      told?.setAttribute("tabindex", "-1");
      told?.focus();
    };
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.querySelector("progress").value = (event.loaded / event.total) * 100;
    });
    request.addEventListener("load", show);
    request.addEventListener("error", failed);
    request.open("POST", form.action);
    problem.hidden = true;
    bar.hidden = false;
    button.disabled = true;
    request.send(new FormData(form));
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-upload]")) return;
    event.preventDefault();
    if (!form.querySelector("button").disabled) send(form);
  });
})();
