/* The shelf on which the device keeps what was typed: IndexedDB, written through to the disk, and
   beside it localStorage for the last moment before a page goes, when nothing can be waited for.
   Every copy bears whose it is; nobody is given a copy of somebody else. */
(() => {
  if (!window.desk) return
  const LAST_MOMENT = "desk-kept:"
  const DAYS = 30 // how long a device keeps what nobody came back for
  let opened = null

  function shelf() {
    opened = opened || new Promise((done, failed) => {
      const request = indexedDB.open("desk", 1)
      request.onupgradeneeded = () => request.result.createObjectStore("kept", { keyPath: "key" })
      request.onsuccess = () => done(request.result)
      request.onerror = () => failed(request.error)
      request.onblocked = () => failed(new Error("blocked"))
    })
    return opened
  }

  async function work(mode, task) {
    const base = await shelf()
    return new Promise((done, failed) => {
      const transaction = base.transaction("kept", mode, { durability: "strict" })
      const request = task(transaction.objectStore("kept"))
      transaction.oncomplete = () => done(request.result)
      transaction.onerror = transaction.onabort = () => failed(transaction.error)
    })
  }

  /* Keep a copy; raises when the device has no room for it. */
  async function put(copy) {
    try {
      await work("readwrite", (store) => store.put(copy))
    } catch (error) {
      if (error && error.name === "QuotaExceededError") throw error
      localStorage.setItem(LAST_MOMENT + copy.key, JSON.stringify(copy)) // no IndexedDB here
      return
    }
    localStorage.removeItem(LAST_MOMENT + copy.key)
  }

  /* Keep a copy while the page is going; there is no time to find out whether it worked. */
  function putNow(copy) {
    try {
      localStorage.setItem(LAST_MOMENT + copy.key, JSON.stringify(copy))
    } catch {
      // no room beside the shelf; the shelf itself has what was typed a second ago
    }
    work("readwrite", (store) => store.put(copy)).catch(() => {})
  }

  async function drop(key) {
    localStorage.removeItem(LAST_MOMENT + key)
    await work("readwrite", (store) => store.delete(key)).catch(() => {})
  }

  function lastMoments() {
    const found = []
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(LAST_MOMENT)) continue
      try {
        found.push(JSON.parse(localStorage.getItem(name)))
      } catch {
        localStorage.removeItem(name)
      }
    }
    return found
  }

  /* Return this person's copies, newest first; what is too old goes, whoever wrote it. */
  async function all() {
    const copies = new Map()
    const stored = await work("readonly", (store) => store.getAll()).catch(() => [])
    for (const copy of [...stored, ...lastMoments()]) {
      const known = copies.get(copy.key)
      if (!known || known.at <= copy.at) copies.set(copy.key, copy)
    }
    const oldest = desk.now() - DAYS * 24 * 3600 * 1000
    const kept = [...copies.values()]
    for (const copy of kept) if (!(copy.at > oldest)) drop(copy.key)
    return kept
      .filter((copy) => copy.at > oldest && copy.person === desk.person)
      .sort((one, other) => other.at - one.at)
  }

  desk.kept = { put, putNow, drop, all }
})()
