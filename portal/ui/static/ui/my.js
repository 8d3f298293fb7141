// A client's phone without a network: Today from the copy that the worker keeps, and
// answers that wait in IndexedDB under a key of their own until the portal has them.
(() => {
  if (!window.phone) return;
  const { words, savedAt, ticks, post, notice, moment } = window.phone;
  const isForm = document.querySelector("form[data-report]") !== null;
  const parts = document.getElementById("answers")?.content;

  // What the page says

  const lineOf = ({ on, step }) =>
    document.querySelector(`li[data-on="${on}"][data-step="${step}"]`);
  const say = (answer, text) => {
    const line = lineOf(answer);
    if (!line) return;
    let said = line.querySelector("[role=status]");
    if (!said) {
      said = Object.assign(document.createElement("p"), { className: "small step__fate" });
      said.setAttribute("role", "status");
      line.querySelector(".step__row").after(said);
    }
    said.textContent = text;
  };
  const count = async () => {
    const left = (await ticks.all()).length;
    notice("left", left ? words.left.replace("COUNT", left) : "");
  };

  const made = (selector, line, word) => {
    const part = parts.querySelector(selector).cloneNode(true);
    for (const form of [part, ...part.querySelectorAll("form")]) form.action = line.dataset.action;
    for (const each of part.querySelectorAll("[data-word]")) each.textContent = word;
    const title = ` ${line.querySelector("h3").textContent}`;
    for (const each of part.querySelectorAll("[data-title]")) each.textContent = title;
    return part;
  };
  // The line as the portal would show it after that answer.
  const show = (answer) => {
    const line = lineOf(answer);
    if (!line || !parts) return;
    const said = answer.outcome === "undo" ? "" : answer.outcome;
    line.dataset.said = said;
    line.className = `step step--${said || "due"}`;
    for (const each of line.querySelectorAll(".step__reason, .step__after")) each.remove();
    let row;
    if (said) {
      const skipped = parts.querySelector("[data-skipped]").dataset.skipped;
      row = made(".step__told", line, said === "skipped" ? skipped : line.dataset[said]);
      for (const sign of row.querySelectorAll("[data-sign]")) {
        if (sign.dataset.sign !== said) sign.remove();
      }
    } else {
      row = made(".step__open", line, line.dataset.done);
    }
    const before = line.querySelector(".step__row > form");
    const hadFocus = line.contains(document.activeElement);
    before.replaceWith(row);
    closeOthers();
    if (hadFocus) row.querySelector("button").focus();
    if (said === "slip") {
      const after = made(".step__after", line, "");
      after.querySelector("[data-after]").textContent = line.dataset.after;
      line.querySelector(".step__row").after(after);
    }
  };

  // Skipping, and a slip: where the line is, since their page does not open offline.
  const closeOthers = () => {
    document.querySelector(".step__others")?.remove();
    for (const link of document.querySelectorAll("[data-others]")) link.hidden = false;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-others]");
    if (!link || !parts || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    closeOthers();
    const line = link.closest("li");
    const others = made(".step__others", line, line.dataset.slip);
    if (!line.dataset.slip) others.querySelector("[data-slip]").remove();
    link.hidden = true;
    link.after(others);
    others.querySelector("button, input:not([type=hidden])").focus();
    others.addEventListener("change", ({ target }) => {
      if (target.name === "why") target.form.elements.words.required = target.value === "other";
    });
  });

  // Sending

  let sending = false;
  const send = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    const fates = new Set();
    try {
      // One after the other, and anew each time: more may be said meanwhile.
      for (let next; ([next] = await ticks.all()) && next; ) {
        const answer = await post(words.ticks, Object.entries(next));
        if (answer.ok) {
          const { fate } = await answer.json();
          fates.add(fate);
          say(next, fate === "kept" ? words.sent : words[fate]);
        } else if (answer.status === 404 || answer.status === 400) {
          fates.add("refused");
          say(next, words.refused);
        } else {
          return; // the door, or a fault of ours: it stays and is sent again
        }
        await ticks.drop(next.key);
      }
    } catch {
      // No network after all.
    } finally {
      sending = false;
      await count();
    }
    // The page as it is now; a refusal is left to be read first, a form to be filled in.
    if (isForm || document.querySelector(".step__others")) return;
    const isOld = savedAt && fates.size === 0 && !(await ticks.all()).length;
    if (isOld || (fates.size === 1 && fates.has("kept"))) location.reload();
  };

  // What a form says, line by line. `seen` is what the line said before: where something
  // else was said meanwhile, that stays.
  const answersOf = (form) => {
    const fields = new FormData(form);
    const on = form.dataset.all;
    const lines = on
      ? fields.getAll("step").map((step) => lineOf({ on, step }))
      : [form.closest("li")];
    return lines
      .filter((line) => line && !(on && line.dataset.said))
      .map((line) => ({
        key: crypto.randomUUID(),
        person: words.person,
        on: line.dataset.on,
        step: line.dataset.step,
        seen: line.dataset.said,
        outcome: fields.get("outcome") ?? "done",
        why: fields.get("why") ?? "",
        words: fields.get("words") ?? "",
      }));
  };
  const keep = async (answers) => {
    let nth = Math.max(0, ...(await ticks.all()).map((each) => each.nth));
    for (const answer of answers) await ticks.keep({ ...answer, nth: ++nth });
  };
  // Not past what still waits: that was said before.
  const goesAtOnce = async () => {
    if (!navigator.onLine || savedAt) return false;
    const waiting = await ticks.all().catch(() => []);
    return waiting.length === 0;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-answer]")) return;
    event.preventDefault();
    const answers = answersOf(form);
    if (await goesAtOnce()) {
      try {
        const answer = await post(form.action, new FormData(form));
        if (answer.type !== "opaqueredirect") return form.submit(); // shows what is wrong
        if (!form.dataset.all) location.hash = answers[0].step;
        location.reload();
        return;
      } catch {
        // The network is gone. What has arrived nevertheless counts once all the same.
      }
    }
    delete form.dataset.sent;
    try {
      await keep(answers);
    } catch {
      for (const answer of answers) say(answer, words.lost);
      return;
    }
    for (const answer of answers) {
      show(answer);
      say(answer, words.waiting);
    }
    if (form.dataset.all) form.hidden = true;
    await count();
    await send();
  });
  window.addEventListener("online", send);
  if (savedAt) {
    for (const each of document.querySelectorAll("form:not([data-answer], [data-report]) button")) {
      each.disabled = true; // needs the portal
    }
  }

  const begin = async () => {
    if (savedAt) {
      const { date, time, isToday } = moment(savedAt);
      const text = isForm ? words.offline : isToday ? words.saved : words.savedBefore;
      notice("saved", text.replace("TIME", time).replace("DATE", date), "warn");
    }
    await ticks.forgetOthers();
    for (const answer of await ticks.all()) {
      show(answer);
      say(answer, words.waiting);
    }
    await count();
    await send();
  };

  const keepWhatCameBefore = async () => {
    const had = navigator.serviceWorker.controller;
    await navigator.serviceWorker.register(words.worker);
    const { active } = await navigator.serviceWorker.ready;
    if (had) return;
    const parts = performance
      .getEntriesByType("resource")
      .map((each) => each.name)
      .filter((name) => new URL(name).pathname.startsWith("/static/"));
    active.postMessage({ keep: parts });
  };

  begin().catch(() => {}); // a browser that keeps nothing, as in a private window
  if (!savedAt) keepWhatCameBefore().catch(() => {});
})();
