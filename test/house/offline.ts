/** Keeps the tests on this machine: a connection to any other host is refused. */
import { Socket } from 'node:net';

const here = new Set(['localhost', '127.0.0.1', '::1']);
const { connect } = Socket.prototype;

const guarded = function (this: Socket, ...args: unknown[]) {
  const host = hostOf(args.flat());
  if (!here.has(host)) throw new Error(`tests stay on this machine, this one wanted ${host}`);
  return Reflect.apply(connect, this, args);
};
// Files that share a process come by here each: one guard is enough.
if (connect.name !== guarded.name) Socket.prototype.connect = guarded;

/** Node passes an options object (with a path for a local pipe), or a port and perhaps a host. */
function hostOf([target, second]: unknown[]): string {
  const inside = typeof target === 'object' && target !== null && 'host' in target;
  const host = inside ? target.host : second;
  return typeof host === 'string' ? host : 'localhost';
}
