import {h} from './dom.js';
import {iconButton} from './components.js';
import {words} from './words.js';

let numbers = 0;

/**
 * A dialog over the page. Its promise resolves with the way in which it was closed. Then the dialog is gone, and the
 * focus returns to its former place.
 */
export function dialog(title, body, foot, closed = () => {}) {
  const id = `dialog-${numbers++}`;
  const before = document.activeElement;
  const element = h('dialog', {'aria-labelledby': id, on: {
    close: () => {
      element.remove();
      before?.focus?.();
      closed();
    },
    click: (event) => event.target === element && element.close(),
  }},
  h('div', {class: 'top-line'}, h('h2', {id}, title), iconButton(words.help.close, 'close', () => element.close())),
  h('div', {class: 'body'}, body), foot && h('div', {class: 'bottom-line'}, foot));
  document.body.append(element);
  element.showModal();
  return element;
}
