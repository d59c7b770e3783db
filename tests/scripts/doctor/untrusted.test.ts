import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { examine } from '../../../scripts/doctor/examination.ts';
import type { Finding } from '../../../scripts/doctor/finding.ts';
import { exampleOf } from '../../../server/openapi/examples.ts';
import { apiToken } from '../../support/admin.ts';
import { testCertificate } from '../../support/mail.ts';

test('a server whose certificate is not trusted is given no token, and asked nothing', async () => {
  const heard: string[] = [];
  const server = createServer(await testCertificate(), (request, response) => {
    heard.push(JSON.stringify(request.headers));
    response.end(JSON.stringify(exampleOf('serverInfo').answer));
  });
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    heard.push(JSON.stringify(request.headers));
    socket.on('message', (data) => heard.push(String(data)));
    socket.on('message', () => socket.close());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const told: Finding[] = [];
  let asked = 0;
  const call = (async () => (asked += 1)) as never;
  try {
    await examine(
      { url, known: { call, token: apiToken }, config: null },
      { isPatient: false, tell: (finding) => told.push(finding) },
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
  expect(told.find(({ check }) => check === 'certificate')).toMatchObject({ state: 'wrong' });
  expect(heard.length).toBeGreaterThan(2);
  expect(heard.join('\n')).not.toContain(apiToken);
  expect(asked).toBe(0);
});
