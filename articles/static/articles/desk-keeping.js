/* Keeps what is typed on this device, a second after it was typed and once more when the page goes,
   until the server has told that it has arrived. */
(() => {
  if (!window.desk || !desk.isWritable) return
  const SOON = 1000
  let timer = null
  let changed = false // since the server last had all of it
  let version = 0 // counts changes, so that an answer is not taken for one to a later text
  let cost = 0 // how long reading the form takes: a very long text is kept less often
  let full = false

  function copy() {
    const begun = performance.now()
    const fields = desk.fields()
    cost = performance.now() - begun
    return {
      key: desk.key(),
      person: desk.person,
      story: desk.story(),
      version: desk.hidden("version").value,
      turn: desk.turn() + 1, // the next thing this page sends will carry it
      at: desk.now(),
      fields,
    }
  }

  async function keep() {
    timer = null
    const now = copy()
    if (desk.same(now.fields, desk.asStored())) return isAsBefore()
    try {
      await desk.kept.put(now)
      full = false
    } catch {
      full = true
      desk.say(desk.word("full"))
    }
  }

  /* What was typed has been undone: there is nothing to save. */
  async function isAsBefore() {
    changed = false
    for (const listener of onChange) listener()
    await desk.kept.drop(desk.key())
  }

  function typed() {
    version += 1
    changed = true
    if (timer === null) timer = setTimeout(keep, Math.max(SOON, cost * 20))
    for (const listener of onChange) listener()
  }

  function leaving() {
    if (!changed || desk.sent) return
    clearTimeout(timer)
    timer = null
    desk.kept.putNow(copy())
  }

  const onChange = []
  desk.keeping = {
    onChange: (listener) => onChange.push(listener),
    isChanged: () => changed,
    isFull: () => full,
    at: () => version,
    cost: () => cost,
    /* The text is on its way with this turn: whoever finds the copy can ask whether it arrived. */
    async isSent(turn) {
      clearTimeout(timer)
      timer = null
      const sent = { ...copy(), turn }
      await desk.kept.put(sent).catch(() => {})
      return sent.fields
    },
    /* The server has these fields, which were all that was in the form when `at` was read. */
    async hasArrived(fields, at) {
      desk.isStored(fields)
      if (at !== version || !desk.same(fields, desk.asStored())) return keep()
      changed = false
      clearTimeout(timer)
      timer = null
      await desk.kept.drop(desk.key())
    },
    keep,
    typed,
  }

  desk.ready.then(() => {
    desk.onTyping(typed)
    if ("unsaved" in desk.form.dataset) typed()
    document.addEventListener("visibilitychange", () => document.hidden && leaving())
    window.addEventListener("pagehide", leaving)
  })
})()
