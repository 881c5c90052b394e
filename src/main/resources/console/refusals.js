import {every, get} from './api.js';
import {h, put, say} from './dom.js';
import {clock, count, moment} from './format.js';
import {icon} from './icons.js';
import {empty, head, loading, trouble} from './components.js';
import {change, here} from './address.js';
import {shortCommand} from './sentence.js';
import {words} from './words.js';

const says = words.refusals;
const EVERY = 3000;

/** The page of refused requests and the reasons. */
export class RefusalsPage {
  title = says.title;
  keys = {};
  #reasons = h('ul', {class: 'reasons'});
  #last = h('ol', {class: 'refused'});
  #body = h('div', {class: 'refusals'});
  #signature = '';
  #stop;
  #again = () => {};

  content = [head(says.title, says.lead), this.#body];

  constructor() {
    put(this.#body, loading());
  }

  open() {
    const turn = async () => {
      try {
        this.#show(await get('refusals', {reason: here().get('reason')}));
      } catch (error) {
        this.#signature = '';
        put(this.#body, trouble(error, turn));
      }
    };
    this.#again = turn;
    this.#stop = every(EVERY, turn);
  }

  close() {
    this.#stop();
  }

  address() {
    this.#signature = '';
    this.#again();
  }

  #show({totals, last}) {
    const signature = JSON.stringify([totals, last[0], last.length, here().get('reason')]);
    if (signature === this.#signature) {
      return;
    }
    this.#signature = signature;
    if (totals.every((total) => total.count === 0)) {
      put(this.#body, h('div', {class: 'card'}, empty('check', says.empty, says.emptyWords)));
      return;
    }
    this.#total(totals.filter((total) => total.count > 0).sort((a, b) => b.count - a.count));
    put(this.#last, runs(last).map(refusal));
    if (!this.#last.isConnected) {
      put(this.#body,
          h('section', {class: 'card side', 'aria-labelledby': 'why'}, h('h2', {id: 'why'}, says.reasons), this.#reasons),
          h('section', {class: 'card', 'aria-labelledby': 'last'}, h('h2', {id: 'last'}, says.last), this.#last));
    }
    if (last.length === 0) {
      put(this.#last, h('li', {class: 'none'}, empty('search', says.none, says.noneWords)));
    }
  }

  #total(totals) {
    const chosen = here().get('reason') ?? '';
    const sum = totals.reduce((all, total) => all + total.count, 0);
    const rows = [{reason: '', words: says.all, count: sum}, ...totals];
    if (this.#reasons.children.length !== rows.length || rows.some((row, i) => this.#reasons.children[i].dataset.reason !== row.reason)) {
      put(this.#reasons, rows.map((row) => h('li', {'data-reason': row.reason},
          h('button', {type: 'button', class: 'reason', on: {click: () => change({reason: row.reason}, true)}},
              h('span', {class: 'what'}, row.reason ? [h('span', {class: 'mono'}, row.reason), h('span', {class: 'soft small'}, row.words)] : row.words), h('b', {class: 'number'}), h('span', {class: 'bar', 'aria-hidden': 'true'}, h('i'))))));
    }
    rows.forEach((row, i) => {
      const item = this.#reasons.children[i].firstChild;
      item.setAttribute('aria-pressed', row.reason === chosen);
      say(item.querySelector('b'), count(row.count));
      item.querySelector('i').style.width = `${(100 * row.count) / sum}%`;
    });
  }
}

/** Combines successive equal refusals into one row with their number. */
function runs(last) {
  const rows = [];
  for (const one of last) {
    const before = rows.at(-1);
    if (before && ['reason', 'address', 'sdkAppId', 'command'].every((name) => before[name] === one[name])) {
      before.times++;
      before.first = one.time;
    } else {
      rows.push({...one, times: 1, first: one.time});
    }
  }
  return rows;
}

function refusal(one) {
  return h('li', {},
      h('time', {class: 'when', datetime: one.time, title: one.time}, clock(one.time)),
      h('div', {class: 'say'},
          h('p', {}, one.words),
          h('p', {class: 'soft small meta'},
              h('span', {class: 'tag bad'}, icon('refusals', 12), one.reason),
              one.times > 1 && h('b', {}, `${says.times(count(one.times))}, ${says.first(moment(one.first))}`),
              h('span', {}, `${says.address} `, h('bdi', {class: 'mono'}, one.address ?? '—')),
              h('bdi', {class: 'mono'}, one.command ? shortCommand(one.command) : says.noCommand),
              h('bdi', {}, one.sdkAppId ? `${words.filters.app} ${one.sdkAppId}` : says.noApp),
              one.requestId && h('span', {}, `${says.request} `, h('bdi', {class: 'mono break'}, one.requestId)))));
}
