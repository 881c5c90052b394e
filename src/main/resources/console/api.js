import {words} from './words.js';

const BASE = '/console/api/';

/** A failed request, with a sentence that can be shown. Its status is 0 if there was no answer. */
export class ApiError extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** The address of a resource. Empty parameters are left out, and a list becomes repeated parameters. */
export function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '') {
        query.append(name, one);
      }
    }
  }
  const text = query.toString();
  return BASE + path + (text ? `?${text}` : '');
}

/** Sends a request, and throws an {@link ApiError} unless the answer is successful. */
export async function ask(path, params, options = {}) {
  let response;
  try {
    response = await fetch(address(path, params), {headers: {Accept: 'application/json'}, ...options});
  } catch (failed) {
    throw failed.name === 'AbortError' ? failed : new ApiError(0, words.trouble.unreachable);
  }
  if (!response.ok) {
    throw await errorOf(response);
  }
  return response;
}

export const get = async (path, params, signal) => (await ask(path, params, {signal})).json();

export async function post(path, body) {
  const options = {method: 'POST', headers: {'Content-Type': 'application/json', Accept: 'application/json'}, body: JSON.stringify(body)};
  return (await ask(path, {}, options)).json();
}

/** The path of an event. Its parts are encoded, but the slashes between them are not. */
export const eventPath = (id) => id.split('/').map(encodeURIComponent).join('/');

async function errorOf(response) {
  try {
    const {error} = await response.json();
    return new ApiError(response.status, error || words.trouble.refused(response.status));
  } catch {
    return new ApiError(response.status, words.trouble.refused(response.status));
  }
}

/** Calls a function repeatedly while the tab is visible, one call at a time. Returns a function that ends this. */
export function every(milliseconds, call) {
  let timer;
  let ended = false;
  const turn = async () => {
    clearTimeout(timer);
    if (!document.hidden) {
      await call();
    }
    if (!ended) {
      timer = setTimeout(turn, milliseconds);
    }
  };
  const seen = () => {
    if (!document.hidden) {
      clearTimeout(timer);
      timer = setTimeout(turn, 0);
    }
  };
  document.addEventListener('visibilitychange', seen);
  turn();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
