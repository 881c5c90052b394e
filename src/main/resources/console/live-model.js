/** The maximum number of events on a page that follows the newest. */
export const MOST = 5000;

/** The rows of the log, up to a maximum. Internally the oldest row is the first, and new rows are appended. */
export class LiveModel {
  #rows = [];
  #ids = new Set();
  #gaps = 0;
  letGo = false;

  get length() {
    return this.#rows.length;
  }

  /** The row at an index, counted from the newest. */
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

  /** Adds new entries, the oldest first; returns the number of new rows. */
  addNew(entries) {
    entries.forEach((entry) => this.#replaces(entry));
    const fresh = entries.filter(({id}) => !this.#ids.has(id) && this.#ids.add(id));
    this.#rows.push(...fresh);
    return fresh.length;
  }

  /**
   * If a topic was created again, its records have offsets that were used before: the row of the old record is removed,
   * because Kafka does not have it any more.
   */
  #replaces({id, eventId}) {
    const before = eventId ? this.find(id) : null;
    if (before?.eventId && before.eventId !== eventId) {
      this.#rows.splice(this.#rows.indexOf(before), 1);
      this.#ids.delete(id);
    }
  }

  /** Adds older entries, the newest first. */
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

  /** Drops the oldest rows above a maximum number. */
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
