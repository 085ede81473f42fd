/* Keeps help, the empty pages for writing and practising and their parts on this device; no page of anybody's own is ever kept. */
self.lamplitRoot = {{ root|tojson }};
importScripts({{ outbox|tojson }});
const PAGES = {{ pages|tojson }};
const SHELL = {{ shell|tojson }};
const PRACTISE = {{ practise|tojson }};
const ASSETS = {{ assets|tojson }};
const OURS = `${self.lamplitRoot}help-`; // another house below this host has copies of its own
const KEPT = `${OURS}{{ version }}`;
const PATIENCE_MS = 2500;
const WRITING_PATIENCE_MS = 8000;
const FIRST_PAGE = /^\/(c\/[0-9a-f-]{36}\/)?$/; // below the root
const NEW_PAGE = /^\/c\/[0-9a-f-]{36}\/new\/[a-z_]+$/;
const PRACTICE_PAGE = /^\/c\/[0-9a-f-]{36}\/(practise(\/[\w-]+)?|run\/[0-9a-f-]{36})$/;
const UNREACHABLE = new Set([502, 504]);

const withoutSession = (address) => new Request(address, { credentials: "omit", cache: "no-cache", redirect: "error" });

const fetchAnew = async (address) => {
  const response = await fetch(withoutSession(address));
  if (!response.ok || response.type !== "basic") throw new Error("not kept");
  return response;
};

const keep = async () => {
  const store = await caches.open(KEPT);
  await Promise.all([...PAGES, SHELL, PRACTISE, ...ASSETS].map(async (address) => store.put(address, await fetchAnew(address))));
};

// The reviewed practices of the ages this device plays at, the same for everybody of that age; older ages go.
const keepPractices = async () => {
  const store = await caches.open(KEPT);
  const names = new Set((await self.lamplitOutbox.tickets()).map((ticket) => ticket.shelf).filter(Boolean));
  const wanted = [...names].map((name) => `${PRACTISE}/${name}`);
  const there = (await store.keys()).map((each) => new URL(each.url).pathname).filter((path) => path.startsWith(`${PRACTISE}/`));
  await Promise.all(there.filter((path) => !wanted.includes(path)).map((path) => store.delete(path)));
  await Promise.all(wanted.filter((path) => !there.includes(path)).map(async (path) => store.put(path, await fetchAnew(path))));
};

const forgetOlder = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== KEPT).map((name) => caches.delete(name)));
};

self.addEventListener("install", (event) => event.waitUntil(
  keep().then(() => keepPractices().catch(() => undefined)).then(() => self.skipWaiting()),
));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder().then(() => self.clients.claim())));

const below = (path) => path.slice(self.lamplitRoot.length);
const after = (wait) => new Promise((resolve) => setTimeout(resolve, wait, undefined));
const kept = (path) => caches.match(path, { cacheName: KEPT });

const helpPage = async (path, address) => {
  const copy = await kept(path);
  const fresh = fetch(address, { credentials: "omit", redirect: "error" }).then((answer) => (answer.ok ? answer : undefined), () => undefined);
  if (!copy) return (await fresh) ?? Response.error();
  return (await Promise.race([fresh, after(PATIENCE_MS)])) ?? copy;
};

const anyPage = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await kept(`${self.lamplitRoot}/offline`)) ?? Response.error();
  }
};

// A first page or an empty page of writing that cannot come is put in place of by the kept one, if this device may write.
const writingPage = async (request, address) => {
  const asked = fetch(request).catch(() => undefined);
  const ready = await self.lamplitOutbox.tickets().then((all) => all.length > 0, () => false);
  const answer = ready ? await Promise.race([asked, after(WRITING_PATIENCE_MS)]) : await asked;
  const signedOut = answer?.type === "opaqueredirect" && NEW_PAGE.test(below(address.pathname)) && !address.searchParams.has("draft");
  if (ready && (!answer || UNREACHABLE.has(answer.status) || signedOut)) return (await kept(SHELL)) ?? answer ?? Response.error();
  return answer ?? (await kept(`${self.lamplitRoot}/offline`)) ?? Response.error();
};

// A practice that cannot come is played from what is kept; what needs the house is said there in words.
const practicePage = async (request) => {
  const asked = fetch(request).catch(() => undefined);
  const copy = await kept(PRACTISE);
  const answer = copy ? await Promise.race([asked, after(WRITING_PATIENCE_MS)]) : await asked;
  if (answer && !UNREACHABLE.has(answer.status)) return answer;
  return copy ?? answer ?? (await kept(`${self.lamplitRoot}/offline`)) ?? Response.error();
};

const page = (request, address) => {
  const path = address.pathname;
  if (PAGES.includes(path)) return helpPage(path, address.href);
  if (path === SHELL) return kept(SHELL).then((copy) => copy ?? anyPage(request));
  if (path === PRACTISE) return kept(PRACTISE).then((copy) => copy ?? anyPage(request));
  if (PRACTICE_PAGE.test(below(path))) return practicePage(request);
  return FIRST_PAGE.test(below(path)) || NEW_PAGE.test(below(path)) ? writingPage(request, address) : anyPage(request);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, address));
  else if (ASSETS.includes(address.pathname) || address.pathname.startsWith(`${PRACTISE}/`)) event.respondWith(kept(address.pathname).then((copy) => copy ?? fetch(request)));
});

self.addEventListener("message", (event) => {
  if (event.data === "practices") event.waitUntil(keepPractices().catch(() => undefined));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(self.lamplitOutbox.send());
});
