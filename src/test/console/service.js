import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {callback, live, rows, until} from './rig.js';

// What the pages do with the real service: two instances, a real broker, callbacks as the vendor posts them.

const {CONSOLE, CALLBACKS, CALLBACKS_OF_OTHER, APP, GROUP_OF_VENDOR} = process.env;
const INFO = 'Group.CallbackAfterGroupInfoChanged';
const CREATE = 'Group.CallbackAfterCreateGroup';
const TOPIC = 'Group.CallbackAfterCreateTopic';
const IN_TIME = 1000;
let groups = 0;

const newGroup = () => `@TGS#browser${groups++}`;
const renamed = (group, name, operator = 'leckie') => ({GroupId: group, Type: 'Community', Operator_Account: operator, Name: name});
const log = (params = {}) => `${CONSOLE}/console?${new URLSearchParams(params)}`;
const row = (page, text) => page.locator('.row', {hasText: text});

async function end(page) {
  assert.deepEqual(page.problems, []);
  await page.context().close();
}

export const tests = {
  'a callback that is posted is on the page within a second, in words': async (rig) => {
    // What this needs of Kafka is made with the first of its kind.
    const page = await rig.page(log());
    await live(page);
    await callback(CALLBACKS, INFO, renamed(newGroup(), 'The very first'));
    await row(page, 'The very first').waitFor();
    await callback(CALLBACKS, INFO, renamed(newGroup(), 'Hill walkers'));
    const posted = performance.now();
    await row(page, 'Hill walkers').waitFor();
    const took = performance.now() - posted;
    assert.ok(took < IN_TIME, `it took ${took} ms`);
    await until('it is the first', async () => /^leckie .*name.*Hill walkers/.test((await rows(page))[0]));
    await end(page);
  },

  'events of another instance are there too': async (rig) => {
    const page = await rig.page(log());
    await live(page);
    await callback(CALLBACKS_OF_OTHER, INFO, renamed(newGroup(), 'By the other instance'));
    await callback(CALLBACKS, INFO, renamed(newGroup(), 'By this instance'));
    await row(page, 'By the other instance').waitFor();
    await row(page, 'By this instance').waitFor();
    await end(page);
  },

  'hostile names stand there as text': async (rig) => {
    const group = newGroup();
    const page = await rig.page(log({group}));
    await live(page);
    await callback(CALLBACKS, INFO, renamed(group, '<img src=x onerror=alert(1)>', '<script>alert(2)</script>'));
    await callback(CALLBACKS, INFO, renamed(group, 'harmless\u202egnp.exe', 'a\u2066b\u0000c'));
    await row(page, '<img src=x onerror=alert(1)>').click();
    await page.locator('.detail .codebox').first().waitFor();
    await callback(CALLBACKS, INFO, renamed(group, 'separated\u2028line', 'ope\u2028rator\u2029'));
    await row(page, 'separated').waitFor();
    await row(page, 'gnp.exe').click();
    await page.locator('.detail h2', {hasText: 'gnp.exe'}).waitFor();
    await page.goto(`${CONSOLE}/console/story?${new URLSearchParams({app: APP, group})}`);
    await page.locator('.timeline').getByText('<img src=x onerror=alert(1)>').waitFor();
    assert.equal(await page.locator('img, script:not([src]), iframe').count(), 0);
    assert.doesNotMatch(await page.locator('main').textContent(), /[\u202e\u2066\u0000]/);
    await page.locator('.timeline').getByText('U+202E').waitFor();
    await end(page);
  },

  'pause keeps the rows, resume loses none': async (rig) => {
    const group = newGroup();
    const page = await rig.page(log({group}));
    await live(page);
    await callback(CALLBACKS, INFO, renamed(group, 'before the pause'));
    await row(page, 'before the pause').waitFor();
    await page.getByRole('button', {name: 'Pause'}).click();
    for (let i = 0; i < 30; i++) {
      await callback(CALLBACKS, INFO, renamed(group, `in the pause ${i}.`));
    }
    await page.getByText('30 new').waitFor();
    assert.equal((await rows(page)).length, 1);
    await page.getByRole('button', {name: 'Resume'}).click();
    await page.getByText('31 shown').waitFor();
    await until('the last is the first', async () => /in the pause 29\./.test((await rows(page))[0]));
    await end(page);
  },

  'filters are in the address, and a link shows the same': async (rig) => {
    const group = newGroup();
    await callback(CALLBACKS, INFO, renamed(group, 'mine', 'anna'));
    await callback(CALLBACKS, INFO, renamed(group, 'also mine', 'bert'));
    await callback(CALLBACKS, INFO, renamed(newGroup(), 'not mine', 'anna'));
    const page = await rig.page(log());
    await live(page);
    await page.getByRole('textbox', {name: 'Group'}).fill(group);
    await page.getByRole('textbox', {name: 'Operator'}).fill('anna');
    await page.keyboard.press('Enter');
    await until('one row', async () => (await rows(page)).length === 1);
    const other = await rig.page(page.url());
    await row(other, 'mine').click();
    await other.locator('.detail').getByText('In Kafka').waitFor();
    const third = await rig.page(other.url());
    await third.locator('.detail h2', {hasText: 'mine'}).waitFor();
    await third.locator('.row[aria-selected="true"]').waitFor();
    await third.getByRole('tab', {name: 'curl'}).click();
    assert.match(await third.locator('.tabpanel pre').textContent(), /^curl .*CallbackAfterGroupInfoChanged/);
    await third.getByRole('tab', {name: 'Fixture'}).click();
    assert.match(await third.locator('.tabpanel pre').first().textContent(), new RegExp(group));
    await Promise.all([page, other, third].map(end));
  },

  'back in time: what was since then, and then all that comes': async (rig) => {
    const group = newGroup();
    await callback(CALLBACKS, INFO, renamed(group, 'long ago'));
    await new Promise((later) => setTimeout(later, 300));
    const from = new Date().toISOString();
    await callback(CALLBACKS, INFO, renamed(group, 'lately'));
    const page = await rig.page(log({group, from}));
    await row(page, 'lately').waitFor();
    await callback(CALLBACKS, INFO, renamed(group, 'just now'));
    await row(page, 'just now').waitFor();
    await until('two rows', async () => (await rows(page)).length === 2);
    await page.getByRole('button', {name: 'Go back in time'}).click();
    await page.getByRole('button', {name: '5 minutes ago'}).click();
    await row(page, 'long ago').waitFor();
    await page.locator('.since', {hasText: 'Since '}).waitFor();
    await page.getByRole('button', {name: 'Back to now'}).click();
    assert.equal(new URL(page.url()).searchParams.get('from'), null);
    await end(page);
  },

  'the story of a group: its changes in order, and its profile beside them': async (rig) => {
    const group = `@TGS#_${newGroup()}`;
    await callback(CALLBACKS, CREATE, {GroupId: group, Type: 'Community', Operator_Account: 'omar', Owner_Account: 'omar', Name: 'Hiking'});
    await callback(CALLBACKS, TOPIC, {GroupId: group, TopicId: `${group}@TOPIC#_@TOPIC#1`, Type: 'Community', Operator_Account: 'omar', Name: 'Routes'});
    await callback(CALLBACKS, INFO, {...renamed(group, 'Hiking club', 'mei.lin'), Notification: ''});
    const page = await rig.page(`${CONSOLE}/console/story?${new URLSearchParams({app: APP, group})}`);
    await until('three changes', async () => (await page.locator('.timeline li').count()) === 3);
    const said = await page.locator('.timeline li .say').allTextContents();
    assert.deepEqual(said.map((text) => text.split(' ')[0]), ['mei.lin', 'omar', 'omar']);
    const card = page.locator('.profile-card');
    await until('the profile', async () => {
      await page.reload();
      await card.locator('h2').waitFor();
      return /Hiking club/.test(await card.locator('h2').textContent());
    }, 20_000);
    assert.match(await card.locator('dl').first().textContent(), /Name.*Hiking club.*mei\.lin.*by callback/);
    assert.match(await card.locator('dl').first().textContent(), /Noticeempty/);
    await callback(CALLBACKS, INFO, renamed(group, 'Hiking club of Bern', 'mei.lin'));
    await page.locator('.timeline').getByText('Hiking club of Bern').waitFor();
    await end(page);
  },

  'the story tells what differed from the vendor, and that a read corrected it': async (rig) => {
    const page = await rig.page(`${CONSOLE}/console/story?${new URLSearchParams({app: APP, group: GROUP_OF_VENDOR})}`);
    await page.locator('.timeline li', {hasText: 'created the topic'}).waitFor();
    const corrected = page.locator('.timeline li', {hasText: 'corrected by a read'});
    await corrected.waitFor();
    assert.match(await corrected.locator('.say').textContent(), / differed from the vendor since [-0-9]{10} [:0-9]{8} UTC or later: .*name was Routes, is Paths; corrected by a read$/);
    await page.locator('.profile-card').getByText('Paths').first().waitFor();
    await corrected.locator('a.when').click();
    await page.locator('.detail', {hasText: 'profile.corrections'}).waitFor();
    await end(page);
  },

  'dead letters are sent again, all that match, and each tells it': async (rig) => {
    const page = await rig.page(`${CONSOLE}/console/dead-letters`);
    await until('the dead letters', async () => (await rows(page)).length >= 3);
    const many = (await rows(page)).length;
    await page.getByRole('button', {name: 'Send all that match'}).click();
    await page.getByText(`Send ${many} events again?`).waitFor();
    await page.getByRole('button', {name: `Send ${many}`, exact: true}).click();
    await page.getByText(`${many} sent again.`).waitFor();
    await page.locator('dialog .bottom-line').getByRole('button', {name: 'Close'}).click();
    await page.getByRole('button', {name: 'Sent again', exact: true}).click();
    await until('those that were sent', async () => (await rows(page)).length === many);
    await page.locator('.row').first().click();
    await page.locator('.detail').getByText(/by console@/).waitFor();
    await end(page);
  },

  'a refusal stands there with its reason, and without its body': async (rig) => {
    await assert.rejects(callback(CALLBACKS, INFO, 'no object, but a secret'));
    const page = await rig.page(`${CONSOLE}/console/refusals`);
    await page.locator('.refused').getByText('127.0.0.1').first().waitFor();
    assert.doesNotMatch(await page.locator('main').textContent(), /secret/);
    await end(page);
  },

  'the way tells what flows': async (rig) => {
    const page = await rig.page(`${CONSOLE}/console/way`);
    await page.getByRole('heading', {name: 'Outbox'}).waitFor();
    const answered = () => page.locator('.stopcard dd').first().textContent().then((text) => Number(text.replace(/\D/g, '')));
    const before = await answered();
    assert.ok(before > 0);
    await callback(CALLBACKS, INFO, renamed(newGroup(), 'one more'));
    await until('one more', async () => (await answered()) > before);
    await end(page);
  },

  'a hidden tab closes its stream, and goes on when it is seen': async (rig) => {
    const group = newGroup();
    const page = await rig.page('about:blank');
    const streams = [];
    page.on('request', (request) => request.url().includes('/events/stream') && streams.push(request));
    let closed = 0;
    page.on('requestfailed', (request) => (closed += streams.includes(request)));
    await page.goto(log({group}));
    await live(page);
    await callback(CALLBACKS, INFO, renamed(group, 'seen'));
    await row(page, 'seen').waitFor();
    const hide = (hidden) => page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', {value, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    await hide(true);
    await until('the stream closed', () => closed === 1);
    await callback(CALLBACKS, INFO, renamed(group, 'meanwhile'));
    assert.equal(await page.locator('.live-state b').textContent(), 'Resting');
    assert.equal(streams.length, 1);
    await hide(false);
    await row(page, 'meanwhile').waitFor();
    assert.ok(await streams[1].headerValue('last-event-id'));
    await end(page);
  },

  'a page of another origin neither reads nor writes': async (rig) => {
    const stranger = createServer((request, response) => response.writeHead(200, {'Content-Type': 'text/html'}).end('<!doctype html><title>stranger</title>'));
    await new Promise((listening) => stranger.listen(0, '127.0.0.1', listening));
    const page = await rig.page(`http://127.0.0.1:${stranger.address().port}/`);
    const tried = await page.evaluate(strange, CONSOLE);
    for (const [what, outcome] of Object.entries(tried)) {
      assert.match(outcome, /^(TypeError|opaque 0|error|no frame)/, `${what}: ${outcome}`);
    }
    stranger.close();
    await page.context().close();
  },

  'no request left for another origin': (rig) => {
    const others = [...rig.requested].filter((origin) => origin !== CONSOLE && origin !== 'null' && !/^http:\/\/127\.0\.0\.1:\d+$/.test(origin));
    assert.deepEqual(others, []);
    assert.ok(rig.requested.has(CONSOLE));
  },
};

/** Runs in the stranger's page: all ways to the service that a page has. */
async function strange(console) {
  const attempt = async (url, options) => {
    try {
      const response = await fetch(console + url, options);
      return response.type === 'opaque' ? `opaque ${response.status}` : `read: ${await response.text()}`;
    } catch (error) {
      return error.name;
    }
  };
  const element = (name, source) => new Promise((done) => {
    const made = document.createElement(name);
    made.onload = () => done('loaded');
    made.onerror = () => done('error');
    made[name === 'link' ? 'href' : 'src'] = console + source;
    made.rel = 'stylesheet';
    document.head.append(made);
  });
  const source = () => new Promise((done) => {
    const made = new EventSource(`${console}/console/api/events/stream`);
    made.onopen = () => done('opened');
    made.onerror = () => done('error');
  });
  const frame = () => new Promise((done) => {
    const made = document.createElement('iframe');
    made.onload = () => {
      try {
        done(made.contentWindow.document ? 'read a frame' : 'no frame');
      } catch {
        done('no frame');
      }
    };
    made.src = `${console}/console`;
    document.body.append(made);
  });
  const body = JSON.stringify({filter: {}, expect: 3});
  return {
    read: await attempt('/console/api/session'),
    blind: await attempt('/console/api/events', {mode: 'no-cors'}),
    profiles: await attempt('/profiles/groups?app=1400000000'),
    write: await attempt('/console/api/dead-letters/resend', {method: 'POST', body, headers: {'Content-Type': 'application/json'}}),
    simple: await attempt('/console/api/dead-letters/resend', {method: 'POST', body, mode: 'no-cors'}),
    stream: await source(),
    script: await element('script', '/console/assets/theme.js'),
    style: await element('link', '/console/assets/base.css'),
    frame: await frame(),
  };
}
