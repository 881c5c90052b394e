import {announce, announceSeldom} from './announce.js';
import {h, say} from './dom.js';
import {EventDetail} from './event-detail.js';
import {Filters} from './filters.js';
import {clock, count} from './format.js';
import {icon, kindOf} from './icons.js';
import {LiveFeed} from './live-feed.js';
import {jump} from './jump.js';
import {LiveStatus} from './live-status.js';
import {button} from './components.js';
import {change, changed, FILTERS, filtersHere, go, here} from './address.js';
import {sentence, shortCommand} from './sentence.js';
import {VirtualList} from './virtual-list.js';
import {words} from './words.js';

const says = words.live;

/** The live log: the events of all groups and all instances, in words. */
export class LivePage {
  title = says.title;
  fixed = true;
  #feed;
  #seen = 0;
  #asked = '';
  #tick;
  #pause = button(says.pause, () => this.#togglePause(), {glyph: 'pause', key: 'p', class: 'pause'});
  #fresh = h('button', {type: 'button', class: 'fresh-bar', hidden: true, on: {click: () => this.#newest()}});
  #status;
  #list = new VirtualList({
    label: says.list,
    key: (row) => row.id ?? row.gap,
    kind: (row) => (row.gap ? 'gap' : ''),
    draw: (row) => (row.gap ? this.#gap(row) : eventRow(row)),
    open: (row) => (row.gap ? this.#jumpTo(row.before) : change({event: row.id}, !here().get('event'))),
    end: () => this.#feed.older !== null && !this.#feed.error && this.#feed.loadOlder(),
  });
  #detail = new EventDetail({closed: () => this.#closeEvent(), only: (name, value) => change({[name]: value}, true)});
  #filters;
  #split;

  constructor(session) {
    this.#status = new LiveStatus(session, {back: () => this.#jumpTo(null), goOn: () => this.#feed.goOn(), older: () => this.#feed.loadOlder()});
    this.#filters = new Filters({names: FILTERS, values: filtersHere(), session, changed: (values, name) => change(values, name === null)});
    this.#split = h('div', {class: 'split'},
        h('section', {class: 'card log', 'aria-label': says.list}, this.#fresh, h('div', {class: 'log-body'}, this.#list.element, this.#status.blank), this.#status.foot),
        this.#detail.element);
    this.content = [
      h('div', {class: 'head'}, h('h1', {}, says.title), this.#status.state,
          h('div', {class: 'end'}, jump((from) => this.#jumpTo(from)), this.#pause)),
      this.#filters.element, this.#status.notes, this.#split,
    ];
    this.#list.element.addEventListener('scroll', () => this.#list.atTop && this.#nothingFresh(), {passive: true});
  }

  open() {
    this.#tick = setInterval(() => this.#told(), 1000);
    this.address();
  }

  close() {
    clearInterval(this.#tick);
    this.#feed?.close();
    this.#list.close();
  }

  /** Follows a change of the address: its filters, its moment, its event. */
  address() {
    const filters = filtersHere();
    const from = here().get('from') ?? '';
    const asked = JSON.stringify([filters, from]);
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#filters.take(filters);
      this.#feed?.close();
      this.#nothingFresh();
      this.#feed = new LiveFeed(filters, from, {changed: (added) => this.#changed(added), told: () => this.#told()});
      this.#list.show(this.#feed.model);
      this.#list.toTop();
      this.#feed.open();
    }
    const event = here().get('event');
    this.#split.classList.toggle('open', event !== null);
    this.#detail.show(event, event && this.#feed.model.find(event));
    this.#list.mark(event);
    this.#told();
  }

  keys = {
    p: () => this.#togglePause(),
    j: () => this.#move(1),
    k: () => this.#move(-1),
    n: () => this.#newest(),
    '/': () => this.#filters.focus(),
    Enter: () => this.#list.openActive(),
    Escape: () => here().get('event') && this.#closeEvent(),
  };

  #move(step) {
    const beside = here().get('event') && this.#list.beside(step);
    this.#list.move(step);
    if (beside?.id) {
      change({event: beside.id});
    }
  }

  #closeEvent() {
    change({event: null});
    this.#list.element.focus({preventScroll: true});
  }

  #togglePause() {
    if (this.#feed.paused) {
      this.#feed.resume();
      announce(says.resumed);
    } else {
      this.#feed.pause();
      announce(says.paused);
    }
  }

  #jumpTo(from) {
    go(changed({from, event: null}));
  }

  #newest() {
    this.#list.toTop();
    this.#nothingFresh();
  }

  #nothingFresh() {
    this.#seen = 0;
    this.#fresh.hidden = true;
  }

  #changed(added) {
    if (this.#list.atTop) {
      this.#feed.trim();
      announceSeldom(says.announceNew(count(added)));
    } else if (added > 0) {
      this.#seen += added;
      this.#fresh.hidden = false;
      say(this.#fresh, says.fresh(count(this.#seen)));
      if (this.#feed.model.length > 10_000) {
        this.#feed.pause();
      }
    }
    this.#list.show(this.#feed.model, added, added <= 5);
    this.#told();
  }

  #gap({count: missing, before}) {
    return [icon('alert'), h('span', {}, says.skipped(count(missing))), before && h('span', {class: 'show'}, says.show)];
  }

  #told() {
    const feed = this.#feed;
    this.#status.show(feed, here().get('from') ?? '', Object.values(filtersHere()).some((value) => value.length > 0));
    this.#list.element.hidden = feed.model.length === 0;
    if (this.#pause.classList.contains('primary') !== feed.paused) {
      this.#pause.classList.toggle('primary', feed.paused);
      this.#pause.querySelector('svg').replaceWith(icon(feed.paused ? 'play' : 'pause'));
      say(this.#pause.querySelector('span'), feed.paused ? says.resume : says.pause);
    }
  }
}

function eventRow(entry) {
  const kind = kindOf(entry);
  return [
    h('time', {class: 'when', datetime: entry.time, title: entry.time}, clock(entry.time)),
    h('span', {class: `kind ${kind}`}, icon(kind, 14)),
    h('span', {class: 'say', title: entry.sentence}, sentence(entry)),
    entry.deadLetterReason && h('span', {class: 'tag bad'}, entry.deadLetterReason),
    h('span', {class: 'cmd', title: entry.command ?? entry.topic}, shortCommand(entry.command ?? entry.topic)),
  ];
}
