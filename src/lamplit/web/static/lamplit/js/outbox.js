/* What waits on this device, locked, and how it is sent. No module: pages and the worker both read it. */
self.lamplitOutbox ??= (() => {
  const BATCH = 25;
  const BATCH_CHARACTERS = 500_000;
  const PICTURES = ["leaf", "sailboat", "star", "umbrella", "shell", "feather"];
  const root = self.lamplitRoot ?? self.document.documentElement.dataset.root; // where the house lies below its host
  const held = new Set(); // ids of pages that are open and still being written
  const news = new BroadcastChannel(`${root}outbox`); // pages hear what the worker or another page has sent
  let opening;

  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  const database = () => {
    const request = self.indexedDB.open(`${root}outbox`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("items", { keyPath: "id" });
      request.result.createObjectStore("tickets", { keyPath: "place" });
      request.result.createObjectStore("wishes", { keyPath: "name" });
    };
    return answer(request);
  };

  const within = async (name, mode, act) => {
    opening ??= database().catch((error) => { opening = undefined; throw error; });
    const work = (await opening).transaction(name, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      work.oncomplete = resolve;
      work.onabort = () => reject(work.error ?? new DOMException("full", "QuotaExceededError"));
    });
    const result = await act(work.objectStore(name)).catch((error) => { done.catch(() => undefined); throw error; });
    await done;
    return result;
  };

  const items = () => within("items", "readonly", (store) => answer(store.getAll()));
  const tickets = () => within("tickets", "readonly", (store) => answer(store.getAll()));
  const put = (item) => within("items", "readwrite", (store) => answer(store.put(item)));
  const drop = (id) => within("items", "readwrite", (store) => answer(store.delete(id)));
  const isOff = async () => Boolean(await within("wishes", "readonly", (store) => answer(store.get("off"))));

  /** Let nothing more wait on this device, or let it again. */
  const turn = async (off) => {
    await within("wishes", "readwrite", (store) => answer(off ? store.put({ name: "off" }) : store.delete("off")));
    await within("tickets", "readwrite", (store) => answer(store.clear()));
  };

  const count = async (person) => (await items()).filter((item) => item.person === person).length;

  // Only what was sent goes: a page that was saved again meanwhile stays.
  const settle = (sent, outcome) => within("items", "readwrite", async (store) => {
    const now = await answer(store.get(sent.id));
    if (now?.mark !== sent.mark) return;
    await answer(outcome.done === "stays" ? store.put({ ...now, say: outcome.say }) : store.delete(sent.id));
  });

  const keepTickets = async (fresh, got) => {
    if (await isOff()) return;
    const chosen = new Map((await tickets()).map((ticket) => [ticket.place, ticket.picture]));
    const free = PICTURES.filter((picture) => ![...chosen.values()].includes(picture));
    await within("tickets", "readwrite", async (store) => {
      await answer(store.clear());
      for (const ticket of fresh) {
        const picture = chosen.get(ticket.place) ?? free.shift() ?? PICTURES[0];
        await answer(store.put({ ...ticket, picture, got }));
      }
    });
  };

  // Each circle has a picture of its own: taking another's gives that one ours.
  const choose = (place, picture) => within("tickets", "readwrite", async (store) => {
    const all = await answer(store.getAll());
    const mine = all.find((ticket) => ticket.place === place);
    const other = all.find((ticket) => ticket.picture === picture);
    if (other) await answer(store.put({ ...other, picture: mine.picture }));
    if (mine) await answer(store.put({ ...mine, picture }));
  });

  const post = (address, options) => self.fetch(address, { method: "POST", redirect: "manual", credentials: "same-origin", ...options });

  /** Ask for a fresh ticket: undefined when nobody is signed in; throws without a connection. */
  const ask = async () => {
    const response = await post(`${root}/outbox/ticket`, {});
    if (response.status >= 500) throw new Error("not now");
    if (!response.ok) return undefined;
    const fresh = await response.json();
    await keepTickets(fresh.tickets, Date.now());
    return fresh;
  };

  const asText = (raw) => {
    let text = "";
    for (const byte of raw) text += String.fromCharCode(byte);
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_");
  };

  const batches = (waiting) => {
    const all = [[]];
    let size = 0;
    for (const item of waiting) {
      const length = item.sealed.length * 1.4;
      if (all.at(-1).length >= BATCH || (size + length > BATCH_CHARACTERS && all.at(-1).length)) {
        all.push([]);
        size = 0;
      }
      all.at(-1).push(item);
      size += length;
    }
    return all.filter((batch) => batch.length);
  };

  const sendBatch = async (batch, form, report) => {
    const body = JSON.stringify({
      items: batch.map(({ id, key, place, person, sealed }) => ({ id, key, place, person, sealed: asText(sealed) })),
    });
    const response = await post(`${root}/outbox`, { body, headers: { "Content-Type": "application/json", "X-CSRFToken": form } });
    if (response.status >= 500) throw new Error("not now");
    if (!response.ok) return false;
    const said = await response.json();
    report.look = said.look || report.look;
    for (const outcome of said.items) {
      const sent = batch.find((item) => item.id === outcome.id);
      if (!sent) continue;
      await settle(sent, outcome);
      report[outcome.done] += 1;
    }
    return true;
  };

  const sendNow = async () => {
    const report = { kept: 0, draft: 0, stays: 0, nothing: 0, look: "", signedOut: false };
    const waiting = (await items()).filter((item) => !held.has(item.id));
    const fresh = await ask();
    if (!fresh) return { ...report, signedOut: true };
    for (const batch of batches(waiting.filter((item) => item.person === fresh.person))) {
      if (!(await sendBatch(batch, fresh.form, report))) return { ...report, signedOut: true };
      news.postMessage(report);
    }
    return report;
  };

  /** Send all that is this person's; says how many were kept, became unfinished pages, or stay. Sending twice is harmless. */
  const send = () => (self.navigator.locks ? self.navigator.locks.request(`${root}outbox`, sendNow) : sendNow());

  return { ask, choose, count, drop, held, isOff, items, put, root, send, tickets, turn };
})();
