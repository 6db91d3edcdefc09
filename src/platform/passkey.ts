/**
 * Passkeys, by a kept library: what a browser is asked, and whether what it answers was signed for this address by a key that is known
 * here, by a person who showed themselves to their device. Texts in, texts out: what browsers exchange is JSON of their own making.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

/** Loaded when the first passkey is asked for: most processes never do. */
const library = () => import('@simplewebauthn/server');

/** EdDSA, ES256, RS256: what devices have. */
const ALGORITHMS = [-8, -7, -257];

/** Where passkeys are good: the address that people reach. */
export interface PasskeyPlace {
  readonly rpId: string;
  readonly origin: string;
}

export interface PasskeyKey {
  readonly credentialId: string;
  /** Base64url. */
  readonly publicKey: string;
  readonly counter: bigint;
}

export function passkeyPlace(publicUrl: string): PasskeyPlace {
  const { hostname, origin } = new URL(publicUrl);
  return { rpId: hostname, origin };
}

/** Asks for a new one; `known`: those the person has, which are not made twice. */
export async function creationAsked(
  { rpId }: PasskeyPlace,
  person: { readonly userId: string; readonly userName: string; readonly displayName: string },
  known: readonly string[],
): Promise<{ readonly challenge: string; readonly options: string }> {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    supportedAlgorithmIDs: ALGORITHMS,
    rpName: 'Hegu 合股',
    rpID: rpId,
    userID: new TextEncoder().encode(person.userId),
    userName: person.userName,
    userDisplayName: person.displayName,
    attestationType: 'none',
    excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { challenge: options.challenge, options: JSON.stringify(options) };
}

/** Asks whoever has one to show it: the browser finds it, nobody is named. */
export async function showingAsked({
  rpId,
}: PasskeyPlace): Promise<{ readonly challenge: string; readonly options: string }> {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({ rpID: rpId, userVerification: 'required' });
  return { challenge: options.challenge, options: JSON.stringify(options) };
}

/** What was made, if it answers the challenge for this place; null otherwise. */
export async function createdKey(
  { rpId, origin }: PasskeyPlace,
  credential: string,
  takeChallenge: (challenge: string) => Promise<boolean>,
): Promise<PasskeyKey | null> {
  const response = parsed<RegistrationResponseJSON>(credential);
  if (response === null) return null;
  const { verifyRegistrationResponse } = await library();
  const made = await verifyRegistrationResponse({
    supportedAlgorithmIDs: ALGORITHMS,
    response,
    expectedChallenge: takeChallenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
  }).catch(() => null);
  if (made === null || !made.verified) return null;
  const { id, publicKey, counter } = made.registrationInfo.credential;
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter: BigInt(counter),
  };
}

/** The id of the key that an answer says it was signed with; null when it is no answer. */
export function shownKeyId(credential: string): string | null {
  const id = parsed<AuthenticationResponseJSON>(credential)?.id;
  return typeof id === 'string' && id.length <= 1400 ? id : null;
}

/** The key's new counter, if it signed the challenge for this place; null otherwise. */
export async function shownCounter(
  { rpId, origin }: PasskeyPlace,
  credential: string,
  key: PasskeyKey,
  takeChallenge: (challenge: string) => Promise<boolean>,
): Promise<bigint | null> {
  const response = parsed<AuthenticationResponseJSON>(credential);
  if (response === null) return null;
  const { verifyAuthenticationResponse } = await library();
  const shown = await verifyAuthenticationResponse({
    response,
    expectedChallenge: takeChallenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: key.credentialId,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: Number(key.counter),
    },
  }).catch(() => null);
  return shown?.verified === true ? BigInt(shown.authenticationInfo.newCounter) : null;
}

/** Whatever is sent: the library judges every field of it. */
function parsed<Shape>(text: string): Shape | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Shape) : null;
  } catch {
    return null;
  }
}
