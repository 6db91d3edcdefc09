/** The open calculations: no sign-in, nothing stored. The same core as the ledger's. */
import { allot, type AllotmentHolder } from '../../domain/allotment.ts';
import { compareSchemes, findingSentence, type Outcome } from '../../domain/allotment-comparison.ts';
import { calculateDividend } from '../../domain/dividend.ts';
import { Refusal, refuse, type Fault } from '../../domain/refusal.ts';
import { Fraction } from '../../domain/fraction.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { languageQuery } from '../../contract/query.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { parseRule } from '../allotments/index.ts';
import type * as z from 'zod';
import {
  allotmentCalculationInput,
  allotmentCalculationReply,
  dividendCalculationInput,
  dividendCalculationReply,
} from './contract.ts';

const tags = ['calculations'];

export const calculationRoutes: RoutePlugin = async (app) => {
  app.post(
    '/calculations/dividend',
    {
      schema: {
        tags,
        summary: 'Divide a pool exactly, with the proof of each line',
        querystring: languageQuery,
        body: dividendCalculationInput,
        response: { 200: dividendCalculationReply },
      },
    },
    async (request) => {
      const { pool, method, rateScale, unit, holdings } = request.body;
      const answer = calculateDividend({
        pool,
        method,
        rateScale: rateScale ?? null,
        unitPlaces: (unit ?? '0.01').length - 2,
        holdings,
      });
      return { ...answer, lines: answer.lines.map((line) => ({ ...line, quota: line.quota.toString() })) };
    },
  );

  app.post(
    '/calculations/allotment',
    {
      schema: {
        tags,
        summary: 'Apply schemes to a small register; with a pool, compare them',
        querystring: languageQuery,
        body: allotmentCalculationInput,
        response: { 200: allotmentCalculationReply },
      },
    },
    async (request) => calculateAllotment(request.body),
  );
};

type AllotmentQuestion = z.output<typeof allotmentCalculationInput>;

function calculateAllotment(question: AllotmentQuestion) {
  const holders = question.holders.map(holderOf);
  refuseDuplicates(holders);
  const schemes = question.schemes.map(({ name, rules }) => ({ name, rules: rules.map(parseRule) }));
  const applied = schemes.map(({ name, rules }) => {
    const { lines, collective } = allot(rules, holders);
    return {
      name,
      lines: lines.map((line) => ({
        ...line,
        rule: line.rule + 1,
        held: line.held.toString(),
        target: line.target.toString(),
      })),
      collective: Object.fromEntries([...collective].map(([code, quantity]) => [code, quantity.toString()])),
    };
  });
  return {
    schemes: applied,
    comparison:
      question.pool === undefined ? null : compare(question, Money.parse(question.pool), schemes, holders),
  };
}

function compare(
  question: AllotmentQuestion,
  pool: Money,
  schemes: Parameters<typeof compareSchemes>[0]['schemes'],
  holders: readonly AllotmentHolder[],
) {
  if (!pool.isPositive) throw refuse('allotment.pool-not-positive', { pool: pool.toString() }, '/pool');
  const comparison = compareSchemes({
    schemes,
    holders,
    cohortOf: (holder) => holder.standing,
    collective: new Map(),
    pool,
    classWeights: new Map(
      Object.entries(question.classWeights ?? {}).map(([code, weight]) => [code, Fraction.parse(weight)]),
    ),
  });
  return {
    rows: comparison.rows.map((row) => ({ key: row.key ?? '', outcomes: row.outcomes.map(outcomeOnWire) })),
    cohorts: comparison.cohorts.map((row) => ({ ...row, outcomes: row.outcomes.map(outcomeOnWire) })),
    collective: comparison.collective.map(outcomeOnWire),
    totals: comparison.totals.map(outcomeOnWire),
    findings: comparison.findings.map((finding) => ({
      kind: finding.kind,
      zh: findingSentence(finding, 'zh'),
      en: findingSentence(finding, 'en'),
    })),
  };
}

function holderOf(holder: AllotmentQuestion['holders'][number]): AllotmentHolder {
  return {
    key: holder.key,
    standing: holder.standing ?? 'admitted',
    age: holder.age ?? null,
    years: holder.years ?? null,
    group: holder.group ?? null,
    tags: holder.tags ?? [],
    holdings: new Map(
      Object.entries(holder.holdings).map(([code, quantity]) => [code, ShareQuantity.parse(quantity)]),
    ),
  };
}

function refuseDuplicates(holders: readonly AllotmentHolder[]): void {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  holders.forEach(({ key }, index) => {
    if (seen.has(key)) {
      faults.push({ code: 'allotment.duplicate-holder', values: { key }, pointer: `/holders/${index}/key` });
    }
    seen.add(key);
  });
  const [first, ...rest] = faults;
  if (first) throw new Refusal([first, ...rest]);
}

function outcomeOnWire(outcome: Outcome) {
  return { shares: outcome.shares.toString(), dividend: outcome.dividend.toString() };
}
