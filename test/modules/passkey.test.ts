/** Passkeys, made and shown by a device that this test is: keys of their own, signed for the address that people reach. */
import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type Client, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { password } from '../support/staff.ts';

let test: TestApp;
let owner: postgres.Sql;
beforeAll(async () => {
  test = await startTestApp();
  test.expectTampering('outside');
  owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const refusal = ({ status, body }: Reply) => [status, body.code];
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const base64url = (bytes: string | Buffer) => Buffer.from(bytes).toString('base64url');

/** Just as much CBOR as a device says: maps, whole numbers, texts and bytes. */
function cbor(value: unknown): Buffer {
  const head = (major: number, length: number) =>
    length < 24
      ? Buffer.from([(major << 5) | length])
      : length < 256
        ? Buffer.from([(major << 5) | 24, length])
        : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
  if (typeof value === 'number') return value < 0 ? head(1, -value - 1) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, inner]) => [cbor(key), cbor(inner)]),
  ]);
}

interface Device {
  readonly id: Buffer;
  readonly key: KeyObject;
  readonly made: (options: string, wish?: Place) => string;
  readonly shows: (options: string, wish?: Place) => string;
}

interface Place {
  readonly origin?: string;
  readonly rpId?: string;
  /** Whether the person showed themselves to the device. */
  readonly verified?: boolean;
  readonly counter?: number;
}

function device(): Device {
  const id = randomBytes(32);
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = new URL(test.services.config.HEGU_PUBLIC_URL);
  const said = (type: string, options: string, { origin = own.origin }: Place) =>
    Buffer.from(
      JSON.stringify({ type, challenge: (JSON.parse(options) as { challenge: string }).challenge, origin }),
    );
  const data = ({ rpId = own.hostname, verified = true, counter = 0 }: Place, attested: Buffer | null) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = 0x01 | (verified ? 0x04 : 0) | (attested ? 0x40 : 0);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  };
  return {
    id,
    key,
    made(options, place = {}) {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const cose = cbor(
        new Map<number, number | Buffer>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ]),
      );
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data(place, attested)],
      ]);
      return JSON.stringify({
        id: base64url(id),
        rawId: base64url(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(said('webauthn.create', options, place)),
          attestationObject: base64url(cbor(attestation)),
        },
      });
    },
    shows(options, place = {}) {
      const client = said('webauthn.get', options, place);
      const authenticator = data(place, null);
      const signature = createSign('sha256')
        .update(Buffer.concat([authenticator, sha256(client)]))
        .sign(key);
      return JSON.stringify({
        id: base64url(id),
        rawId: base64url(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(authenticator),
          signature: base64url(signature),
        },
      });
    },
  };
}

const begun = async (client: Client): Promise<string> =>
  (await expectStatus(client.post('/api/v1/session/passkeys/begin', { password }), 200)).options as string;
const asked = async (): Promise<string> =>
  (await expectStatus(test.stranger.post('/api/v1/session/passkey/begin'), 200)).options as string;
const add = (client: Client, credential: string) =>
  client.post('/api/v1/session/passkeys', { name: '手机', credential });
const signIn = (credential: string) => test.stranger.post('/api/v1/session/passkey', { credential });
const wrong = [401, 'access.passkey-wrong'];

describe('a passkey', () => {
  it('is made after the password was shown once more, for this address and person, once', async () => {
    const client = test.as('reviewer');
    const bad = await client.post('/api/v1/session/passkeys/begin', { password: 'not mine' });
    expect(refusal(bad)).toEqual([401, 'access.sign-in-failed']);
    const options = await begun(client);
    const phone = device();
    expect(refusal(await add(test.as('chair'), phone.made(options))), 'by another').toEqual(wrong);
    for (const place of [
      { origin: 'https://elsewhere.example' },
      { rpId: 'elsewhere.example' },
      { verified: false },
    ])
      expect([place, refusal(await add(client, phone.made(await begun(client), place)))]).toEqual([
        place,
        wrong,
      ]);
    expect(refusal(await add(client, '{"id":1}'))).toEqual(wrong);
    const made = phone.made(options);
    await expectStatus(add(client, made), 201);
    expect(refusal(await add(client, made)), 'again').toEqual(wrong);
    await owner`delete from passkey`;
  });

  it('signs in without password and code, once a challenge; the password alone does so no more', async () => {
    const client = test.as('reviewer');
    const phone = device();
    const { id } = await expectStatus(add(client, phone.made(await begun(client))), 201);
    const shown = phone.shows(await asked());
    const signed = await expectStatus(signIn(shown), 200);
    expect(signed.userName).toBe('reviewer');
    expect(refusal(await signIn(shown)), 'again').toEqual(wrong);
    for (const place of [
      { origin: 'https://elsewhere.example' },
      { rpId: 'elsewhere.example' },
      { verified: false },
    ])
      expect([place, refusal(await signIn(phone.shows(await asked(), place)))]).toEqual([place, wrong]);
    expect(refusal(await signIn(device().shows(await asked()))), 'of nobody').toEqual(wrong);
    const options = await asked();
    await owner`update passkey_challenge set expires_at = now() - interval '1 second'`;
    expect(refusal(await signIn(phone.shows(options))), 'too late').toEqual(wrong);
    const alone = await test.stranger.post('/api/v1/session', { userName: 'reviewer', password });
    expect(refusal(alone)).toEqual([401, 'access.passkey-needed']);
    await expectStatus(client.put(`/api/v1/session/passkeys/${id as string}`, { name: '旧手机' }), 204);
    const { passkeys } = await expectStatus(client.get('/api/v1/session/passkeys'), 200);
    expect(passkeys).toMatchObject([{ id, name: '旧手机' }]);
    const others = test.as('chair');
    expect((await others.put(`/api/v1/session/passkeys/${id as string}`, { name: 'x' })).status).toBe(404);
    const remove = (who: Client) => who.post(`/api/v1/session/passkeys/${id as string}/remove`, { password });
    expect((await remove(others)).status).toBe(404);
    await expectStatus(remove(client), 204);
    expect(refusal(await signIn(phone.shows(await asked())))).toEqual(wrong);
    await expectStatus(test.stranger.post('/api/v1/session', { userName: 'reviewer', password }), 200);
  });

  it('that counts and goes back was copied: it signs in nobody', async () => {
    const phone = device();
    await expectStatus(add(test.as('reviewer'), phone.made(await begun(test.as('reviewer')))), 201);
    await expectStatus(signIn(phone.shows(await asked(), { counter: 5 })), 200);
    expect(refusal(await signIn(phone.shows(await asked(), { counter: 4 })))).toEqual(wrong);
    await owner`delete from passkey`;
  });

  it('is the second factor where the cooperative asks for one', async () => {
    const [chair, supervisor] = [test.as('chair'), test.as('supervisor')];
    const keys = { chair: device(), supervisor: device() };
    for (const role of ['chair', 'supervisor'] as const)
      await expectStatus(add(test.as(role), keys[role].made(await begun(test.as(role)))), 201);
    const { id } = await expectStatus(chair.put('~/second-factor-rule', { required: true }), 202);
    await expectStatus(supervisor.post(`~/access-proposals/${id as string}/confirm`), 200);
    await owner`update session set second_factor_at = now() - interval '31 minutes'`;
    const propose = () => chair.put('~/second-factor-rule', { required: false });
    expect(refusal(await propose())).toEqual([403, 'access.second-factor-needed']);
    const show = async (who: Device) =>
      chair.post('/api/v1/session/passkey/show', { credential: who.shows(await asked()) });
    expect(refusal(await show(keys.supervisor)), 'of another').toEqual(wrong);
    await expectStatus(show(keys.chair), 204);
    await expectStatus(propose(), 202);
  });
});
