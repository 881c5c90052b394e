import {h} from './dom.js';
import {DrawThrottle} from './draw-throttle.js';

const BEYOND = 6;
let lists = 0;

/**
 * A list of any length. The document has only the rows that are visible. The newest row is the first. If a person has
 * scrolled down, the visible rows stay in place while new rows come in above. It is a single tab stop: arrow keys,
 * Home, End and the Page keys move, Enter opens.
 */
export class VirtualList {
  #canvas = h('div', {class: 'canvas', role: 'presentation'});
  #rows = new Map();
  #source = {length: 0, at: () => null};
  #options;
  #prefix = `row-${lists++}-`;
  #numbers = 0;
  #height = 40;
  #frame = 0;
  #throttle = new DrawThrottle(() => this.#soon());
  #active = null;
  #open = null;
  #added = 0;
  #fresh = 0;

  /**
   * @param options `label`, `key(item)`, `draw(item)` → children of a row, `open(item)`, `end()` when the last row
   *     is visible
   */
  constructor(options) {
    this.#options = options;
    this.element = h('div', {class: 'rows', role: 'listbox', tabindex: '0', 'aria-label': options.label, on: {
      scroll: () => this.#soon(),
      keydown: (event) => this.#key(event),
      click: (event) => this.#click(event),
      focus: () => this.#soon(),
    }}, this.#canvas);
    this.#resized = new ResizeObserver(() => this.#measure());
    this.#resized.observe(this.element);
  }

  #resized;

  close() {
    this.#resized.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#throttle.close();
  }

  get atTop() {
    return this.element.scrollTop < this.#height / 2;
  }

  /** Shows these rows. The first `added` of them are new, and may wait. */
  show(source, added = 0, fresh = false) {
    this.#source = source;
    this.#resize();
    this.#added += added;
    this.#fresh = fresh ? this.#fresh + added : 0;
    if (added > 0) {
      this.#throttle.want();
    } else {
      this.#soon();
    }
  }

  /** Keeps the rows in view in place if the list is scrolled down. */
  #settle() {
    if (this.#added > 0 && !this.atTop) {
      this.element.scrollTop += this.#added * this.#height;
    }
    this.#added = 0;
  }

  toTop() {
    this.element.scrollTop = 0;
    this.#active = null;
    this.#soon();
  }

  /** Marks the row with this key as open; null marks none. */
  mark(key) {
    this.#open = key;
    this.#active = key ?? this.#active;
    this.#show();
  }

  /** If new rows wait, they continue to wait. */
  #show() {
    if (this.#throttle.isWaiting && (this.#active === null || this.#rows.has(this.#active))) {
      this.#marks();
    } else {
      this.#draw();
    }
  }

  /** Moves by a number of rows, as the arrow keys do. */
  move(step) {
    const {length} = this.#source;
    if (length === 0) {
      return;
    }
    if (this.#added > 0 && !this.atTop) {
      this.#draw();
    }
    const at = this.#indexOf(this.#active);
    this.#to(at < 0 ? this.#first() : Math.max(0, Math.min(length - 1, at + step)));
  }

  openActive() {
    const at = this.#indexOf(this.#active);
    if (at >= 0) {
      this.#options.open(this.#source.at(at));
    }
  }

  /** The item at a distance from the open one; nothing beyond the ends of the list. */
  beside(step) {
    const at = this.#indexOf(this.#open);
    return at < 0 ? null : this.#source.at(at + step);
  }

  #to(index) {
    this.#active = this.#options.key(this.#source.at(index));
    const top = index * this.#height;
    const view = this.element;
    if (top < view.scrollTop) {
      view.scrollTop = top;
    } else if (top + this.#height > view.scrollTop + view.clientHeight) {
      view.scrollTop = top + this.#height - view.clientHeight;
    }
    this.#show();
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#height) - 1);
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity}[event.key];
    if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.move(step);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.openActive();
    }
  }

  #click(event) {
    const row = event.target.closest('.row');
    const at = row ? this.#indexOf(row.dataset.key) : -1;
    if (at >= 0 && String(getSelection()) === '') {
      this.#active = row.dataset.key;
      this.#options.open(this.#source.at(at));
    }
  }

  #first = () => Math.ceil(this.element.scrollTop / this.#height);

  #indexOf(key) {
    if (key === null) {
      return -1;
    }
    for (let i = 0; i < this.#source.length; i++) {
      if (this.#options.key(this.#source.at(i)) === key) {
        return i;
      }
    }
    return -1;
  }

  #measure() {
    const height = parseFloat(getComputedStyle(this.element).getPropertyValue('--row')) || 40;
    this.#settle();
    const first = this.#first();
    if (height !== this.#height) {
      this.#height = height;
      this.#resize();
      this.element.scrollTop = first * height;
    }
    this.#soon();
  }

  #resize() {
    this.#canvas.style.height = `${this.#source.length * this.#height}px`;
  }

  #soon() {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#draw();
      });
    }
  }

  #draw() {
    this.#throttle.drawn();
    this.#settle();
    const {scrollTop, clientHeight} = this.element;
    const {length} = this.#source;
    const from = Math.max(0, Math.floor(scrollTop / this.#height) - BEYOND);
    const to = Math.min(length, Math.ceil((scrollTop + clientHeight) / this.#height) + BEYOND);
    const seen = new Set();
    for (let i = from; i < to; i++) {
      const item = this.#source.at(i);
      const key = this.#options.key(item);
      seen.add(key);
      this.#place(this.#rows.get(key) ?? this.#make(key, item, i), i, length);
    }
    this.#fresh = 0;
    for (const [key, row] of this.#rows) {
      if (!seen.has(key)) {
        row.remove();
        this.#rows.delete(key);
      }
    }
    this.#marks();
    if (to >= length && length > 0) {
      this.#options.end?.();
    }
  }

  #make(key, item, index) {
    const row = h('div', {class: ['row', this.#options.kind?.(item), index < this.#fresh && 'fresh'], role: 'option', id: this.#prefix + this.#numbers++, 'data-key': key}, this.#options.draw(item));
    this.#rows.set(key, row);
    this.#canvas.append(row);
    return row;
  }

  #place(row, index, length) {
    const top = `translateY(${index * this.#height}px)`;
    if (row.style.transform !== top) {
      row.style.transform = top;
      row.setAttribute('aria-posinset', index + 1);
    }
    row.setAttribute('aria-setsize', length);
  }

  #marks() {
    for (const [key, row] of this.#rows) {
      row.setAttribute('aria-selected', key === this.#open);
      row.classList.toggle('active', key === this.#active);
    }
    const active = this.#rows.get(this.#active);
    this.element.toggleAttribute('aria-activedescendant', Boolean(active));
    if (active) {
      this.element.setAttribute('aria-activedescendant', active.id);
    }
  }
}
