import {address, ask} from './api.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
/** The service sends something every 10 seconds. After this much silence the connection counts as broken. */
const SILENCE = 25_000;

/**
 * Server-sent events of one resource. After a failure it reconnects with growing pauses, and continues after the last
 * event that it received. It is closed while the tab is hidden, and continues when the tab is visible again. It uses
 * `fetch`, because `EventSource` cannot say where to continue.
 *
 * Listeners: one for each name of an event, which gets the event's data, and `connection`, which gets `connecting`,
 * `open`, `lost` (with the seconds until the next attempt and the error), or `hidden`.
 */
export class Stream {
  #path;
  #params;
  #listeners;
  #lastId = null;
  #abort = null;
  #timer = 0;
  #wait = FIRST_WAIT;
  #wanted = false;
  #seen = () => this.#visibility();

  constructor(path, params, listeners) {
    this.#path = path;
    this.#params = params;
    this.#listeners = listeners;
  }

  open() {
    if (!this.#wanted) {
      this.#wanted = true;
      document.addEventListener('visibilitychange', this.#seen);
      this.#visibility();
    }
    return this;
  }

  /** The id of the event after which it continues; null until an event had an id. */
  get lastId() {
    return this.#lastId;
  }

  close() {
    this.#wanted = false;
    document.removeEventListener('visibilitychange', this.#seen);
    this.#stop();
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  #visibility() {
    if (document.hidden) {
      this.#stop();
      this.#tell('connection', {state: 'hidden'});
    } else if (!this.#abort) {
      clearTimeout(this.#timer);
      this.#wait = FIRST_WAIT;
      this.#connect();
    }
  }

  async #connect() {
    const abort = new AbortController();
    this.#abort = abort;
    this.#tell('connection', {state: 'connecting'});
    const headers = {Accept: 'text/event-stream', ...(this.#lastId ? {'Last-Event-ID': this.#lastId} : {})};
    let failure = null;
    try {
      const response = await ask(this.#path, this.#params, {headers, signal: abort.signal, cache: 'no-store'});
      this.#tell('connection', {state: 'open'});
      await this.#read(response.body.getReader(), abort);
    } catch (error) {
      failure = error;
    }
    if (this.#abort === abort) {
      this.#abort = null;
      this.#tell('connection', {state: 'lost', seconds: Math.ceil(this.#wait / 1000), error: failure});
      this.#timer = setTimeout(() => this.#connect(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    }
  }

  async #read(reader, abort) {
    const decoder = new TextDecoder();
    let rest = '';
    let silence = 0;
    for (;;) {
      clearTimeout(silence);
      silence = setTimeout(() => reader.cancel().catch(() => {}), SILENCE);
      const {done, value} = await reader.read().finally(() => clearTimeout(silence));
      if (done || this.#abort !== abort) {
        return;
      }
      this.#wait = FIRST_WAIT;
      const blocks = (rest + decoder.decode(value, {stream: true})).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      blocks.forEach((block) => this.#event(block));
    }
  }

  #event(block) {
    let name = 'message';
    const data = [];
    for (const line of block.split(/\r?\n/)) {
      const at = line.indexOf(':');
      const field = line.slice(0, Math.max(0, at));
      const value = line.slice(at + 1).replace(/^ /, '');
      if (field === 'event') {
        name = value;
      } else if (field === 'id') {
        this.#lastId = value;
      } else if (field === 'data') {
        data.push(value);
      }
    }
    if (data.length > 0) {
      this.#tell(name, JSON.parse(data.join('\n')));
    }
  }

  #tell(name, data) {
    this.#listeners[name]?.(data);
  }
}

/** The address at which other programs can read the stream. */
export const streamAddress = (path, params) => new URL(address(path, params), location.href).href;
