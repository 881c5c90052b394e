import {get} from './api.js';
import {Chart, table} from './charts.js';
import {h, put, say} from './dom.js';
import {moment} from './format.js';
import {loading, trouble} from './components.js';
import {Stream} from './stream.js';
import {Drawing} from './way-drawing.js';
import {words} from './words.js';

const says = words.way;
const COLUMNS = ['ok', 'refused', 'published', 'outboxRecords', 'p99Ms'].map((name) => [name, says.charts[name]]);

/** The page with the way of a callback through this instance: the present numbers and those of the last hour. */
export class WayPage {
  title = says.title;
  keys = {};
  #drawing = new Drawing();
  #who = h('p', {class: 'lead'});
  #body = h('div', {class: 'waybody'});
  #table = h('table', {class: 'hours'});
  #charts = {
    ok: new Chart(says.charts.ok, ['ok'], {tone: '--accent'}),
    published: new Chart(says.charts.published, ['published'], {tone: '--ok'}),
    outboxRecords: new Chart(says.charts.outboxRecords, ['outboxRecords'], {tone: '--wait'}),
    p99Ms: new Chart(says.charts.p99Ms, ['p99Ms'], {tone: '--accent', unit: words.unit.ms}),
    refused: new Chart(says.charts.refused, ['refused'], {tone: '--bad'}),
  };
  #details = h('details', {class: 'card hours-box'}, h('summary', {}, says.table), h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': says.table}, this.#table));
  #stream = new Stream('way/stream', {}, {way: (way) => this.#show(way), connection: ({state, error}) => this.#connection(state, error)});
  #series = {times: []};
  #abort = new AbortController();

  content = [h('div', {class: 'head'}, h('h1', {}, says.title), this.#who), this.#body];

  constructor() {
    put(this.#body, loading());
  }

  async open() {
    try {
      this.#show(await get('way', {}, this.#abort.signal));
    } catch (error) {
      if (error.name !== 'AbortError') {
        put(this.#body, trouble(error));
      }
    }
    if (!this.#abort.signal.aborted) {
      this.#stream.open();
    }
  }

  close() {
    this.#abort.abort();
    this.#stream.close();
    Object.values(this.#charts).forEach((chart) => chart.close());
  }

  address() {}

  #connection(state, error) {
    if (state === 'lost' && error && !this.#drawing.element.isConnected) {
      put(this.#body, trouble(error));
    }
    this.#drawing.element.classList.toggle('stale', state === 'lost');
  }

  #show(way) {
    if (!this.#drawing.element.isConnected) {
      put(this.#body, this.#drawing.element,
          h('section', {'aria-labelledby': 'hour'}, h('h2', {id: 'hour'}, says.hour), h('div', {class: 'charts'}, Object.values(this.#charts).map(({element}) => element))),
          this.#details);
    }
    const {name, version, startedAt} = way.instance;
    say(this.#who, `${says.instance(name, version)}, ${says.since(moment(startedAt))}`);
    this.#drawing.show(way);
    const now = {ok: way.receive.rate, published: way.relay.rate, outboxRecords: way.outbox.records, p99Ms: way.receive.p99Ms};
    // The stream sends the series only if there is a new point.
    this.#series = way.series ?? this.#series;
    Object.entries(this.#charts).forEach(([key, chart]) => chart.show(this.#series, now[key], Boolean(way.series)));
    if (way.series) {
      table(this.#table, way.series, COLUMNS);
    }
  }
}
