// Keeps Today and the form of a report for when there is no network; in place of any other
// page there is then one that leads to these. The copies belong to one person, named by the header Saved-For, and
// are gone as soon as the portal answers for somebody else or asks to sign in.
{% load i18n static %}{% get_current_language as language %}const ICON = "{% static "ui/icon-192.png" %}";
const LANGUAGE = "{{ language }}";
const SCOPE = new URL(self.registration.scope).pathname;
const REPORT = `${SCOPE}report/`;
const PAGES = [SCOPE, REPORT];
const PAGE = "scalpwise-today";
const PARTS = "scalpwise-parts";
const AWAY = "{% filter escapejs %}{% include "aftercare/app/away.html" %}{% endfilter %}";
const HOUR = 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (PAGES.includes(address.pathname)) event.respondWith(page(event, address.pathname));
    else event.respondWith(fetch(request).catch(away));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(part(request));
  }
});

// The page that came before the worker did: it names what to keep.
self.addEventListener("message", (event) => {
  if (event.data.keep) event.waitUntil(keepAll(event.data.keep));
});

self.addEventListener("push", (event) => {
  const { title, kind } = event.data.json();
  const opens = { check_in: REPORT, news: `${SCOPE}reports/` }[kind] ?? SCOPE;
  const tag = kind === "news" ? "news" : "plan";
  const shown = { tag, icon: ICON, lang: LANGUAGE, data: { opens } };
  event.waitUntil(self.registration.showNotification(title, shown));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data?.opens ?? SCOPE));
});

// Copies are opened before an answer is asked for: whoever signs out meanwhile drops
// them, and what still arrives goes with them.
const copies = () => Promise.all([PAGE, PARTS].map((name) => caches.open(name)));

function away() {
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  return new Response(AWAY, { status: 503, headers });
}

async function keepAll(named) {
  const [kept, parts] = await copies();
  await Promise.allSettled(named.map((each) => parts.add(each)));
  const answer = await fetch(SCOPE, { credentials: "same-origin" });
  const person = await remember(kept, SCOPE, answer);
  if (person) await keepReport(kept, parts, person);
}

async function page(event, path) {
  const [kept, parts] = await copies();
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return (await saved(kept, path)) || away();
  }
  const person = await remember(kept, path, answer.clone());
  if (person) event.waitUntil(keepReport(kept, parts, person).catch(() => {}));
  return answer;
}

// Whose page it is; nobody's takes every copy with it.
async function remember(kept, path, answer) {
  if (answer.status >= 500) return null;
  const person = answer.headers.get("Saved-For");
  if (!answer.ok || answer.redirected || !person) {
    await caches.delete(PAGE);
    return null;
  }
  for (const each of PAGES) {
    const had = await kept.match(each);
    if (had && had.headers.get("Saved-For") !== person) await kept.delete(each);
  }
  if (path === SCOPE) await keep(kept, SCOPE, answer, await answer.text());
  return person;
}

async function keep(kept, path, { headers: sent }, text) {
  const headers = new Headers(sent);
  headers.set("Saved-At", String(Date.now()));
  await kept.put(path, new Response(text, { headers }));
}

// The form as it opens without a network: of no day, with every question, not filled in.
async function keepReport(kept, parts, person) {
  const had = await kept.match(REPORT);
  if (had && Date.now() - Number(had.headers.get("Saved-At")) < HOUR) return;
  const asked = { credentials: "same-origin", headers: { "To-Keep": "yes" } };
  const answer = await fetch(REPORT, asked);
  if (!answer.ok || answer.headers.get("Saved-For") !== person) return;
  const text = await answer.text();
  await keep(kept, REPORT, answer, text);
  const named = text.matchAll(/"(\/static\/[^"]+\.(?:css|js|woff2))"/g);
  for (const [, address] of named) {
    if (!(await parts.match(address, { ignoreVary: true }))) await parts.add(address);
  }
}

async function saved(kept, path) {
  const answer = await kept.match(path);
  if (!answer) return null;
  const mark = `<html data-saved-at="${answer.headers.get("Saved-At")}" `;
  const text = (await answer.text()).replace("<html ", mark);
  return new Response(text, { headers: answer.headers });
}

async function part(request) {
  const kept = await caches.open(PARTS);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request, answer.clone());
    return answer;
  } catch {
    return (await kept.match(request, { ignoreVary: true })) || Response.error();
  }
}
