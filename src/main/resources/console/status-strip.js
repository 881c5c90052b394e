import {every, get} from './api.js';
import {h, say} from './dom.js';
import {count, decimal} from './format.js';
import {words} from './words.js';

const says = words.way.strip;
const EVERY = 5000;

/** A summary of the way of callbacks, visible on every page. It polls, because a page has at most one stream. */
export class StatusStrip {
  #parts = Object.fromEntries(['callbacks', 'answered', 'waiting', 'kafka'].map((name) => {
    const value = h('b', {}, '—');
    const shape = h('span', {class: 'state off'});
    return [name, {value, shape, element: h('span', {class: 'stop'}, shape, h('span', {class: 'word'}, says[name]), value)}];
  }));
  element = h('a', {class: 'strip', href: '/console/way'}, h('span', {class: 'hear'}, `${says.label}: `), Object.values(this.#parts).map(({element}) => element));
  onWay = () => {};

  open() {
    return every(EVERY, async () => {
      try {
        this.show(await get('way'));
      } catch {
        this.#set('kafka', '—', 'off');
      }
    });
  }

  show(way) {
    const {receive, outbox, relay} = way;
    this.#set('callbacks', `${decimal(receive.rate)}${words.unit.perSecond}`, 'ok');
    this.#set('answered', receive.p99Ms === null || receive.p99Ms === undefined ? '—' : `${decimal(receive.p99Ms)} ${words.unit.ms}`, outbox.mode === 'waiting-for-kafka' ? 'bad' : 'ok');
    this.#set('waiting', count(outbox.records), relay.state === 'unreachable' ? 'wait' : 'ok');
    this.#set('kafka', relay.state === 'unreachable' ? says.unreachable : `${decimal(relay.rate)}${words.unit.perSecond}`, relay.state === 'unreachable' ? 'bad' : 'ok');
    this.onWay(way);
  }

  #set(name, text, state) {
    const {value, shape, element} = this.#parts[name];
    say(value, text);
    shape.className = `state ${state}`;
    element.className = `stop ${state}`;
  }
}
