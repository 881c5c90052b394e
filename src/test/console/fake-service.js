import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {APP, COMMANDS, detail, entries, fresh, profile, story} from './fake-data.js';
import {letters, refusals, way} from './fake-more.js';

// A service that tells the pages what one test wants: states that the real one is in seldom, and the same each time.

const TYPES = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml'};
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
export const EXAMPLE = "curl -s 'http://localhost:8080/?SdkAppid=1400000000&CallbackCommand=Group.CallbackAfterTopicInfoChanged&contenttype=json' -d '{\"GroupId\":\"@TGS#2J4SZEAEL\",\"Operator_Account\":\"leckie\",\"Name\":\"TestTopic\"}'";

/**
 * Starts it.
 *
 * @param options `files` (folders of the pages), `port`, `now`, `many` (events there are), `flow` (milliseconds between new
 *     ones), `writable`, `unreachable` (Kafka), `broken` (a resource that answers 503), `skip` (a stream that skips), `matching` (how many
 *     dead letters match)
 */
export async function fakeService(options) {
  const service = {now: Date.now(), port: 0, many: 400, flow: 0, writable: true, unreachable: false, broken: null, skip: 0, sent: [], streams: new Set(), ...options};
  const server = createServer((request, response) => answer(service, request, response).catch((error) => {
    response.writeHead(500).end(JSON.stringify({error: String(error)}));
  }));
  await new Promise((listening) => server.listen(service.port, '127.0.0.1', listening));
  service.url = `http://127.0.0.1:${server.address().port}`;
  /** Breaks all connections. */
  service.drop = () => server.closeAllConnections();
  service.close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return service;
}

async function answer(service, request, response) {
  const url = new URL(request.url, 'http://fake');
  response.setHeader('Content-Security-Policy', POLICY);
  if (url.pathname.startsWith('/console/api/')) {
    await api(service, request, response, url.pathname.slice('/console/api/'.length), url.searchParams);
    return;
  }
  const name = url.pathname.startsWith('/console/assets/') ? url.pathname.slice('/console/assets/'.length) : 'index.html';
  for (const folder of service.files) {
    try {
      const content = await readFile(join(folder, name));
      response.writeHead(200, {'Content-Type': TYPES[extname(name)] ?? 'text/plain'}).end(content);
      return;
    } catch {
      // Perhaps in the next one.
    }
  }
  response.writeHead(404).end();
}

const json = (response, body, status = 200) => response.writeHead(status, {'Content-Type': 'application/json', 'Cache-Control': 'no-store'}).end(JSON.stringify(body));

async function api(service, request, response, path, query) {
  const {now} = service;
  if (service.broken && path.startsWith(service.broken)) {
    json(response, {error: 'Kafka did not answer in time.'}, 503);
  } else if (path === 'session') {
    json(response, {version: '1.0.0', instance: 'bridge-0', writable: service.writable, profiles: true, prefix: 'im.', commands: COMMANDS, apps: [APP], timeline: false, example: EXAMPLE});
  } else if (path.endsWith('/stream')) {
    stream(service, request, response, path, query);
  } else if (path === 'events') {
    const all = entries(now, service.many).filter((one) => fits(one, query));
    const from = Number(query.get('before')) || 0;
    const to = from + Number(query.get('limit') ?? 100);
    json(response, {entries: all.slice(from, to), older: to < all.length ? String(to) : null, reachedBack: all.at(Math.min(to, all.length) - 1)?.time ?? new Date(now).toISOString(), searched: all.length});
  } else if (path.startsWith('events/')) {
    const id = decodeURIComponent(path.slice('events/'.length));
    const one = [...entries(now, service.many), ...story(now)].find((other) => other.id === id);
    json(response, one ? detail(one) : {error: 'There is no such event.'}, one ? 200 : 404);
  } else if (path === 'story') {
    const mine = profile(now);
    json(response, {entries: story(now).slice(0, 1), profile: query.get('group') === mine.groupId ? mine : null, profileSays: query.get('group') === mine.groupId ? undefined : 'No callback told anything of this group yet.', older: null, complete: true});
  } else if (path === 'way') {
    json(response, way(now, service));
  } else if (path === 'refusals') {
    json(response, service.many === 0 ? {totals: [], last: []} : refusals(now, query.get('reason')));
  } else {
    await deadLetters(service, request, response, path, query);
  }
}

const fits = (one, query) => [['group', 'groupId'], ['operator', 'operator'], ['topicId', 'topicId'], ['app', 'sdkAppId']].every(([name, field]) => !query.get(name) || one[field] === query.get(name)) &&
  (!query.get('text') || one.sentence.toLowerCase().includes(query.get('text').toLowerCase())) && (query.getAll('command').length === 0 || query.getAll('command').includes(one.command));

async function deadLetters(service, request, response, path, query) {
  const all = service.many === 0 ? [] : letters(service.now).map((letter) => (service.sent.includes(letter.id) ? {...letter, resent: {time: new Date(service.now).toISOString(), by: 'console@127.0.0.1', to: `${letter.toTopic}/0/7`}} : letter));
  const match = (filter) => all.filter((one) => ['reason', 'command'].every((name) => !filter[name] || String(filter[name]) === one[name]) && (!filter.group || filter.group === one.groupId) && (!filter.state || (filter.state === 'resent') === Boolean(one.resent)));
  const filter = Object.fromEntries(query);
  if (path === 'dead-letters') {
    const reasons = [...new Set(all.map(({reason}) => reason))].map((reason) => ({reason, count: all.filter((one) => one.reason === reason).length}));
    json(response, {entries: match(filter), older: null, reasons, searched: all.length});
  } else if (path === 'dead-letters/count') {
    json(response, {count: service.matching ?? match(filter).length, bound: 1000});
  } else if (path === 'dead-letters/resend') {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = JSON.parse(Buffer.concat(chunks));
    const ids = body.ids ?? match(body.filter).map(({id}) => id);
    service.job = {state: 'running', total: ids.length, sent: 0, failed: 0, failures: [], by: 'console@127.0.0.1', ids};
    json(response, {job: 'one', total: ids.length}, 202);
  } else if (path.startsWith('dead-letters/jobs/')) {
    const {job} = service;
    service.sent.push(job.ids[job.sent]);
    job.sent++;
    job.state = job.sent < job.total ? 'running' : 'done';
    json(response, job);
  } else {
    const one = all.find(({id}) => path === `dead-letters/${id}`);
    json(response, one ? {...one, value: {command: one.command, groupId: one.groupId, extra: {MsgBody: [{MsgType: 'TIMTextElem'}]}}, valueBytes: one.bytes, valueCut: one.bytes > 16_000, headers: {ce_id: one.eventId, dead_letter_reason: one.reason, dead_letter_topic: one.toTopic}} : {error: 'There is no such dead letter.'}, one ? 200 : 404);
  }
}

function stream(service, request, response, path, query) {
  response.writeHead(200, {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store'});
  const send = (event, data, id) => response.write(`event: ${event}\n${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
  const open = {path, lastId: request.headers['last-event-id'], send};
  service.streams.add(open);
  let number = 0;
  const timers = [setInterval(() => response.write(':\n\n'), 10_000)];
  response.on('close', () => {
    service.streams.delete(open);
    timers.forEach(clearInterval);
  });
  response.write(':\n\n');
  if (path === 'way/stream') {
    send('way', way(service.now, service));
  } else if (path === 'story/stream') {
    const all = story(service.now).filter((one) => one.groupId === query.get('group'));
    send('progress', {searched: 12_400, reached: new Date(service.now).toISOString()});
    send('entries', {entries: all.reverse()}, '1');
    send('done', {complete: true});
  } else {
    send('state', service.unreachable ? {kafka: 'unreachable', sentence: 'Kafka at kafka-0:9092 does not answer. Callbacks are accepted and kept; they appear here when it is reachable again.'} : {kafka: 'reading', sentence: ''}, 'begin');
    if (service.skip) {
      send('entries', {entries: [fresh(90, service.now - 1000)]}, 's');
      send('skipped', {count: service.skip});
    }
    if (service.flow) {
      timers.push(setInterval(() => send('entries', {entries: [fresh(number++)].filter((one) => fits(one, query))}, `n${number}`), service.flow));
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const pages = fileURLToPath(new URL('../../main/resources/console', import.meta.url));
  const built = fileURLToPath(new URL('../../../target/classes/console', import.meta.url));
  const {url} = await fakeService({files: [pages, built], port: Number(process.argv[2] ?? 9100), ...JSON.parse(process.argv[3] ?? '{}')});
  console.log(`${url}/console`);
}
