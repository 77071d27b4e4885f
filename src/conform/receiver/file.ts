/** The file that callbacks lead to: whoever fetches it gets one, a second of silence. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Of a file in PCM, one channel of 16 bits. */
const rate = 8_000;
const seconds = 1;

/** A second of silence, as WAV. */
function silence(): Buffer {
  const bytes = rate * seconds * 2;
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(bytes, 40);
  return file;
}

let served: Promise<string> | undefined;

/** Where the files of recordings are: a small server on this machine, which keeps no process alive. */
export function servedFiles(): Promise<string> {
  served ??= serve();
  return served;
}
async function serve(): Promise<string> {
  const file = silence();
  const server = createServer((request, response) => {
    const isThere = /^\/recordings\/[\w-]+\.wav$/.test(request.url ?? '');
    response.writeHead(isThere ? 200 : 404, isThere ? { 'content-type': 'audio/wav' } : {});
    response.end(isThere && request.method !== 'HEAD' ? file : undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  server.on('connection', (socket) => socket.unref());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/recordings`;
}
