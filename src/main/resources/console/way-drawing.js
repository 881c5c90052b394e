import {h, put, say} from './dom.js';
import {ago, count, decimal, moment, size, span} from './format.js';
import {linkTo} from './address.js';
import {words} from './words.js';

const says = words.way;
const STOPS = ['receive', 'outbox', 'relay', 'kafka'];

/** A drawing of four stations and the flow between them. Each station shows its state in words and by its shape. */
export class Drawing {
  #stops = Object.fromEntries(STOPS.map((name) => [name, stop(says.stops[name])]));
  #pipes = [pipe(), pipe(), pipe()];

  element = h('ol', {class: 'drawing', 'aria-label': says.strip.label},
      STOPS.flatMap((name, i) => (i === 0 ? [this.#stops[name].element] : [this.#pipes[i - 1].element, this.#stops[name].element])));

  show({receive, outbox, relay, kafka, deadLetters, profiles}) {
    const {receive: says1, outbox: says2, relay: says3, kafka: says4} = says;
    const unreachable = relay.state === 'unreachable';
    this.#stops.receive.show('ok', receive.rate > 0 ? says1.taking : says1.quiet, decimal(receive.rate), says1.rate, [
      [says1.ok, count(receive.ok)],
      [says1.refused, receive.refused > 0 ? h('a', {href: '/console/refusals'}, count(receive.refused)) : '0'],
      [says1.p50, ms(receive.p50Ms)],
      [says1.p99, ms(receive.p99Ms)],
    ]);
    this.#stops.outbox.show({disk: 'ok', 'waiting-for-kafka': 'wait', refusing: 'bad', off: 'off'}[outbox.mode] ?? 'ok', says.outboxModes[outbox.mode] ?? outbox.mode, count(outbox.records), says2.records, [
      [says2.bytes, size(outbox.bytes)],
      [says2.oldest, outbox.oldest ? ago(outbox.oldest) : says2.none],
      outbox.fullInSeconds !== null && outbox.fullInSeconds !== undefined && [says2.full, span(outbox.fullInSeconds)],
    ]);
    this.#stops.relay.show(unreachable ? 'bad' : 'ok', says.relayStates[relay.state] ?? relay.state, decimal(relay.rate), says3.rate, [
      [says3.inFlight, count(relay.inFlight)],
      [says3.paused, relay.paused?.length > 0 ? h('span', {class: 'tag wait'}, relay.paused.join(', ')) : says3.nonePaused],
      relay.since && [words.deadLetters.since, moment(relay.since)],
    ]);
    const lag = profiles && profiles.state !== 'off' && [says4.lag, count(profiles.lag)];
    this.#stops.kafka.show(unreachable ? 'bad' : 'ok', unreachable ? says4.unreachable : says4.here, deadLetters.count > 0 ? h('a', {href: linkTo('/console/dead-letters')}, count(deadLetters.count)) : '0', says4.deadLetters, [
      [says4.servers, h('span', {class: 'mono small break'}, kafka.servers)],
      profiles && [says4.profiles, h('span', {class: profiles.state === 'failed' ? 'tag bad' : ''}, says.profileStates[profiles.state] ?? profiles.state)],
      lag,
    ]);
    this.#pipes[0].show(receive.rate, false);
    this.#pipes[1].show(relay.rate, false);
    this.#pipes[2].show(relay.rate, unreachable);
  }
}

const ms = (value) => (value === null || value === undefined ? '—' : `${decimal(value)} ${words.unit.ms}`);

function stop(title) {
  const shape = h('span', {class: 'state off'});
  const state = h('span', {class: 'word'});
  const big = h('span', {class: 'big number'});
  const unit = h('span', {class: 'soft small'});
  const list = h('dl');
  const element = h('li', {class: 'card stopcard'}, h('h2', {}, title), h('p', {class: 'stopstate'}, shape, state), h('p', {class: 'bigline'}, big, unit), list);
  return {
    element,
    show(kind, text, number, of, rows) {
      shape.className = `state ${kind}`;
      element.className = `card stopcard ${kind}`;
      say(state, text);
      if (typeof number === 'string') {
        say(big, number);
      } else if (big.textContent !== number.textContent) {
        put(big, number);
      }
      say(unit, of);
      const sign = rows.filter(Boolean).map(([name, value]) => name + (value.textContent ?? value)).join('|');
      if (list.dataset.sign !== sign) {
        list.dataset.sign = sign;
        put(list, rows.filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {class: 'number'}, value))));
      }
    },
  };
}

/** A flow. It is faster if there is more, and broken if nothing can pass. */
function pipe() {
  const element = h('li', {class: 'pipe', 'aria-hidden': 'true'}, h('i'), h('i'), h('i'));
  return {
    element,
    show(rate, broken) {
      const pace = broken ? 'broken' : rate > 50 ? 'fast' : rate > 0.05 ? 'slow' : 'still';
      element.className = `pipe ${pace}`;
    },
  };
}
