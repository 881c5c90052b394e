// The console's position. The address contains everything that selects what a page shows, so a link shows the same.

const listeners = new Set();

/** The parameters of the address. */
export const here = () => new URLSearchParams(location.search);

/** The filters in the address, in the form that the service expects. */
export function filtersHere(names = FILTERS) {
  const query = here();
  return Object.fromEntries(names.map((name) => [name, name === 'command' ? query.getAll(name) : query.get(name) ?? '']));
}

export const FILTERS = ['text', 'command', 'group', 'topicId', 'operator', 'app'];

/** An address of the console with these parameters; empty ones are left out. */
export function linkTo(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    [value].flat().filter((one) => one !== undefined && one !== null && one !== '').forEach((one) => query.append(name, one));
  }
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@');
  return path + (text ? `?${text}` : '');
}

/** The address of this page with some parameters changed. */
export function changed(params) {
  const all = {};
  for (const [name, value] of here()) {
    (all[name] ??= []).push(value);
  }
  return linkTo(location.pathname, {...all, ...params});
}

/** Changes parameters in place, or as a step that the Back button undoes. */
export function change(params, step = false) {
  const to = changed(params);
  if (to !== location.pathname + location.search) {
    history[step ? 'pushState' : 'replaceState'](null, '', to);
    listeners.forEach((listener) => listener());
  }
}

/** Goes to another address of the console. */
export function go(to) {
  history.pushState(null, '', to);
  listeners.forEach((listener) => listener());
}

/** Calls the listener whenever the address has changed. */
export function watch(listener) {
  listeners.add(listener);
}

addEventListener('popstate', () => listeners.forEach((listener) => listener()));
