import {h, put, say} from './dom.js';
import {count, decimal, minutes} from './format.js';
import {words} from './words.js';

const says = words.way;
const HEIGHT = 112;
let loaded = null;

/** Loads uPlot when the first chart is drawn, because other pages do not need it. */
function plotter() {
  if (!loaded) {
    const style = h('link', {rel: 'stylesheet', href: '/console/assets/uPlot.min.css'});
    document.head.append(style);
    loaded = import('./uPlot.esm.js').then(({default: uPlot}) => uPlot);
  }
  return loaded;
}

const probe = h('i');

/** The colour of the present theme, in the form that a canvas needs. */
function colour(name) {
  document.body.append(probe);
  probe.style.color = `var(${name})`;
  const {color} = getComputedStyle(probe);
  probe.remove();
  return color;
}

const font = () => getComputedStyle(document.documentElement).getPropertyValue('--sans').trim();

/** A small chart of the last hour, with a description above it. */
export class Chart {
  #names;
  #unit;
  #tone;
  #big = h('b', {class: 'big number'}, '—');
  #words = h('p', {class: 'soft small number'});
  #canvas = h('div', {class: 'plot', 'aria-hidden': 'true'});
  #plot = null;
  #data = null;
  #size = new ResizeObserver(() => this.#plot?.setSize({width: this.#canvas.clientWidth, height: HEIGHT}));
  #theme = () => this.#again();

  /** @param names the names of its lines in the series */
  constructor(title, names, {unit = '', tone = '--accent'} = {}) {
    this.#names = names;
    this.#unit = unit;
    this.#tone = tone;
    this.element = h('figure', {class: 'card chart'}, h('figcaption', {}, h('h3', {}, title), this.#big, this.#words), this.#canvas);
    this.#size.observe(this.#canvas);
    addEventListener('theme', this.#theme);
    this.#dark.addEventListener('change', this.#theme);
  }

  #dark = matchMedia('(prefers-color-scheme: dark)');

  close() {
    removeEventListener('theme', this.#theme);
    this.#dark.removeEventListener('change', this.#theme);
    this.#size.disconnect();
    this.#plot?.destroy();
  }

  /** @param fresh whether the series has a new point */
  show(series, now, fresh) {
    const values = series[this.#names[0]] ?? [];
    const unit = this.#unit ? ` ${this.#unit}` : '';
    say(this.#big, `${decimal(now ?? values.at(-1))}${unit}`);
    if (!fresh) {
      return;
    }
    const highest = values.reduce((most, value, i) => (value !== null && value > (values[most] ?? -1) ? i : most), 0);
    say(this.#words, values.length === 0 ? says.chartEmpty : says.chart(`${decimal(values[highest])}${unit}`, minutes(series.times[highest] * 1000)));
    this.#data = [series.times, ...this.#names.map((name) => series[name] ?? [])];
    this.#draw();
  }

  #again() {
    this.#plot?.destroy();
    this.#plot = null;
    if (this.#data) {
      this.#draw();
    }
  }

  async #draw() {
    if (this.#data[0].length < 2) {
      return;
    }
    if (this.#plot) {
      this.#plot.setData(this.#data);
      return;
    }
    const uPlot = await plotter();
    if (!this.#plot && this.#canvas.isConnected) {
      this.#plot = new uPlot(this.#options(uPlot), this.#data, this.#canvas);
    }
  }

  #options(uPlot) {
    const ink = colour(this.#tone);
    const axis = {stroke: colour('--faint'), font: `11px ${font()}`, grid: {stroke: colour('--line'), width: 1}, ticks: {show: false}};
    return {
      width: this.#canvas.clientWidth, height: HEIGHT, legend: {show: false}, padding: [8, 8, 0, 0],
      cursor: {y: false, sync: {key: 'hour'}, points: {size: 7, fill: ink, stroke: colour('--card')}, drag: {x: false, y: false}},
      scales: {x: {time: true}, y: {range: (plot, low, high) => [0, Math.max(1, (high ?? 0) * 1.15)]}},
      axes: [
        {...axis, grid: {show: false}, size: 22, gap: 4, space: 60, values: (plot, ticks) => ticks.map((tick) => minutes(tick * 1000))},
        {...axis, size: 44, gap: 6, space: 30, values: (plot, ticks) => ticks.map((tick) => (tick >= 1000 ? count(tick) : decimal(tick)))},
      ],
      series: [{}, {stroke: ink, width: 1.75, fill: ink.replace('rgb(', 'rgba(').replace(')', ', 0.1)'), points: {show: false}, paths: uPlot.paths.linear()}],
    };
  }
}

/** The numbers of the charts for people who do not see them: the mean or the maximum of every five minutes. */
export function table(element, series, columns) {
  const step = 30;
  const rows = [];
  for (let end = series.times.length; end > 0; end -= step) {
    const from = Math.max(0, end - step);
    rows.push([minutes(series.times[end - 1] * 1000), ...columns.map(([name]) => decimal(Math.max(...(series[name] ?? []).slice(from, end).filter((value) => value !== null), 0)))]);
  }
  put(element, h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, says.tableTime), columns.map(([, title]) => h('th', {scope: 'col'}, title)))),
      h('tbody', {}, rows.map(([time, ...cells]) => h('tr', {}, h('th', {scope: 'row'}, time), cells.map((cell) => h('td', {}, cell))))));
}
