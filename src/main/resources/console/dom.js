// Makes elements and text nodes. No part of the console ever turns a string into markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Among the attributes, `on` is a map of listeners and `class` may be a list. An attribute that is
 * null, undefined or false is left out. Children are nodes, strings, lists of them, or nothing.
 */
export function h(tag, attributes, ...children) {
  return fill(dress(document.createElement(tag), attributes), children);
}

/** Like {@link h}, for elements of a drawing. */
export function svg(tag, attributes, ...children) {
  return fill(dress(document.createElementNS(SVG, tag), attributes), children);
}

/** Replaces the content of an element with these children. */
export function put(element, ...children) {
  element.replaceChildren();
  return fill(element, children);
}

/** Sets the text of an element, and changes nothing if the text is already there. */
export function say(element, text) {
  const seen = visible(text);
  if (element.textContent !== seen) {
    element.textContent = seen;
  }
}

// Invisible characters. Line breaks and tabs are not among them, nor are joiners and tags, which change what people see
// in words and flags.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * Makes invisible characters and direction marks in a text visible, for example as ⟨U+202E⟩. The service does the same.
 */
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
