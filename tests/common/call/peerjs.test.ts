import { expect, test } from 'vitest';
import { peerServer } from '../../../common/call/peerjs.ts';

test.each([
  ['https://help.example', { host: 'help.example', port: 443, secure: true, path: '/peer/ab/' }],
  ['http://localhost:8080', { host: 'localhost', port: 8080, secure: false, path: '/peer/ab/' }],
  ['http://10.0.0.2/', { host: '10.0.0.2', port: 80, secure: false, path: '/peer/ab/' }],
  [
    'https://example.com:444/lens/',
    { host: 'example.com', port: 444, secure: true, path: '/lens/peer/ab/' },
  ],
])('the PeerServer of %s is named in full', (baseUrl, address) => {
  expect(peerServer(baseUrl, 'ab')).toEqual(address);
});
