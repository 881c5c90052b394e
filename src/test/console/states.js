import assert from 'node:assert/strict';
import {axeSource, FILES, live, PHONE, rows, until, WIDE} from './rig.js';
import {EXAMPLE, fakeService} from './fake-service.js';
import {hikingId} from './fake-data.js';

// What the pages show of states that the real service is seldom in, by a service that only tells of them.

const NOW = Date.parse('2026-11-27T10:42:09Z');
const group = encodeURIComponent(hikingId);
export const PAGES = {
  live: '/console', event: '/console?event=im.group.after-group-info-changed/1/18203', story: `/console/story?group=${group}`, groups: '/console/story',
  way: '/console/way', refusals: '/console/refusals', letters: '/console/dead-letters?letter=0/431',
};

async function given(options, test) {
  const service = await fakeService({files: FILES, now: NOW, ...options});
  try {
    await test(service);
  } finally {
    await service.close();
  }
}

async function end(page) {
  assert.deepEqual(page.problems, []);
  await page.context().close();
}

export const tests = {
  'nothing came yet: there is a curl line': (rig) => given({many: 0}, async (service) => {
    const page = await rig.page(`${service.url}/console`, {now: NOW});
    await page.getByText('No callbacks yet').waitFor();
    assert.equal(await page.locator('.void pre').textContent(), EXAMPLE);
    await end(page);
  }),

  'Kafka is unreachable: that is said in words, and the old rows stay': (rig) => given({unreachable: true}, async (service) => {
    const page = await rig.page(`${service.url}/console`, {now: NOW});
    await page.getByRole('alert').getByText('does not answer').waitFor();
    assert.equal(await page.locator('.live-state b').textContent(), 'Kafka is unreachable');
    await until('rows', async () => (await rows(page)).length > 10);
    await page.goto(`${service.url}/console/way`);
    await page.getByText('Kafka is unreachable; the relay tries again').waitFor();
    await end(page);
  }),

  'a resource fails: its sentence and a way to try again': (rig) => given({broken: 'refusals'}, async (service) => {
    const page = await rig.page(`${service.url}/console/refusals`, {now: NOW});
    await page.getByText('Kafka did not answer in time.').waitFor();
    service.broken = null;
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByText('41 times').waitFor();
    await end(page);
  }),

  'older events cannot be read: that is said, and the button tries again': (rig) => given({}, async (service) => {
    const page = await rig.page(`${service.url}/console`, {now: NOW});
    await page.getByText(/^100 shown/).waitFor();
    service.broken = 'events';
    await page.getByRole('button', {name: 'Load older'}).click();
    await page.locator('.list-foot').getByText('Kafka did not answer in time.').waitFor();
    service.broken = null;
    await page.getByRole('button', {name: 'Load older'}).click();
    await page.getByText(/^200 shown/).waitFor();
    await end(page);
  }),

  'more dead letters match than are sent at once: none is sent': (rig) => given({matching: 1001}, async (service) => {
    const page = await rig.page(`${service.url}/console/dead-letters`, {now: NOW});
    await page.getByRole('button', {name: 'Send all that match'}).click();
    await page.getByText('1,001 match, and 1,000 is the most that are sent at once.').waitFor();
    assert.equal(await page.getByRole('button', {name: /^Send \d/}).count(), 0);
    await end(page);
  }),

  'events were skipped: a row says how many': (rig) => given({skip: 318}, async (service) => {
    const page = await rig.page(`${service.url}/console?from=2026-11-27T10:00:00Z`, {now: NOW});
    await page.getByText('318 events skipped here').waitFor();
    await page.getByText('Show them').click();
    await until('the time before the gap', () => new URL(page.url()).searchParams.get('from') !== '2026-11-27T10:00:00Z');
    await end(page);
  }),

  'read-only: sending is off, and why is said': (rig) => given({writable: false}, async (service) => {
    const page = await rig.page(`${service.url}${PAGES.letters}`, {now: NOW});
    await page.getByText('bridge.console.writable=true').waitFor();
    for (const name of ['Send all that match', 'Send again']) {
      const button = page.getByRole('button', {name});
      await button.waitFor();
      assert.ok(await button.isDisabled());
    }
    await end(page);
  }),

  'the connection breaks: it goes on behind the last event': (rig) => given({flow: 50, many: 3}, async (service) => {
    const page = await rig.page(`${service.url}/console`);
    await live(page);
    await until('new rows', async () => (await rows(page)).length > 6);
    const [before] = service.streams;
    before.broken = true;
    service.drop();
    const again = await until('a new stream', () => [...service.streams].find((stream) => !stream.broken));
    assert.match(again.lastId, /^n\d+$/);
    await live(page);
    await end(page);
  }),

  'what is read below stays in sight while new rows come in above': (rig) => given({flow: 40}, async (service) => {
    const page = await rig.page(`${service.url}/console`);
    await live(page);
    await page.getByText(/^[1-9]\d\d shown/).waitFor();
    await page.locator('.rows').evaluate((list) => (list.scrollTop = 2000));
    const first = () => page.locator('.rows').evaluate((list) => new Promise((drawn) => requestAnimationFrame(() => drawn([...list.querySelectorAll('.row')].map((row) => [row.getBoundingClientRect().top - list.getBoundingClientRect().top, row.dataset.key]).filter(([top]) => top >= 0).sort(([a], [b]) => a - b)[0].join(' ')))));
    const atRest = async () => {
      await page.keyboard.press('p');
      await page.waitForTimeout(300);
      const row = await first();
      await page.keyboard.press('p');
      return row;
    };
    const before = await atRest();
    await page.getByText(/^\d+ new events$/).waitFor();
    await page.waitForTimeout(400);
    assert.equal(await atRest(), before);
    await page.locator('.fresh-bar').click();
    await until('the top', () => page.locator('.rows').evaluate((list) => list.scrollTop === 0));
    await end(page);
  }),

  'by keyboard alone: rows, the event, filters, pages and help': (rig) => given({}, async (service) => {
    const page = await rig.page(`${service.url}/console`, {now: NOW});
    await live(page);
    await until('rows', async () => (await rows(page)).length > 10);
    for (const key of ['j', 'j', 'Enter']) {
      await page.keyboard.press(key);
    }
    await page.getByRole('heading', {level: 2, name: 'mei.lin cleared the notice of Hiking club'}).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', {level: 2, name: 'omar wrote in Night shift'}).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.detail').waitFor({state: 'hidden'});
    assert.ok(await page.locator('.rows').evaluate((list) => list === document.activeElement));
    await page.keyboard.press('/');
    await page.keyboard.type('soup');
    await page.keyboard.press('Enter');
    await until('the filter', () => new URL(page.url()).searchParams.get('text') === 'soup');
    await page.keyboard.press('Tab');
    await page.keyboard.press('?');
    await page.getByRole('dialog', {name: 'Help'}).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', {level: 1, name: 'Refusals'}).waitFor();
    assert.match(await page.title(), /^Refusals/);
    await end(page);
  }),

  'all that match are counted, asked about, sent, and told': (rig) => given({}, async (service) => {
    const page = await rig.page(`${service.url}/console/dead-letters`, {now: NOW});
    await page.getByLabel('Reason').selectOption('not-authorized');
    await until('4 rows', async () => (await rows(page)).length === 4);
    await page.getByRole('button', {name: 'Send all that match'}).click();
    await page.getByText('Send 4 events again?').waitFor();
    assert.deepEqual(service.sent, []);
    await page.getByRole('button', {name: 'Send 4', exact: true}).click();
    await page.getByText('4 sent again.').waitFor();
    await page.locator('dialog .bottom-line').getByRole('button', {name: 'Close'}).click();
    await page.getByText('Nothing matches').waitFor();
    await end(page);
  }),

  'a theme that was chosen wins over that of the system, on charts too': (rig) => given({}, async (service) => {
    const chart = (page) => page.locator('.plot canvas').first().evaluate((canvas) => canvas.toDataURL());
    const open = async (colorScheme) => {
      const page = await rig.page(`${service.url}/console/way`, {now: NOW, colorScheme});
      await page.locator('.plot canvas').first().waitFor();
      return page;
    };
    const [light, dark] = await Promise.all([open('light'), open('dark')]);
    const drawn = {light: await chart(light), dark: await chart(dark)};
    assert.notEqual(drawn.light, drawn.dark);
    const shows = async (page, theme) => {
      const ink = {light: 'rgb(25, 26, 29)', dark: 'rgb(235, 235, 233)'}[theme];
      await until(`the ink of ${theme}`, async () => await page.evaluate(() => getComputedStyle(document.body).color) === ink);
      await until(`a chart that is ${theme}`, async () => await chart(page) === drawn[theme]);
    };
    const press = (page, name) => page.getByRole('button', {name: /^Theme/}).click().then(() => page.getByRole('button', {name: `Theme: ${name}`}).waitFor());
    await press(light, 'light');
    await shows(light, 'light');
    await press(light, 'dark');
    await shows(light, 'dark');
    await light.reload();
    await shows(light, 'dark');
    await press(dark, 'light');
    await shows(dark, 'light');
    await dark.emulateMedia({colorScheme: 'light'});
    await press(dark, 'dark');
    await press(dark, 'as the system');
    await shows(dark, 'light');
    await dark.emulateMedia({colorScheme: 'dark'});
    await shows(dark, 'dark');
    await Promise.all([light, dark].map(end));
  }),

  'axe finds nothing on any page, light and dark, wide and on a phone': (rig) => given({many: 12}, async (service) => {
    const found = [];
    for (const [viewport, colorScheme] of [[WIDE, 'light'], [WIDE, 'dark'], [PHONE, 'light'], [PHONE, 'dark']]) {
      const page = await rig.page(`${service.url}/console`, {now: NOW, viewport, colorScheme});
      for (const [name, path] of Object.entries(PAGES)) {
        await page.evaluate((to) => {
          history.pushState(null, '', to);
          dispatchEvent(new PopStateEvent('popstate'));
        }, path);
        await page.waitForFunction(() => document.querySelector('main > *') && !document.querySelector('main .busy'));
        found.push(...(await axe(page, colorScheme === 'dark' && ['color-contrast'])).map((problem) => `${name} ${viewport.width} ${colorScheme}: ${problem}`));
      }
      await end(page);
    }
    assert.deepEqual(found, []);
  }),

  'axe finds nothing in what opens above a page': (rig) => given({many: 12}, async (service) => {
    const page = await rig.page(`${service.url}/console?command=Group.CallbackAfterSendMsg&from=2026-11-27T10:00:00Z`, {now: NOW});
    await page.locator('.pick').click();
    const found = await axe(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', {name: 'Go back in time'}).click();
    found.push(...await axe(page));
    await page.keyboard.press('Escape');
    await page.getByRole('button', {name: 'Keyboard shortcuts and help'}).click();
    found.push(...await axe(page));
    await page.goto(`${service.url}/console/dead-letters`);
    await page.getByRole('button', {name: 'Send all that match'}).click();
    await page.getByText('Send 7 events again?').waitFor();
    found.push(...await axe(page));
    assert.deepEqual(found, []);
    await end(page);
  }),
};

/** What axe has against the page as it is, by all its rules or by some: colours alone differ in the dark. The policy lets no script of ours in, so the debugger brings it. */
async function axe(page, rules) {
  const debug = await page.context().newCDPSession(page);
  const run = async (expression) => {
    const {result, exceptionDetails} = await debug.send('Runtime.evaluate', {expression, awaitPromise: true, returnByValue: true});
    assert.equal(exceptionDetails, undefined);
    return result.value;
  };
  if (!await run("Boolean(window.axe)")) {
    await run(axeSource());
  }
  const violations = await run(`axe.run(document, ${JSON.stringify(rules ? {runOnly: rules} : {})})` + '.then(({violations}) => violations.map(({id, help, nodes}) => `${id} (${help}): ${nodes.map(({target, any}) => target + " " + (any[0]?.message ?? "")).slice(0, 4).join("; ")}`))');
  await debug.detach();
  return violations;
}
