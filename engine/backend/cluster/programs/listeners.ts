import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer, type Server as TcpServer, type Socket } from 'node:net';
import { createServer as createTls, type TLSSocket } from 'node:tls';
import { findCertificate } from './find-certificate.ts';
import { identify } from './identify.ts';
import { holdLine, plainAddress } from './identity.ts';
import { openUdp } from './open-udp.ts';
import type { Plan } from './protocol.ts';
import type { Readiness } from './readiness.ts';

/** Asked by the kubelet with this header, a stand-in answers for its readiness. */
export const readinessHeader = 'reachform-probe';

/** The first byte of a TLS record that carries a handshake. */
const tlsHandshake = 0x16;

/**
 * Every TCP port speaks whatever its client begins with: HTTP, TLS where the pod has a certificate,
 * and to anything else it tells who it is in one line.
 */
export class Listeners {
  readonly #readiness: Readiness;
  readonly #open = new Set<string>();
  readonly #http: Server;
  readonly #closers: (() => void)[] = [];

  constructor(readiness: Readiness) {
    this.#readiness = readiness;
    this.#http = createHttp((request, response) => this.#answer(request, response));
    this.#http.keepAliveTimeout = 1000;
  }

  /** Those that are open already stay as they are. */
  async open(ports: Plan['ports']): Promise<void> {
    await Promise.all(
      ports.map(async ({ port, protocol }) => {
        const name = `${protocol}/${port}`;
        if (this.#open.has(name)) return;
        this.#open.add(name);
        if (protocol === 'TCP') await this.#openTcp(port);
        else this.#closers.push(await openUdp(port));
      }),
    );
  }

  async openControl(port: number): Promise<void> {
    await this.#listen(
      createHttp((request, response) => this.#answer(request, response)),
      port,
    );
  }

  /** For tests: a stand-in listens as long as it lives. */
  close(): void {
    for (const close of this.#closers.splice(0)) close();
  }

  #listen(server: TcpServer, port: number): Promise<void> {
    this.#closers.push(() => void server.close());
    return listen(server, port);
  }

  #openTcp(port: number): Promise<void> {
    const certificate = findCertificate();
    const tls =
      certificate && createTls(certificate, (socket) => this.#http.emit('connection', markTls(socket)));
    tls?.on('tlsClientError', () => undefined);
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', (first: Buffer) => {
        const target = first[0] === tlsHandshake ? tls : looksLikeHttp(first) ? this.#http : undefined;
        if (target) {
          socket.pause();
          socket.unshift(first);
          target.emit('connection', socket);
          process.nextTick(() => socket.resume());
        } else if (first[0] === tlsHandshake) {
          socket.destroy();
        } else if (first.toString() === holdLine) {
          const answer = (): void =>
            void socket.write(`${JSON.stringify(identify('TCP', endsOf(socket)))}\n`);
          socket.on('data', answer);
          answer();
        } else {
          socket.end(`${JSON.stringify(identify('TCP', endsOf(socket)))}\n`);
        }
      });
    });
    return this.#listen(server, port);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers[readinessHeader] === 'readiness') {
      response.writeHead(this.#readiness.ready ? 200 : 503).end();
      return;
    }
    const identity = identify(overTls.has(request.socket) ? 'HTTPS' : 'HTTP', endsOf(request.socket), {
      method: request.method ?? '',
      host: request.headers.host ?? '',
      path: request.url ?? '',
      headers: request.headers,
    });
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify(identity)}\n`);
  }
}

const overTls = new WeakSet<object>();

function markTls(socket: TLSSocket): TLSSocket {
  overTls.add(socket);
  return socket;
}

function looksLikeHttp(first: Buffer): boolean {
  return /^[A-Z]{3,8} [^ ]+ HTTP\/1/.test(first.subarray(0, 8192).toString('latin1'));
}

function endsOf(socket: Socket) {
  return {
    server: { address: plainAddress(socket.localAddress), port: socket.localPort ?? 0 },
    client: { address: plainAddress(socket.remoteAddress), port: socket.remotePort ?? 0 },
  };
}

/** On both families, on IPv4 alone where the node has no IPv6. */
function listen(server: TcpServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EAFNOSUPPORT' && error.code !== 'EADDRNOTAVAIL') {
        reject(error);
        return;
      }
      server.once('error', reject);
      server.listen({ port, host: '0.0.0.0' }, resolve);
    });
    server.listen({ port, host: '::', backlog: 1024 }, resolve);
  });
}
