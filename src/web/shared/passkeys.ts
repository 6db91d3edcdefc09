/**
 * Passkeys as the browser makes and shows them. The service speaks JSON with bytes as base64url; older browsers do not read that
 * by themselves, so it is turned into bytes and back here.
 */
interface Described {
  readonly id: string;
  readonly type: 'public-key';
  readonly transports?: AuthenticatorTransport[];
}

type Creation = Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> & {
  readonly challenge: string;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly excludeCredentials?: readonly Described[];
};
type Showing = Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> & {
  readonly challenge: string;
  readonly allowCredentials?: readonly Described[];
};

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

const described = (some: readonly Described[] = []) =>
  some.map((each) => ({ ...each, id: bytesOf(each.id) }));

export function hasPasskeys(): boolean {
  return 'credentials' in navigator && 'PublicKeyCredential' in globalThis;
}

/** Has the browser make one; null where its person does not want to. */
export async function makePasskey(options: string): Promise<string | null> {
  const told = JSON.parse(options) as Creation;
  const made = await navigator.credentials
    .create({
      publicKey: {
        ...told,
        challenge: bytesOf(told.challenge),
        user: { ...told.user, id: bytesOf(told.user.id) },
        excludeCredentials: described(told.excludeCredentials),
      },
    })
    .catch(() => null);
  if (!(made instanceof PublicKeyCredential)) return null;
  const { clientDataJSON, attestationObject } = made.response as AuthenticatorAttestationResponse;
  return said(made, {
    clientDataJSON: textOf(clientDataJSON),
    attestationObject: textOf(attestationObject),
    transports: (made.response as AuthenticatorAttestationResponse).getTransports(),
  });
}

/** Has the browser show one; null where its person does not want to. */
export async function showPasskey(options: string): Promise<string | null> {
  const told = JSON.parse(options) as Showing;
  const shown = await navigator.credentials
    .get({
      publicKey: {
        ...told,
        challenge: bytesOf(told.challenge),
        allowCredentials: described(told.allowCredentials),
      },
    })
    .catch(() => null);
  if (!(shown instanceof PublicKeyCredential)) return null;
  const { clientDataJSON, authenticatorData, signature, userHandle } =
    shown.response as AuthenticatorAssertionResponse;
  return said(shown, {
    clientDataJSON: textOf(clientDataJSON),
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    ...(userHandle !== null && { userHandle: textOf(userHandle) }),
  });
}

function said(credential: PublicKeyCredential, response: object): string {
  return JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}
