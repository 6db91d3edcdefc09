/** Reads of issued papers. */
import type { Language } from '../../../domain/language.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina, type Services } from '../../../platform/services.ts';
import { findCooperative } from '../../access/index.ts';
import { paperTitles, type CheckReply } from '../contract.ts';
import { shortSeal } from '../wording.ts';
import { chainOf } from './chain.ts';
import type { ToldOfTrail } from '../../../platform/seal-file.ts';
import { toReply } from './register.ts';
import { certificateNumbered } from '../../shares/index.ts';
import { standingRuns } from '../../dividends/index.ts';
import { documentsAfter, findDocument, laterOfSame, totalOf, type DocumentRow } from './store.ts';

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

/** A certificate is what the register says of it; a paper about a run falls with the run; any other is replaced by a later one of the same. */
async function standingOf(tx: Tx, row: DocumentRow): Promise<Pick<CheckReply, 'state' | 'replacedOn'>> {
  const [about, which = ''] = row.subject.split(' ');
  if (row.kind === 'certificate') {
    const found = await certificateNumbered(tx, row.cooperativeId, which);
    const state = found?.certificate.state ?? 'valid';
    return {
      state,
      replacedOn: state === 'replaced' ? (found?.certificate.endedOn?.toString() ?? null) : null,
    };
  }
  if (about === 'run') {
    const runs = await standingRuns(tx, row.cooperativeId);
    const run = runs.find(({ number }) => number.toString() === which);
    const isReversed = runs.some(({ kind, refersTo }) => kind === 'reversal' && refersTo === run?.id);
    if (run === undefined || isReversed) return { state: 'void', replacedOn: null };
  }
  const later = await laterOfSame(tx, row);
  return later === null
    ? { state: 'valid', replacedOn: null }
    : { state: 'replaced', replacedOn: dayInChina(later).toString() };
}

/** What anybody may learn of a paper whose number they hold; null where no paper bears it. */
export async function checkDocument(
  tx: Tx,
  services: Services,
  told: ToldOfTrail,
  { issuerId: cooperativeId, number }: { readonly issuerId: string; readonly number: string },
  language: Language,
): Promise<CheckReply | null> {
  const row = await findDocument(tx, cooperativeId, number);
  const issuer = await findCooperative(tx, cooperativeId);
  if (!row || !issuer) return null;
  const standing = await standingOf(tx, row);
  return {
    number,
    ...standing,
    total: await totalOf(tx, row),
    kind: row.kind,
    kindName: paperTitles[row.kind][language],
    issuer: issuer.name,
    language: row.language,
    issuedOn: dayInChina(row.createdAt).toString(),
    pages: row.pages,
    seal: shortSeal(row.seal),
    sha256: row.sha256,
    chain: await chainOf(tx, services, told, row),
  };
}
