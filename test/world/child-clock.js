/**
 * Runs in a server before its own code: its clock goes by as many seconds as its standard input says last, for its
 * `Date` headers, too, which Node.js would take from the system.
 */
import { ServerResponse } from 'node:http';
import process from 'node:process';

/** @type {{ construct: (target: Function, given: unknown[], newTarget: Function) => Date, apply: (target: Function, self: unknown, given: unknown[]) => ServerResponse }} */
const { construct, apply } = Reflect;
const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
const writeHead = /** @type {(...head: never[]) => ServerResponse} */ (
  Reflect.get(ServerResponse.prototype, 'writeHead')
);
let ahead = 0;

const now = () => realNow() + ahead;

process.stdin.on('data', (text) => {
  ahead = Number(String(text).trim().split('\n').at(-1)) * 1000;
});

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parts, newTarget) => construct(target, parts.length === 0 ? [now()] : parts, newTarget),
  get(target, name, receiver) {
    /** @type {unknown} */
    const value = Reflect.get(target, name, receiver);
    return name === 'now' ? now : value;
  },
});

/** @this {ServerResponse} @param {unknown[]} head */
ServerResponse.prototype.writeHead = function withDate(...head) {
  this.setHeader('Date', new Date().toUTCString());
  return apply(writeHead, this, head);
};
