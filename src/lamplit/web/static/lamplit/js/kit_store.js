/* The small store of one's own things on this device, for /now; it sends nothing. The plan's page puts a copy in. */
const NAME = "lamplit-kit";
const THINGS = "things";
const SETTINGS = "settings";

const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

const open = () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(THINGS, { keyPath: "id" });
    request.result.createObjectStore(SETTINGS);
  };
  return asked(request);
};

let opened;
const database = () => {
  opened ??= open().catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
};

// Resolves once it is on the disk, not before.
const changed = async (store, act) => {
  const transaction = (await database()).transaction(store, "readwrite", { durability: "strict" });
  const finished = new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error);
    transaction.onerror = () => failed(transaction.error);
  });
  act(transaction);
  return finished;
};

/** Everything kept, oldest first. */
export const things = async () => {
  const found = await asked((await database()).transaction(THINGS).objectStore(THINGS).getAll());
  return found.sort((one, other) => one.at - other.at);
};

/** Keep one thing; the same id takes the place of what stood there. */
export const put = (thing) => changed([THINGS], (transaction) => transaction.objectStore(THINGS).put(thing));

export const drop = (id) => changed([THINGS], (transaction) => transaction.objectStore(THINGS).delete(id));

export const setting = async (name) => asked((await database()).transaction(SETTINGS).objectStore(SETTINGS).get(name));

export const set = (name, value) => changed([SETTINGS], (transaction) => {
  const store = transaction.objectStore(SETTINGS);
  return value === undefined ? store.delete(name) : store.put(value, name);
});

/** Take everything off this device. */
export const empty = () => changed([THINGS, SETTINGS], (transaction) => {
  for (const name of [THINGS, SETTINGS]) transaction.objectStore(name).clear();
});
