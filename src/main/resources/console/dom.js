// Elements and text nodes. Nothing here, or anywhere in the console, makes markup of a string.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element. Of the attributes, `on` is a map of listeners, `class` may be a list, and one that is null, undefined or false
 * is left away. Children are nodes, strings, lists of them, or nothing.
 */
export function h(tag, attributes, ...children) {
  return fill(dress(document.createElement(tag), attributes), children);
}

/** As {@link h}, of a drawing. */
export function svg(tag, attributes, ...children) {
  return fill(dress(document.createElementNS(SVG, tag), attributes), children);
}

/** Puts these in the place of all that an element has. */
export function put(element, ...children) {
  element.replaceChildren();
  return fill(element, children);
}

/** Sets the text of an element, and touches nothing where it stands there already. */
export function say(element, text) {
  const seen = visible(text);
  if (element.textContent !== seen) {
    element.textContent = seen;
  }
}

// Line breaks and tabs are seen, joiners are seen in what they join, and tags in flags.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Text in which nothing hides: characters that are not seen, or that turn the reading order, as ⟨U+202E⟩. The service does the same. */
export function visible(text) {
  return text.replace(UNSEEN, (one) => `⟨U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

function dress(element, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === 'on') {
      Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
    } else {
      element.setAttribute(name, Array.isArray(value) ? value.filter(Boolean).join(' ') : value === true ? '' : value);
    }
  }
  return element;
}

function fill(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(typeof child === 'string' ? visible(child) : child);
    }
  }
  return element;
}
