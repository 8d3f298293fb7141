// What a phone keeps of the person who is signed in, in IndexedDB, and how it sends.
// `phone` is null where a page is not theirs or the browser keeps nothing.
window.phone = (() => {
  const words = document.getElementById("on-this-phone")?.dataset;
  if (!words || !("serviceWorker" in navigator) || !window.indexedDB) return null;

  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("scalpwise-my", 2);
      asked.onupgradeneeded = () => {
        for (const name of ["ticks", "reports"]) {
          if (asked.result.objectStoreNames.contains(name)) continue;
          asked.result.createObjectStore(name, { keyPath: "key" });
        }
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  // It stays open, so that what is typed last is written before the page is left.
  let opened = null;
  const forget = (base) => {
    opened = null;
    base.close(); // another page empties it
  };
  const within = async (name, mode, act) => {
    opened ??= open();
    const base = await opened;
    base.onversionchange = () => forget(base);
    base.onclose = () => forget(base);
    return new Promise((resolve, reject) => {
      const work = base.transaction(name, mode);
      const asked = act(work.objectStore(name));
      work.oncomplete = () => resolve(asked.result);
      work.onerror = work.onabort = () => reject(work.error);
      if (mode === "readwrite") work.commit?.();
    });
  };
  const store = (name) => ({
    // In the order in which they were made, where that was kept.
    async all() {
      const rows = await within(name, "readonly", (kept) => kept.getAll());
      return rows.sort((one, other) => (one.nth ?? 0) - (other.nth ?? 0));
    },
    keep: (row) => within(name, "readwrite", (rows) => rows.put(row)),
    drop: (key) => within(name, "readwrite", (rows) => rows.delete(key)),
    // Nothing of another person's stays.
    async forgetOthers() {
      for (const row of await this.all()) {
        if (row.person !== words.person) await this.drop(row.key);
      }
    },
  });

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const post = (address, fields) =>
    fetch(address, {
      method: "POST",
      body: new URLSearchParams([...fields, ["csrfmiddlewaretoken", token()]]),
      redirect: "manual", // to the door, when nobody is signed in
      signal: AbortSignal.timeout?.(20_000), // a network that swallows all is none
    });

  const place = () =>
    document.querySelector("[data-notices]") ?? document.getElementById("main").firstElementChild;
  const notice = (name, text, kind = "info") => {
    const id = `notice-${name}`;
    let shown = document.getElementById(id);
    if (!text) return shown?.remove();
    if (!shown) {
      shown = Object.assign(document.createElement("p"), { id });
      shown.className = `alert alert--${kind}`;
      shown.setAttribute("role", "status");
      place().prepend(shown);
    }
    shown.textContent = text;
  };

  return {
    words,
    savedAt: Number(document.documentElement.dataset.savedAt),
    ticks: store("ticks"),
    reports: store("reports"),
    post,
    place,
    notice,
    moment(at) {
      const { lang } = document.documentElement;
      const day = { day: "numeric", month: "long", year: "numeric" };
      const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
      return {
        date: new Date(at).toLocaleDateString(lang === "en" ? "en-GB" : lang, day),
        time: new Date(at).toLocaleTimeString(lang, clock),
        isToday: new Date(at).toDateString() === new Date().toDateString(),
      };
    },
  };
})();
