/**
 * A bare Koa route that answers the JSON it is given on standard input. Run by itself; says its port.
 */
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Router from '@koa/router';
import Koa from 'koa';

const answer: unknown = JSON.parse(await text(process.stdin));
const router = new Router();
router.get('/api/sessions/:id', (context) => {
  context.body = answer;
});
const server = new Koa().use(router.routes()).listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
