import {readFileSync} from 'node:fs';
import {Agent, request as post} from 'node:http';
import {chromium} from 'playwright-core';

// Chromium, the pages in it, and the callbacks that come in meanwhile.

/** What a new Chromium would do by itself, and what a container does not let it. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-lcd-text', '--font-render-hinting=none', '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage', '--js-flags=--expose-gc', '--enable-precise-memory-info', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1'];
export const WIDE = {width: 1440, height: 900};
export const PHONE = {width: 390, height: 844};
export const FILES = [process.env.PAGES];

const agent = new Agent({keepAlive: true, maxSockets: 12});

/** One browser for all tests; each test has a context of its own, and what it asked for is remembered. */
export class Rig {
  requested = new Set();
  #browser;

  static async start() {
    const rig = new Rig();
    rig.#browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ARGUMENTS});
    return rig;
  }

  close() {
    agent.destroy();
    return this.#browser.close();
  }

  /** A page of a context of its own; `url` is where it goes first. */
  async page(url, options = {}) {
    const context = await this.#browser.newContext({viewport: WIDE, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', ...options});
    context.on('request', (request) => this.requested.add(new URL(request.url()).origin));
    const page = await context.newPage();
    page.problems = [];
    page.on('pageerror', (error) => page.problems.push(error.stack));
    page.on('dialog', (dialog) => {
      page.problems.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && page.problems.push(message.text()));
    if (options.now) {
      await page.clock.setFixedTime(options.now);
    }
    await page.goto(url);
    return page;
  }
}

/** Posts a callback as the vendor does, and fails unless the answer is OK. */
export function callback(port, command, body) {
  const text = JSON.stringify(body);
  const path = `/?SdkAppid=${process.env.APP}&CallbackCommand=${command}&contenttype=json&ClientIP=127.0.0.1&OptPlatform=Web`;
  return new Promise((answered, failed) => {
    const request = post({agent, host: '127.0.0.1', port, path, method: 'POST', headers: {'Content-Length': Buffer.byteLength(text)}}, (response) => {
      response.resume();
      response.on('end', () => (response.statusCode === 200 ? answered() : failed(new Error(`the callback was answered ${response.statusCode}`))));
    });
    request.on('error', failed);
    request.end(text);
  });
}

/** Waits until a function tells something true. */
export async function until(what, tells, patience = 10_000) {
  const end = performance.now() + patience;
  for (;;) {
    const told = await tells();
    if (told) {
      return told;
    }
    if (performance.now() > end) {
      throw new Error(`Not within ${patience} ms: ${what}`);
    }
    await new Promise((later) => setTimeout(later, 25));
  }
}

/** The rows of the log or of the dead letters that stand in sight, from above. */
export const rows = (page) => page.locator('.row').evaluateAll((all) => all
    .map((row) => [Number(row.getAttribute('aria-posinset')), row.querySelector('.say')?.textContent ?? row.textContent])
    .sort(([a], [b]) => a - b).map(([, text]) => text));

export const axeSource = () => readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Waits until the log says that it is live. */
export const live = (page) => page.waitForSelector('.live-state.is-live');
