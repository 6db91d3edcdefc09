/** Reads of issued papers. */
import type { Language } from '../../../domain/language.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { findCooperative } from '../../access/index.ts';
import { paperTitles, type CheckReply } from '../contract.ts';
import { shortSeal } from '../wording.ts';
import { toReply } from './register.ts';
import { documentsAfter, findDocument } from './store.ts';

export async function documentPageOf(
  tx: Tx,
  cooperativeId: string,
  publicUrl: string,
  wanted: Parameters<typeof documentsAfter>[2],
) {
  const rows = await documentsAfter(tx, cooperativeId, { ...wanted, limit: wanted.limit + 1 });
  const shown = rows.slice(0, wanted.limit);
  return {
    documents: shown.map((row) => toReply(row, publicUrl)),
    next: rows.length > wanted.limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** What anybody may learn of a paper whose number they hold; null where no paper bears it. */
export async function checkDocument(
  tx: Tx,
  cooperativeId: string,
  number: string,
  language: Language,
): Promise<CheckReply | null> {
  const row = await findDocument(tx, cooperativeId, number);
  const issuer = await findCooperative(tx, cooperativeId);
  if (!row || !issuer) return null;
  return {
    number,
    kind: row.kind,
    kindName: paperTitles[row.kind][language],
    issuer: issuer.name,
    language: row.language,
    issuedOn: dayInChina(row.createdAt).toString(),
    pages: row.pages,
    seal: shortSeal(row.seal),
    sha256: row.sha256,
  };
}
