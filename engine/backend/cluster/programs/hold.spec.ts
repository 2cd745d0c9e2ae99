import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { askHeld, hold, letGo } from './hold.ts';
import { Listeners } from './listeners.ts';
import type { Question } from './protocol.ts';
import { Readiness } from './readiness.ts';

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const to = (port: number, protocol: Question['protocol'] = 'TCP'): Question => ({
  id: '',
  protocol,
  host: '127.0.0.1',
  port,
  attempts: 1,
});

describe('a connection that a prober holds open', () => {
  const listeners = new Listeners(new Readiness({ ports: [], readyFiles: [], liveFiles: [] }));
  let tcp = 0;
  let udp = 0;

  before(async () => {
    [tcp, udp] = [await freePort(), await freePort()];
    await listeners.open([
      { port: tcp, protocol: 'TCP' },
      { port: udp, protocol: 'UDP' },
    ]);
  });
  afterEach(() => letGo());
  after(() => listeners.close());

  it('is asked again and again, over the same connection', async () => {
    const first = await hold('it', to(tcp), 1000);
    assert.equal(first.outcome, 'reached');
    const ports = new Set([first.identity?.client.port]);
    for (let turn = 0; turn < 3; turn++) {
      const next = await askHeld('it', 1000);
      assert.equal(next.outcome, 'reached');
      ports.add(next.identity?.client.port);
    }
    assert.equal(ports.size, 1);
  });

  it('sends datagrams from one port', async () => {
    const ports = new Set<number | undefined>();
    ports.add((await hold('it', to(udp, 'UDP'), 1000)).identity?.client.port);
    for (let turn = 0; turn < 3; turn++) ports.add((await askHeld('it', 1000)).identity?.client.port);
    assert.equal(ports.size, 1);
    assert.notEqual([...ports][0], undefined);
  });

  it('is over when its other end goes, for good', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('data', () => void socket.write('hello\n'));
    });
    const port = await portOf(server);
    assert.equal((await hold('it', to(port), 1000)).outcome, 'reached');
    for (const socket of sockets) socket.destroy();
    assert.equal((await askHeld('it', 1000)).outcome, 'reset');
    assert.equal((await askHeld('it', 1000)).outcome, 'reset');
    server.close();
  });

  it('is silent where nobody answers, and refused where nobody is', async () => {
    const server = createServer(() => undefined);
    const port = await portOf(server);
    assert.equal((await hold('it', to(port), 100)).outcome, 'timeout');
    server.close();
    assert.equal((await hold('it', to(await freePort()), 1000)).outcome, 'refused');
    assert.equal((await hold('it', to(await freePort(), 'UDP'), 1000)).outcome, 'refused');
  });

  it('is unknown where no prober holds it', async () => {
    const { outcome, errno } = await askHeld('nobody', 100);
    assert.equal(outcome, 'other');
    assert.match(errno ?? '', /a prober that is gone/);
  });
});
