import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import twilio from 'twilio';
import { createTwilio, type TwilioSettings } from '../../../server/invitations/twilio.ts';
import { randomId } from '../../support/documents.ts';
import { messageResource, testTwilio, twilioError, type TestTwilio } from '../../support/twilio.ts';

const account = `AC${'a'.repeat(32)}`;
const message = { id: randomId(), to: '+33612345678', body: 'Acme: é\nhttps://x', statusUrl: null };

let gateway: TestTwilio;
beforeEach(async () => {
  gateway = await testTwilio();
});
afterEach(() => gateway.stop());

const transport = (more: Partial<TwilioSettings> = {}, answerWithin = 2000) =>
  createTwilio(
    {
      accountSid: account,
      authToken: 'token',
      apiKey: null,
      sender: { from: '+15005550006' },
      origin: gateway.origin,
      canCallBack: true,
      ...more,
    },
    answerWithin,
  );

describe('an SMS by Twilio', () => {
  it('is asked for as the API reference says', async () => {
    const sid = `SM${randomId()}`;
    gateway.answerWith(() => ({ status: 201, body: messageResource({ sid }) }));
    const statusUrl = 'https://help.example.com/api/status';
    expect(await transport().send({ ...message, statusUrl })).toEqual({
      status: 'queued',
      reason: null,
      reference: sid,
    });
    const [{ method, path, headers, login, form }] = gateway.created as [
      (typeof gateway.created)[0],
    ];
    expect({ method, path, login, form }).toEqual({
      method: 'POST',
      path: `/2010-04-01/Accounts/${account}/Messages.json`,
      login: `${account}:token`,
      form: {
        To: '+33612345678',
        From: '+15005550006',
        Body: message.body,
        StatusCallback: statusUrl,
      },
    });
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('is sent by a messaging service, with an API key, and names no address to call back', async () => {
    const apiKey = { sid: `SK${'b'.repeat(32)}`, secret: 'secret' };
    const messagingServiceSid = `MG${'c'.repeat(32)}`;
    gateway.answerWith(() => ({ status: 201, body: messageResource({ status: 'accepted' }) }));
    const outcome = await transport({
      apiKey,
      authToken: null,
      sender: { messagingServiceSid },
    }).send(message);
    expect(outcome.status).toBe('queued');
    expect(gateway.created[0]).toMatchObject({
      path: `/2010-04-01/Accounts/${account}/Messages.json`,
      login: `${apiKey.sid}:secret`,
      form: { To: message.to, MessagingServiceSid: messagingServiceSid, Body: message.body },
    });
    expect(Object.keys(gateway.created[0]!.form).sort()).toEqual([
      'Body',
      'MessagingServiceSid',
      'To',
    ]);
  });

  it.each([
    [400, 21211, 'number_wrong'],
    [400, 21408, 'country_closed'],
    [400, 21610, 'opted_out'],
    [400, 21614, 'not_mobile'],
    [401, 20003, 'login_refused'],
    [429, 20429, 'gateway_busy'],
    [400, 21606, 'gateway_refused'],
    [500, 20500, 'unknown_outcome'],
  ])('that is refused with %i and error %i failed: %s', async (status, code, reason) => {
    gateway.answerWith(() => twilioError(status, code));
    expect(await transport().send(message)).toEqual({ status: 'failed', reason, reference: null });
    expect(gateway.created).toHaveLength(1);
  });

  it.each([
    ['a 500 that is no JSON', { status: 500, body: 'Oops' }],
    ['a 503 of a proxy', { status: 503, body: '<html>' }],
    ['a 201 that is no message', { status: 201, body: 'Created' }],
    ['a connection that breaks', 'reset' as const],
  ])('whose answer is %s may have been sent, and is not sent again', async (_, answer) => {
    gateway.answerWith(() => answer);
    expect(await transport().send(message)).toMatchObject({ reason: 'unknown_outcome' });
    expect(gateway.created).toHaveLength(1);
  });

  it('whose answer does not come in time may have been sent, and is not sent again', async () => {
    gateway.answerWith(() => 'silence');
    const began = performance.now();
    expect(await transport({}, 300).send(message)).toMatchObject({ reason: 'unknown_outcome' });
    expect(performance.now() - began).toBeLessThan(2000);
    expect(gateway.created).toHaveLength(1);
  });

  it('was surely not sent where nobody listens', async () => {
    await gateway.stop();
    expect(await transport().send(message)).toMatchObject({ reason: 'gateway_unreachable' });
    gateway = await testTwilio();
  });

  it.each([
    ['delivered', null, 'delivered', null],
    ['sent', null, 'sent', null],
    ['undelivered', 30003, 'failed', 'phone_unreachable'],
    ['undelivered', 30004, 'failed', 'phone_blocked'],
    ['undelivered', 30005, 'failed', 'number_wrong'],
    ['undelivered', 30006, 'failed', 'not_mobile'],
    ['failed', 30007, 'failed', 'filtered'],
    ['failed', 30008, 'failed', 'carrier_failed'],
    ['failed', 39999, 'failed', 'carrier_failed'],
  ])('is asked about: %s with error %s', async (said, code, status, reason) => {
    gateway.become(said, code);
    const reference = `SM${randomId()}`;
    expect(await transport().ask!(reference)).toEqual({ status, reason, reference });
    expect(gateway.asked).toEqual([reference]);
  });

  it('stays as it is while the gateway cannot be asked', async () => {
    await gateway.stop();
    expect(await transport().ask!('SM1')).toBeNull();
    gateway = await testTwilio();
  });
});

describe("Twilio's own word", () => {
  const url = 'https://help.example.com/api/status';
  const said = { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003', To: '+33' };
  const sign = (form: Record<string, unknown>, to = url, token = 'token') =>
    twilio.getExpectedTwilioSignature(token, to, form);

  it('is heard when it is signed', async () => {
    expect(await transport().readCallback!(sign(said), url, said)).toEqual({
      status: 'failed',
      reason: 'phone_unreachable',
      reference: 'SM1',
    });
  });

  it.each([
    ['without a signature', '', said],
    ['signed for another address', sign(said, `${url}x`), said],
    ['signed with another token', sign(said, url, 'other'), said],
    ['with a form that was changed', sign(said), { ...said, MessageStatus: 'delivered' }],
    ['with a form that was added to', sign(said), { ...said, ErrorCode: ['1', '2'] }],
  ])('is refused %s', async (_, signature, form) => {
    expect(await transport().readCallback!(signature, url, form)).toBe('refused');
  });

  it('says nothing where its status is none of a message that was sent', async () => {
    const other = { ...said, MessageStatus: 'receiving' };
    expect(await transport().readCallback!(sign(other), url, other)).toBeNull();
  });

  it.each([
    [
      'without an auth token',
      { authToken: null, apiKey: { sid: `SK${'b'.repeat(32)}`, secret: 's' } },
    ],
    ['where Twilio does not reach this server', { canCallBack: false }],
  ])('is not waited for %s', (_, more) => {
    expect(transport(more).readCallback).toBeNull();
  });
});
