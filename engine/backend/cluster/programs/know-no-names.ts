import { createSocket } from 'node:dgram';

/**
 * A DNS server that says of every name that there is none. A client outside has no use for names of
 * the cluster, and must learn so at once even where the machine's own resolver is out of reach.
 */
export function knowNoNames(address: string, port: number): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const answer = noSuchName(query);
    if (answer) socket.send(answer, from.port, from.address);
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, resolve);
  });
}

/** The query's own header and question, marked as an answer with code 3, "no such name" (RFC 1035, 4.1.1). */
export function noSuchName(query: Buffer): Buffer | undefined {
  let end = 12;
  while (end < query.length && query[end] !== 0) end += (query[end] ?? 0) + 1;
  end += 5;
  if (query.length < end) return undefined;
  const answer = Buffer.from(query.subarray(0, end));
  const recursionDesired = (query[2] ?? 0) & 0x01;
  answer[2] = 0x80 | recursionDesired;
  answer[3] = 0x83;
  answer.writeUInt16BE(1, 4);
  answer.fill(0, 6, 12);
  return answer;
}
