/* Keeps the help pages and their parts on this device, and nothing else: no page of anybody's own is ever kept. */
const PAGES = {{ pages|tojson }};
const ASSETS = {{ assets|tojson }};
const KEPT = "help-{{ version }}";
const PATIENCE_MS = 2500;

const withoutSession = (address) => new Request(address, { credentials: "omit", cache: "no-cache", redirect: "error" });

const fetchAnew = async (address) => {
  const response = await fetch(withoutSession(address));
  if (!response.ok || response.type !== "basic") throw new Error("not kept");
  return response;
};

const keep = async () => {
  const store = await caches.open(KEPT);
  await Promise.all([...PAGES, ...ASSETS].map(async (address) => store.put(address, await fetchAnew(address))));
};

const forgetOlder = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("help-") && name !== KEPT).map((name) => caches.delete(name)));
};

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder().then(() => self.clients.claim())));

const afterPatience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, undefined));

const helpPage = async (path, address) => {
  const kept = await caches.match(path, { cacheName: KEPT });
  const fresh = fetch(address, { credentials: "omit", redirect: "error" }).then((answer) => (answer.ok ? answer : undefined), () => undefined);
  if (!kept) return (await fresh) ?? Response.error();
  return (await Promise.race([fresh, afterPatience()])) ?? kept;
};

const anyPage = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match("/offline", { cacheName: KEPT })) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(PAGES.includes(address.pathname) ? helpPage(address.pathname, address.href) : anyPage(request));
  } else if (ASSETS.includes(address.pathname)) {
    event.respondWith(caches.match(address.pathname, { cacheName: KEPT }).then((kept) => kept ?? fetch(request)));
  }
});
