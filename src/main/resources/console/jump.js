import {h} from './dom.js';
import {icon} from './icons.js';
import {button} from './components.js';
import {popover} from './popover.js';
import {words} from './words.js';

const says = words.live;
const UNITS = {m: 60_000, h: 3_600_000, d: 86_400_000};

/** The button for going back in time. The choice becomes a fixed moment, so that a link means the same tomorrow. */
export function jump(chosen) {
  const open = h('button', {type: 'button', 'aria-label': says.jump}, icon('clock'), h('span', {}, says.jump), icon('down', 12));
  return popover(open, says.jumpTitle, (close) => {
    const take = (time) => {
      close();
      chosen(new Date(time).toISOString());
    };
    const own = h('input', {type: 'datetime-local', id: 'jump-at', step: '1', max: local(new Date())});
    own.value = local(new Date(Date.now() - UNITS.h));
    return h('form', {class: 'jump', on: {submit: (event) => {
      event.preventDefault();
      if (own.value) {
        take(own.value);
      }
    }}},
    h('h2', {}, says.jumpTitle),
    h('div', {class: 'jumps'}, says.jumps.map(([span, label]) => button(label, () => take(Date.now() - parseInt(span, 10) * UNITS[span.at(-1)])))),
    h('label', {for: own.id, class: 'small soft'}, says.jumpAt),
    h('div', {class: 'joined'}, own, h('button', {type: 'submit', class: 'primary'}, says.jumpGo)));
  }, 'end');
}

const local = (time) => new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
