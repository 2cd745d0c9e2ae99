import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { Target } from './connect-tcp.ts';
import { errnoOf, outcomeOf } from './errno.ts';
import { parseIdentity, plainAddress } from './identity.ts';
import type { Attempt, Question } from './protocol.ts';

/** Bodies other than a stand-in's are not worth more. */
const bodyLimit = 65536;

/** One request on a connection of its own. Redirects are answers like others. */
export function askHttp(target: Target, question: Question): Promise<Attempt> {
  const started = performance.now();
  const secure = question.protocol === 'HTTPS';
  const standard = question.port === (secure ? 443 : 80);
  const named = question.host.includes(':') ? `[${question.host}]` : question.host;
  return new Promise((resolve) => {
    let local: string | undefined;
    let over = false;
    const finish = (end: Pick<Attempt, 'outcome' | 'errno' | 'status' | 'identity'>): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      request.destroy();
      resolve({
        ...end,
        milliseconds: Math.round(performance.now() - started),
        address: target.address,
        ...(local !== undefined && { local }),
      });
    };
    const fail = (error: unknown): void => {
      const errno = errnoOf(error);
      const outcome = outcomeOf(errno);
      // A peer that hangs up in the middle of a handshake has not agreed on TLS.
      const handshake = secure && local !== undefined && outcome === 'reset';
      finish({ outcome: handshake ? 'tls' : outcome, errno });
    };
    const options = {
      host: target.address,
      port: target.port,
      agent: false as const,
      setHost: false,
      method: question.method ?? 'GET',
      path: question.path ?? '/',
      headers: {
        host: standard ? named : `${named}:${question.port}`,
        connection: 'close',
        ...question.headers,
      },
      ...(target.source !== undefined && { localAddress: target.source }),
    };
    const request = secure
      ? requestHttps({
          ...options,
          rejectUnauthorized: false,
          ...(isIP(question.host) === 0 && { servername: question.host }),
        })
      : requestHttp(options);
    let timer = setTimeout(() => finish({ outcome: 'timeout' }), target.timeoutMs);
    request.once('socket', (socket) => {
      socket.once('connect', () => {
        local = plainAddress(socket.localAddress);
        clearTimeout(timer);
        timer = setTimeout(() => finish({ outcome: 'timeout', errno: 'no HTTP answer' }), target.timeoutMs);
      });
    });
    request.once('error', fail);
    request.once('response', (response) => {
      let body = '';
      const done = (): void => {
        const identity = parseIdentity(body);
        finish({ outcome: 'reached', status: response.statusCode ?? 0, ...(identity && { identity }) });
      };
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > bodyLimit) done();
      });
      response.once('end', done);
      response.once('error', fail);
    });
    request.end();
  });
}
