/** How many events a page holds while it follows the newest. */
export const MOST = 5000;

/** The rows of the log, bounded. Behind the scenes the oldest is the first: what comes anew is put at the end. */
export class LiveModel {
  #rows = [];
  #ids = new Set();
  #gaps = 0;
  letGo = false;

  get length() {
    return this.#rows.length;
  }

  /** The row at a place, counted from the newest. */
  at(index) {
    return this.#rows[this.#rows.length - 1 - index] ?? null;
  }

  get oldest() {
    return this.#rows.find((row) => row.id) ?? null;
  }

  get newest() {
    return this.#rows.findLast((row) => row.id) ?? null;
  }

  find(id) {
    return this.#ids.has(id) ? this.#rows.find((row) => row.id === id) : null;
  }

  /** Adds what came in, the oldest first; says how many rows that made. */
  addNew(entries) {
    entries.forEach((entry) => this.#replaces(entry));
    const fresh = entries.filter(({id}) => !this.#ids.has(id) && this.#ids.add(id));
    this.#rows.push(...fresh);
    return fresh.length;
  }

  /** In a topic that was made anew the places of its records come again: what stood there is gone from Kafka. */
  #replaces({id, eventId}) {
    const before = eventId ? this.find(id) : null;
    if (before?.eventId && before.eventId !== eventId) {
      this.#rows.splice(this.#rows.indexOf(before), 1);
      this.#ids.delete(id);
    }
  }

  /** Adds what was before, the newest first. */
  addOld(entries) {
    const fresh = entries.filter(({id}) => !this.#ids.has(id) && this.#ids.add(id));
    this.#rows.unshift(...fresh.reverse());
    return fresh.length;
  }

  /** Marks that events are missing here. */
  addGap(count) {
    const before = this.newest?.time ?? null;
    this.#rows.push({gap: `gap-${this.#gaps++}`, count, before});
  }

  /** Forgets the oldest rows beyond a number. */
  keep(most) {
    const many = this.#rows.length - most;
    if (many > 0) {
      this.#rows.splice(0, many).forEach((row) => this.#ids.delete(row.id));
      this.letGo = true;
    }
    return Math.max(0, many);
  }

  clear() {
    this.#rows = [];
    this.#ids.clear();
    this.letGo = false;
  }
}
