import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {FILES, PHONE, until} from './rig.js';
import {fakeService} from './fake-service.js';
import {PAGES} from './states.js';

// The pictures of the documentation, of one moment that never passes: the same each time.

const NOW = Date.parse('2026-11-27T10:42:09Z');
const SIZE = {width: 1280, height: 800};
const FOLDER = process.env.PICTURES ?? join(process.cwd(), '..', '..', '..', 'docs', 'console');
const SHOWN = {live: PAGES.event, story: PAGES.story, way: PAGES.way, refusals: PAGES.refusals, 'dead-letters': PAGES.letters};

async function draw(rig, service, name, path, options) {
  const page = await rig.page(service.url + path, {now: NOW, ...options});
  await page.waitForFunction(() => document.querySelector('main > *') && !document.querySelector('main .busy'));
  await until('the strip', async () => !/—/.test(await page.locator('.strip').textContent()));
  await until('the charts', async () => name.startsWith('way') === false || (await page.locator('canvas').count()) === 5);
  await until('the live log', async () => (await page.locator('.live-state').count()) === (await page.locator('.live-state.is-live').count()));
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  await page.screenshot({path: join(FOLDER, `${name}.png`)});
  await page.context().close();
}

export const tests = Object.fromEntries(['light', 'dark'].map((colorScheme) => [`each page has its picture, ${colorScheme}`, async (rig) => {
  await mkdir(FOLDER, {recursive: true});
  const service = await fakeService({files: FILES, now: NOW});
  for (const [name, path] of Object.entries(SHOWN)) {
    await draw(rig, service, `${name}-${colorScheme}`, path, {viewport: SIZE, colorScheme});
  }
  await draw(rig, service, `phone-${colorScheme}`, '/console', {viewport: PHONE, colorScheme});
  await service.close();
}]));
