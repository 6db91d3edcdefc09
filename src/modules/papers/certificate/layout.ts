/** Share certificate (股权证): the holder, the shares by class, the ledger's seal; one sheet, meant to be framed. */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { Money } from '../../../domain/money.ts';
import type { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { LabelledText, Paper, TableBlock } from '../../../platform/pdf-blocks.ts';
import { figure, money, shares, tableOf, text, when } from '../columns.ts';
import { checkCode, paperOf, type Sheet } from '../sheet.ts';
import { shortSeal, writtenDate } from '../wording.ts';
import { printCertificate } from './contract.ts';
import { speaker } from './phrases.ts';

export interface CertificatePaper {
  readonly number: string;
  readonly holder: { readonly number: string; readonly name: string; readonly household: string | null };
  readonly issuedOn: LocalDate;
  /** The number of the certificate this one replaces. */
  readonly replaces: string | null;
  readonly creditCode: string | null;
  readonly holdings: readonly {
    readonly shareClass: string;
    readonly shares: ShareQuantity;
    /** Yuan a share, where the class has a par value; and shares × par value, exact to the fen. */
    readonly parValue: Money | null;
    readonly value: Money | null;
  }[];
}

export function certificatePaper(sheet: Sheet, certificate: CertificatePaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printCertificate.title[language];
  const { holder } = certificate;
  const facts: LabelledText[] = [
    { label: say('registerNumber'), value: holder.number },
    { label: say('household'), value: holder.household ?? '—' },
    { label: say('issuedOn'), value: writtenDate(language, certificate.issuedOn) },
  ];
  if (certificate.creditCode !== null)
    facts.push({ label: say('creditCode'), value: certificate.creditCode });
  if (certificate.replaces !== null)
    facts.push({ label: say('replacesCertificate'), value: certificate.replaces });
  return paperOf(sheet, title, 'landscape', [
    {
      kind: 'certificate',
      issuer: sheet.issuer,
      title,
      subtitle: say('certificateSubtitle'),
      number: { label: say('certificateNumber'), value: certificate.number },
      holder: holder.name,
      declaration: say('certificateDeclaration'),
      facts,
      holdings: holdingsTable(sheet, certificate),
      mark: {
        above: say('ledger'),
        centre: say('ledgerSeal'),
        hash: shortSeal(sheet.seal),
        below: say('noOfficialSeal'),
      },
      signatures: [say('chair'), say('cooperativeSeal')],
      issuedOn: { label: say('number'), value: sheet.number },
      qr: checkCode(sheet),
      note: say('certificateNote'),
    },
  ]);
}

function holdingsTable(sheet: Sheet, { holdings }: CertificatePaper): TableBlock {
  const say = speaker(sheet.language);
  const valued = holdings.some(({ parValue }) => parValue !== null);
  type Line = (typeof holdings)[number];
  return tableOf<Line>({ style: 'rules', empty: say('noShares') }, holdings, [
    text(say('shareClass'), ({ shareClass }) => shareClass, { weight: 1, total: say('total') }),
    shares(say('shares'), (line) => line.shares),
    ...when(
      valued,
      figure<Line>(say('parValue'), ({ parValue }) => parValue?.toGrouped() ?? '—'),
      money<Line>(say('totalValue'), ({ value }) => value, { none: '—' }),
    ),
  ]);
}
