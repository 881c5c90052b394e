import {get} from './api.js';
import {LiveModel, MOST} from './live-model.js';
import {Stream} from './stream.js';

/** The maximum number of new events that a pause keeps. Beyond it, the service keeps them as long as it can. */
const MOST_WAITING = 4096;
const PAGE = 100;
const RATE_SECONDS = 5;
const CAUGHT_UP = 3000;
/**
 * How many times in a row the search for the first row continues by itself. The service answers each request after some
 * seconds.
 */
const MOST_SEARCHES = 15;

/**
 * The events for one set of filters: the last ones and all new ones, or all since a moment. It calls `changed` (with
 * the number of new rows at the top, or 0) and `told` (when its state has changed).
 */
export class LiveFeed {
  model = new LiveModel();
  paused = false;
  loading = true;
  searching = null;
  full = false;
  error = null;
  older = null;
  reachedBack = null;
  kafka = {kafka: 'reading', sentence: ''};
  connection = {state: 'connecting'};
  #filters;
  #from;
  #listeners;
  #stream;
  #waiting = [];
  #overflow = false;
  #arrivals = [];
  #aborted = new AbortController();
  #askingOlder = false;
  #hasBegun = false;

  constructor(filters, from, listeners) {
    this.#filters = filters;
    this.#from = from;
    this.#listeners = listeners;
    this.searching = from ? {searched: 0, reached: null} : null;
    this.#stream = new Stream('events/stream', {...filters, from}, {
      connection: (connection) => {
        this.connection = connection;
        this.#told();
      },
      state: (state) => {
        this.kafka = state;
        this.#begun();
        this.#told();
      },
      entries: ({entries}) => this.#take(entries),
      skipped: ({count}) => this.#gap(count),
      progress: (progress) => this.#progress(progress),
      done: () => this.#caughtUp(new Date()),
    });
  }

  open() {
    this.#stream.open();
    return this;
  }

  /** Loads the events before the beginning of the stream; from any other place, events in between would be missing. */
  #begun() {
    if (this.#hasBegun || this.#from) {
      return;
    }
    this.older = this.#stream.lastId;
    this.#hasBegun = this.older !== null || this.kafka.kafka === 'reading';
    if (this.#hasBegun) {
      this.#searchOlder();
    }
  }

  async #searchOlder() {
    let searches = 0;
    do {
      await this.loadOlder();
    } while (++searches < MOST_SEARCHES && this.model.length === 0 && this.older && !this.error && !this.#aborted.signal.aborted);
  }

  close() {
    this.#stream.close();
    this.#aborted.abort();
  }

  get waiting() {
    return this.#waiting.length;
  }

  get overflow() {
    return this.#overflow;
  }

  /** The number of events per second during the last seconds. */
  get rate() {
    const since = performance.now() - RATE_SECONDS * 1000;
    this.#arrivals = this.#arrivals.filter(([at]) => at > since);
    return this.#arrivals.reduce((sum, [, n]) => sum + n, 0) / RATE_SECONDS;
  }

  pause() {
    this.paused = true;
    this.#told();
  }

  resume() {
    this.paused = false;
    this.full = false;
    const rows = this.#waiting.splice(0);
    this.#add(rows);
    if (this.#overflow) {
      this.#overflow = false;
      this.#stream.open();
    }
    this.#told();
  }

  /** Continues where a full page stopped: the existing rows make room. */
  goOn() {
    this.model.keep(0);
    this.full = false;
    this.#stream.open();
    this.#listeners.changed(0);
    this.#told();
  }

  /** Requests the events before the oldest row. */
  async loadOlder() {
    if (this.#askingOlder || (this.older === null && !this.loading)) {
      return;
    }
    this.#askingOlder = true;
    this.#told();
    try {
      const {entries, older, reachedBack} = await get('events', {...this.#filters, before: this.older, limit: PAGE}, this.#aborted.signal);
      this.older = entries.length === 0 && older === this.older ? null : older ?? null;
      this.reachedBack = reachedBack ?? null;
      this.model.addOld(entries);
      this.error = null;
    } catch (error) {
      this.error = error.name === 'AbortError' ? null : error;
    }
    this.loading = false;
    this.#askingOlder = false;
    if (this.#aborted.signal.aborted) {
      return;
    }
    this.#listeners.changed(0);
    this.#told();
  }

  get askingOlder() {
    return this.#askingOlder;
  }

  /** Drops the oldest rows when nobody looks at them. */
  trim() {
    if (this.model.length > MOST + 250) {
      this.model.keep(MOST);
      this.older = null;
    }
  }

  #take(entries) {
    this.#arrivals.push([performance.now(), entries.length]);
    if (this.paused) {
      this.#waiting.push(...entries);
      if (this.#waiting.length >= MOST_WAITING) {
        this.#overflow = true;
        this.#stream.close();
      }
      this.#told();
    } else {
      this.#add(entries);
    }
  }

  #gap(count) {
    const gap = {skipped: count};
    if (this.paused) {
      this.#waiting.push(gap);
    } else {
      this.#add([gap]);
    }
  }

  #add(rows) {
    let added = 0;
    let run = [];
    const flush = () => {
      added += this.model.addNew(run);
      run = [];
    };
    for (const row of rows) {
      if (row.skipped) {
        flush();
        this.model.addGap(row.skipped);
        added++;
      } else {
        run.push(row);
      }
    }
    flush();
    this.#caughtUp(rows.at(-1)?.receivedTime ?? rows.at(-1)?.time);
    if (this.searching && this.model.length >= MOST) {
      this.full = true;
      this.#stream.close();
      this.#told();
    }
    if (added > 0) {
      this.loading = false;
      this.#listeners.changed(added);
    }
  }

  #progress({searched, reached}) {
    if (this.searching) {
      this.loading = false;
      this.searching = {searched, reached};
      this.#caughtUp(reached);
      this.#told();
    }
  }

  #caughtUp(time) {
    if (this.searching && time && Date.now() - new Date(time).getTime() < CAUGHT_UP) {
      this.searching = null;
      this.#told();
    }
  }

  #told() {
    this.#listeners.told();
  }
}
