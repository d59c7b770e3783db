import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IceTransport } from '../../common/contract/ice-url.ts';
import { SERVER_ADDRESS, type Lab, type Party } from '../../scripts/network/lab/lab.ts';
import { goLiveInLab } from '../support/network/in-lab-live.ts';
import { inLab } from '../support/network/with-lab.ts';
import { startCoturn, type Coturn } from '../support/turn/coturn.ts';
import { coturnProgram } from '../support/turn/coturn-program.ts';
import { SECRET } from '../support/turn/credential.ts';

const CALLS = 10;
const transports: IceTransport[] = ['udp', 'tcp', 'tls'];

/** The same network, with a browser that takes the relay's certificate, of the tests' own authority. */
function trusting(party: Party): Party {
  const { browser } = party;
  return {
    ...party,
    browser: { ...browser, args: [...browser.args, '--ignore-certificate-errors'] },
  };
}

const trustingLab = (lab: Lab): Lab => ({
  ...lab,
  customer: trusting(lab.customer),
  technician: trusting(lab.technician),
});

describe.skipIf(coturnProgram() === null)('through the relay', () => {
  inLab(
    'two people behind routers that let in only whom one has spoken to, by ports drawn at random,',
    (lab) => {
      let coturn: Coturn;
      beforeAll(async () => {
        coturn = await startCoturn({
          host: SERVER_ADDRESS,
          within: lab().server.within,
          // A lab's public addresses are those of documentation, which no relay may reach elsewhere.
          lines: [`allowed-peer-ip=${SERVER_ADDRESS}`],
        });
      });
      afterAll(() => coturn?.stop());

      for (const over of transports)
        for (let call = 1; call <= CALLS; call += 1)
          test(`see and hear each other over ${over}: call ${call} of ${CALLS}`, async () => {
            const { technician, sessionsOn } = await goLiveInLab(trustingLab(lab()), {
              LENS_TURN_URLS: coturn.urls[over],
              LENS_TURN_SECRET: SECRET,
            });
            const [session] = await sessionsOn();
            // It went through the relay: nothing else leads from one router into the other's network.
            expect(coturn.log()).toMatch(
              new RegExp(`${session}-[tc]>.* CHANNEL_BIND processed, success`),
            );
            await technician.endsSession();
          });
    },
    { nats: true },
  );
});
