// A report on a client's phone: kept while it is typed, and sent until the portal has it.
// A row is a draft, waits, was refused, or was sent and is not read yet.
(() => {
  if (!window.phone) return;
  const { words, savedAt, reports, post, place, notice, moment } = window.phone;
  const LONGEST = 3 * 24 * 3600 * 1000; // as the portal takes it
  const AGAIN = 30_000;
  const form = document.querySelector("form[data-report]");
  const isAnother = location.search === "?another";
  let hasLeft = false; // what this page held waits now, and is not to be sent anew

  const inState = async (...states) => {
    const rows = (await reports.all()).filter(({ state }) => states.includes(state));
    return rows.sort((one, other) => one.at - other.at);
  };

  // What the page says

  const made = (tag, className, text = "") =>
    Object.assign(document.createElement(tag), { className, textContent: text });
  const put = (text, { at = 0, why = "", level = "" } = {}) => {
    const { date, time } = moment(at);
    return [["DATE", date], ["TIME", time], ["WHY", why], ["LEVEL", level]].reduce(
      (said, [name, value]) => said.replace(name, () => value),
      text,
    );
  };
  const button = (text, act) => {
    const shown = Object.assign(made("button", "btn btn-secondary", text), { type: "button" });
    shown.addEventListener("click", act);
    return shown;
  };
  const link = (text, address) =>
    Object.assign(made("a", "btn btn-secondary", text), { href: address });
  const hasRedFlag = ({ told }) => told.some(([name]) => name === "red_flags");

  const remove = async ({ key }) => {
    await reports.drop(key);
    await show();
  };
  const open = async ({ key, answer }) => {
    await reports.drop(key);
    location.assign(answer);
  };
  // It may have arrived without our hearing of it: what is changed is another report.
  const change = async (row) => {
    const key = crypto.randomUUID();
    const isOld = row.isOld || !moment(row.at).isToday;
    const at = Date.now();
    await reports.keep({ ...row, key, at, isOld, state: "draft", why: "" });
    await reports.drop(row.key);
    location.assign(`${words.form}?another`);
  };
  const SAYS = {
    waiting: (row) => ({
      kind: hasRedFlag(row) ? "bad" : "warn",
      heading: hasRedFlag(row) ? words.callNow : words.notSent,
      lines: [
        hasRedFlag(row) ? words.notSent : words.ifUrgent,
        put(words.written, row),
        row.why,
      ],
      acts: [
        button(words.tryNow, send),
        button(words.change, () => change(row)),
        button(words.throwAway, () => remove(row)),
      ],
    }),
    refused: (row) => ({
      kind: "bad",
      heading: put(words.notTaken, row),
      lines: [hasRedFlag(row) ? words.callNow : "", put(words.written, row)],
      acts: [
        button(words.change, () => change(row)),
        button(words.throwAway, () => remove(row)),
      ],
    }),
    sent: (row) => ({
      kind: row.kind,
      heading: put(words.arrived, row),
      lines: [put(words.written, row), row.is_read ? "" : words.unread],
      acts: [button(words.answer, () => open(row)), button(words.putAway, () => remove(row))],
    }),
  };
  const card = (row) => {
    const { kind, heading, lines, acts } = SAYS[row.state](row);
    const shown = made("div", `alert alert--${kind}`);
    const body = made("div", "stack");
    const actions = made("div", "form-actions");
    actions.append(...acts);
    body.append(made("p", "alert__heading", heading));
    for (const line of lines) if (line) body.append(made("p", "", line));
    body.append(actions);
    shown.append(body);
    return shown;
  };
  const show = async () => {
    const rows = await inState("waiting", "refused", "sent");
    let shown = document.getElementById("kept-reports");
    if (!shown && rows.length === 0) return null;
    if (!shown) {
      shown = Object.assign(made("div", "stack kept-reports"), { id: "kept-reports" });
      shown.setAttribute("role", "status");
      const emergency = document.querySelector(".emergency");
      if (form) place().append(shown);
      else if (emergency) emergency.after(shown);
      else place().prepend(shown);
    }
    shown.replaceChildren(...rows.map(card));
    const isHeld = hasLeft || (!isAnother && rows.some(({ state }) => state !== "sent"));
    if (form) form.hidden = isHeld;
    if (form && isHeld) shown.append(link(words.another, `${words.form}?another`));
    return shown;
  };

  // Sending

  const deliver = async ({ at, person, told }, more = []) => {
    const waited = Math.max(0, Math.round((Date.now() - at) / 1000));
    const answer = await post(words.reports, [
      ...told,
      ...more,
      ["person", person],
      ["waited", waited],
    ]);
    if (answer.ok) return answer.json();
    const isDoor = answer.type === "opaqueredirect" || answer.status === 409;
    // A kept page is older than the session: a new one has what the portal asks for.
    if (answer.status === 403 && savedAt && (!form || form.hidden)) location.reload();
    return { fate: "stays", why: isDoor ? words.door : words.fault };
  };
  let sending = false;
  const send = async () => {
    if (sending) return;
    sending = true;
    const isTyping = form && !form.hidden;
    let arrived = false;
    try {
      for (const row of await inState("waiting")) {
        const { fate, ...said } = await deliver(row, [["send", "yes"]]);
        const { key, person, at } = row;
        if (fate === "sent") {
          arrived = true;
          await reports.keep({ key, person, at, state: fate, ...said });
        } else {
          const state = fate === "refused" ? fate : "waiting";
          await reports.keep({ ...row, state, why: said.why });
        }
      }
    } catch {
      // No network after all.
    } finally {
      sending = false;
    }
    const shown = await show();
    if (arrived && !isTyping) shown.scrollIntoView({ block: "center" });
  };

  // The form

  const read = () =>
    [...new FormData(form)].filter(
      ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string",
    );
  let earlier = []; // what was told today on the page that is not shown
  let last = Promise.resolve();
  const elsewhere = () => {
    const here = new Set([...form.elements].map(({ name }) => name));
    return earlier.filter(([name]) => !here.has(name));
  };
  const draft = () => {
    const row = { key: form.elements.key.value, person: words.person, state: "draft" };
    return { ...row, at: Date.now(), told: [...read(), ...elsewhere()] };
  };
  const keepDraft = () => {
    const row = draft();
    last = last.then(() => reports.keep(row)).catch(() => {});
  };

  // On another day, a sign that cannot wait and the comparison are asked anew.
  const NOT_OF_BEFORE = ["red_flags", "trend"];
  const isChoice = ({ type }) => ["radio", "checkbox"].includes(type);
  // Whoever was quicker than this script has answered anew.
  const isAnswered = (field) =>
    isChoice(field)
      ? field.checked !== field.defaultChecked
      : "defaultValue" in field && field.value !== field.defaultValue;
  const fill = (told, isWhole) => {
    const fields = [...form.elements].filter(
      ({ name, type }) => name && !["hidden", "submit"].includes(type),
    );
    const answered = new Set(fields.filter(isAnswered).map(({ name }) => name));
    for (const field of fields.filter(({ name }) => !answered.has(name))) {
      const given = told.filter(([name]) => name === field.name).map(([, value]) => value);
      if (!isWhole && given.length === 0) continue;
      if (isChoice(field)) field.checked = given.includes(field.value);
      else field.value = given[0] ?? "";
      const folded = field.closest("details");
      if (folded && given.some((value) => value)) folded.open = true;
    }
  };
  const restore = async () => {
    const mine = await inState("draft");
    const isNew = form.dataset.report === "new";
    const { key } = form.elements;
    const found = mine.findLast((row) => isNew || row.key === key.value);
    if (savedAt) key.value = crypto.randomUUID();
    if (!found) return;
    key.value = found.key;
    const isOfToday = moment(found.at).isToday && !found.isOld;
    earlier = isOfToday ? found.told : [];
    const mayStay = ([name]) => isOfToday || !NOT_OF_BEFORE.includes(name);
    fill(found.told.filter(mayStay), isNew);
    if (!isNew) return;
    const shown = made("div", "alert alert--info");
    const startAnew = button(words.anew, async () => {
      await reports.drop(found.key);
      location.reload();
    });
    const body = made("div", "stack");
    body.append(made("p", "", put(words.goOn, found)), startAnew);
    shown.append(body);
    place().append(shown);
  };

  let submitting = false;
  const goPlain = (submitter, more = elsewhere()) => {
    for (const [name, value] of more) {
      form.append(Object.assign(made("input", ""), { type: "hidden", name, value }));
    }
    form.inert = false;
    form.dataset.plain = "yes";
    form.requestSubmit(submitter);
  };
  const wait = async (row, state, why = "") => {
    hasLeft = true;
    await reports.keep({ ...row, state, why });
    (await show()).scrollIntoView({ block: "center" });
  };
  const submit = async (event) => {
    if (event.defaultPrevented || form.dataset.plain) return;
    event.preventDefault();
    if (submitting) return;
    submitting = true;
    const { submitter } = event;
    const row = draft();
    form.inert = true;
    notice("sending", words.sending);
    try {
      await last;
      await reports.keep(row);
      await submitKept(row, submitter);
    } catch {
      goPlain(submitter); // the browser keeps nothing
    } finally {
      submitting = false;
      form.inert = false;
      notice("sending", "");
    }
  };
  const submitKept = async (row, submitter) => {
    if (submitter?.name === "more" && !navigator.onLine) {
      return location.assign(words.form); // the copy that holds all questions
    }
    const name = savedAt ? "send" : submitter?.name;
    let said;
    try {
      said = await deliver(row, name ? [[name, "yes"]] : []);
    } catch {
      return wait(row, "waiting");
    }
    if (said.fate === "sent") {
      await reports.drop(row.key);
      location.replace(said.answer);
    } else if (said.fate === "stays") {
      await wait(row, "waiting", said.why);
    } else if (savedAt) {
      await wait(row, "refused", said.why);
    } else if (said.fate === "more") {
      goPlain(submitter, []); // the second page asks, and is filled in from here
    } else {
      goPlain(submitter); // the portal shows what is wrong
    }
  };

  const begin = async () => {
    await reports.forgetOthers();
    for (const { key, at } of await inState("draft", "sent")) {
      if (Date.now() - at > LONGEST) await reports.drop(key);
    }
    if (form) {
      await restore();
      form.addEventListener("input", keepDraft);
      form.addEventListener("submit", submit);
    }
    await show();
    await send();
  };

  begin().catch(() => {}); // a browser that keeps nothing, as in a private window
  const tryAgain = async () => {
    if ((await inState("waiting")).length) await send();
  };
  window.addEventListener("online", () => {
    notice("saved", "");
    tryAgain().catch(() => {});
  });
  window.setInterval(() => tryAgain().catch(() => {}), AGAIN);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && form) location.reload(); // it may have been sent meanwhile
  });
})();
