import {h} from './dom.js';

let numbers = 0;

/**
 * A button and a panel that it opens below itself. The panel closes on Escape, on a click elsewhere, and when it loses
 * the focus.
 *
 * @param fill returns the content each time the panel opens; its argument is a function that closes the panel
 */
export function popover(button, label, fill, side = 'start') {
  const id = `popover-${numbers++}`;
  const root = h('div', {class: 'pop'}, button);
  let panel = null;
  const close = (focus = true) => {
    if (panel) {
      panel.remove();
      panel = null;
      button.setAttribute('aria-expanded', 'false');
      removeEventListener('pointerdown', elsewhere, true);
      if (focus) {
        button.focus();
      }
    }
  };
  const elsewhere = (event) => {
    if (!root.contains(event.target)) {
      close(false);
    }
  };
  const open = () => {
    panel = h('div', {class: `panel ${side}`, role: 'dialog', 'aria-label': label, id}, fill(close));
    root.append(panel);
    button.setAttribute('aria-expanded', 'true');
    addEventListener('pointerdown', elsewhere, true);
    panel.querySelector('input, button')?.focus();
  };
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => (panel ? close() : open()));
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && panel) {
      event.stopPropagation();
      close();
    }
  });
  root.addEventListener('focusout', (event) => {
    if (panel && event.relatedTarget && !root.contains(event.relatedTarget)) {
      close(false);
    }
  });
  return root;
}
