/** The files of fixtures/worked-examples: read, and checked for shape, so that a misspelt key cannot make a test vacuous. */
import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';

const folder = new URL('../../fixtures/worked-examples/', import.meta.url);

const amounts = z.record(z.string(), z.string());

const member = z.strictObject({
  number: z.string(),
  retiredOn: z.string().optional(),
  diedOn: z.string().optional(),
  seniorityFrom: z.string().optional(),
  /** Full years on the day of the example, as the open calculation takes them. */
  years: z.int().optional(),
  shares: amounts.optional(),
});

const dividend = z.strictObject({
  period: z.string(),
  recordDate: z.string(),
  basis: z.string(),
  method: z.string(),
  rateScale: z.int().optional(),
  pool: z.string(),
  taxRate: z.string(),
  taxBasis: z.string(),
});

const calculation = z.strictObject({
  what: z.string(),
  pool: z.string(),
  method: z.string(),
  rateScale: z.int().optional(),
  /** The holdings of the example unless given. */
  holdings: z.array(z.strictObject({ key: z.string(), shares: z.string() })).optional(),
  expected: z.strictObject({
    rate: z.string().optional(),
    lines: amounts.optional(),
    carried: z.string(),
  }),
});

const exampleCase = z.strictObject({
  case: z.string(),
  scheme: z
    .strictObject({
      name: z.string(),
      effectiveOn: z.string(),
      meaning: z.string(),
      rules: z.array(z.looseObject({})),
    })
    .optional(),
  estate: z
    .strictObject({
      deceased: z.string(),
      effectiveOn: z.string(),
      heirs: z.array(z.strictObject({ number: z.string(), parts: z.string() })),
      reason: z.string(),
    })
    .optional(),
  dividends: z.array(dividend),
  calculations: z.array(calculation).optional(),
  expected: z.strictObject({
    /** All shares of each member, all classes together, when everything is done. */
    shares: z.strictObject({ members: amounts.optional(), collective: z.string(), total: z.string() }),
    dividends: z.array(
      z.strictObject({
        carriedIn: z.string().optional(),
        rate: z.string().optional(),
        lines: amounts.optional(),
        tax: amounts.optional(),
        net: amounts.optional(),
        amounts: z.array(z.strictObject({ amount: z.string(), members: z.int() })).optional(),
        personal: z.string().optional(),
        collective: z.string().optional(),
        paid: z.string(),
        carried: z.string(),
      }),
    ),
    year: z.strictObject({ pools: z.string(), paid: z.string(), carried: z.string() }).optional(),
  }),
});

const example = z.strictObject({
  title: z.string(),
  source: z.string(),
  note: z.string().optional(),
  input: z.strictObject({
    classes: z.array(z.looseObject({ code: z.string() })),
    /** The day on which shares are subscribed and the scheme is run. */
    date: z.string(),
    members: z.union([z.array(member), z.strictObject({ count: z.int() })]),
  }),
  cases: z.array(exampleCase).min(1),
});

export type Example = z.infer<typeof example>;
export type ExampleCase = Example['cases'][number];
export type ExpectedDividend = ExampleCase['expected']['dividends'][number];

/** All examples in the order of their numbers. */
export function readExamples(): readonly (readonly [file: string, example: Example])[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((file) => {
    const parsed = example.safeParse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
    return [file, parsed.data];
  });
}
