import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import { clear } from '../../scripts/network/conditions.ts';
import { SERVER_ADDRESS } from '../../scripts/network/lab/lab.ts';
import { sweepNamespaces } from '../../scripts/network/lab/namespace.ts';
import { run } from '../../scripts/network/lab/run.ts';
import { inLab } from '../support/network/with-lab.ts';

const MIRROR_PORT = '4000';

/** Sends each datagram back to where it came from. */
const mirror = `
const socket = require('node:dgram').createSocket('udp4');
socket.on('message', (data, from) => socket.send(data, from.port, from.address));
socket.bind(${MIRROR_PORT}, () => console.log('bound'));`;

/** Sends datagrams from where it runs, one each 10 ms, to a mirror; says how long each took, in ms. */
const prober = `
const { createSocket } = require('node:dgram');
const socket = createSocket('udp4');
const sent = [], took = [];
socket.on('message', (data) => took.push(performance.now() - sent[data[0]]));
let count = 0;
const timer = setInterval(() => {
  sent[count] = performance.now();
  socket.send(Buffer.from([count]), Number(process.argv[2]), process.argv[1], () => {});
  if (++count === 100) {
    clearInterval(timer);
    setTimeout(() => { console.log(JSON.stringify(took)); process.exit(); }, 500);
  }
}, 10);`;

inLab('a lab of networks', (lab) => {
  beforeEach(() => lab().customer.link.become(clear));

  /** How long each of a hundred datagrams took from the customer to the server's network and back, in ms. */
  async function probe(): Promise<number[]> {
    const [command, ...parts] = [...lab().server.within, process.execPath, '-e', mirror];
    const mirroring = spawn(command!, parts, { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(mirroring.stdout, 'data');
      const [name, ...rest] = [...lab().customer.within, process.execPath, '-e', prober];
      return JSON.parse(await run(name!, ...rest, SERVER_ADDRESS, MIRROR_PORT)) as number[];
    } finally {
      mirroring.kill('SIGKILL');
    }
  }

  test('passes everything at once while its links are clear', async () => {
    const took = await probe();
    expect(took).toHaveLength(100);
    expect(took.toSorted((one, other) => one - other)[50]).toBeLessThan(5);
  });

  test('delays in each direction, and loses its share', async () => {
    lab().customer.link.become({ delayMs: 50 });
    const delayed = await probe();
    expect(Math.min(...delayed)).toBeGreaterThanOrEqual(99);
    lab().customer.link.become({ delayMs: 0, loss: 0.5 });
    const left = (await probe()).length;
    expect(left).toBeGreaterThan(5);
    expect(left).toBeLessThan(60);
  });

  test('lets nothing through while it is cut', async () => {
    lab().customer.link.become({ cut: true });
    expect(await probe()).toEqual([]);
  });

  test('removes what a process that was killed has left, and nothing of one that lives', async () => {
    const makers = async () =>
      ((await run('ip', 'netns', 'list')).match(/(?<=lens-)\d+/g) ?? []).map(Number);
    const dead = spawn('true');
    await once(dead, 'exit');
    await run('ip', 'netns', 'add', `lens-${dead.pid}-server`);
    expect(await makers()).toContain(dead.pid);
    await sweepNamespaces();
    expect(await makers()).not.toContain(dead.pid);
    expect(await makers()).toContain(process.pid);
  });
});
