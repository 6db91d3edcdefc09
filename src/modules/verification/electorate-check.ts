/**
 * Who was entitled to decide, counted again from the register as known now: of every resolution that was adopted, whatever rests on it.
 * A quorum or a majority that does not hold any more is a finding; a list that differs is told.
 */
import type { VoteResult } from '../../domain/assembly-vote.ts';
import type { Sentence } from '../../domain/language.ts';
import type { Tx } from '../../platform/database.ts';
import type { KnownResolution } from '../assemblies/index.ts';
import { decidedBy, listAgain, recountedNow } from '../legality/index.ts';
import type { FindingList } from './finding.ts';

export async function checkElectorate(
  tx: Tx,
  resolution: KnownResolution,
  findings: FindingList,
): Promise<void> {
  const { cooperativeId, id, body, number, outcome, subject } = resolution;
  if (outcome !== 'adopted') return;
  const row = `${body} ${number}`;
  const { vote, recounted: then } = (await decidedBy(tx, cooperativeId, id, subject ?? '')).deciding;
  const now = await recountedNow(tx, resolution, vote, 'now');
  if (now === undefined || vote === null) return;
  // Who was admitted later, though for an earlier day, could not be called: told, and no finding; the certificate counts as little.
  const lost = then !== undefined && then?.outcome !== 'adopted';
  const said = [counted(vote, lost ? then : now), await listedOtherwise(tx, resolution)];
  const found = {
    zh: said.flatMap((each) => (each === null ? [] : [each.zh])).join('；'),
    en: said.flatMap((each) => (each === null ? [] : [each.en])).join('; '),
  };
  if (lost) findings.add({ table: 'resolution', row, rule: 'electorate-recount', found });
  else findings.note({ table: 'resolution', row, remark: 'electorate-differs', found });
}

function counted(before: VoteResult, after: VoteResult | null): Sentence {
  if (after === null) return { zh: '无法重计', en: 'cannot be counted again' };
  const { present, entitled, quorum, votes, majority } = after;
  return {
    zh: `应到 ${before.entitled} → ${entitled}，实到 ${present}，须 ${quorum.least}；赞成 ${votes.for}，须 ${majority.least}`,
    en: `${before.entitled} entitled → ${entitled}, ${present} present of ${quorum.least} asked, ${votes.for} for it of ${majority.least} asked`,
  };
}

async function listedOtherwise(tx: Tx, resolution: KnownResolution): Promise<Sentence | null> {
  const { missing, strangers } = await listAgain(tx, resolution, 'now');
  if (resolution.meetingId === null) return null;
  const names = (people: readonly string[], separator: string) =>
    people.length > 20 ? `${people.slice(0, 20).join(separator)} …` : people.join(separator);
  const others = strangers.map(({ name }) => name);
  return {
    zh: `名单遗漏：${names(missing, '、') || '无'}；名单多列：${names(others, '、') || '无'}`,
    en: `left off the list: ${names(missing, ', ') || 'nobody'}; on it without a vote: ${names(others, ', ') || 'nobody'}`,
  };
}
