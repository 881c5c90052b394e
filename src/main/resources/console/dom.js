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
  if (element.textContent !== text) {
    element.textContent = text;
  }
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
      element.append(child);
    }
  }
  return element;
}
