/** The number of the receipt of a secret ballot, drawn by the phone of whoever votes: small, since every page of a phone may ask for it. */

/** Sixteen signs that nobody mistakes for each other: 80 bits. */
export const receiptShape = /^[A-Z2-7]{16}$/;
const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Of ten random bytes. */
export function receiptOf(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 16 }, (_, place) => SIGNS[Number((bits >> BigInt(75 - 5 * place)) & 31n)]).join(
    '',
  );
}
