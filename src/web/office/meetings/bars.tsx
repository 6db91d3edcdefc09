/**
 * A count as bars: who is there against the quorum, who agrees against the majority. The mark on a bar is the least number
 * that suffices; every label is the number itself.
 */
import type { ReactElement, ReactNode } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';

type Counted = NonNullable<Reply<'readMeeting'>['motions'][number]['result']>;

const words = {
  present: { zh: '到会', en: 'Present' },
  for: { zh: '赞成', en: 'For' },
  against: { zh: '反对', en: 'Against' },
  abstain: { zh: '弃权', en: 'Abstained' },
  unused: { zh: '未投', en: 'Not voted' },
  of: { zh: '{number} / {whole}', en: '{number} of {whole}' },
  met: { zh: '至少 {least}，已达到', en: 'at least {least}: reached' },
  short: { zh: '至少 {least}，还差 {number}', en: 'at least {least}, {number} short' },
} as const satisfies Record<string, Sentence>;

/** Of whole numbers: how many of how many, and how many suffice. */
export function Bar(props: {
  readonly label: string;
  readonly part: string;
  readonly whole: string;
  readonly least?: string;
  /** In shares, ten-thousandths of one. */
  readonly shares?: boolean;
  readonly children?: ReactNode;
}): ReactElement {
  const say = useSay();
  const [part, whole] = [BigInt(props.part), BigInt(props.whole)];
  const least = props.least === undefined ? null : BigInt(props.least);
  const told = (value: bigint) =>
    props.shares === true ? ShareQuantity.fromUnits(value).toGrouped() : value.toString();
  const place = (value: bigint) => (whole === 0n ? '0%' : `${Number((value * 10_000n) / whole) / 100}%`);
  const isMet = least !== null && part >= least;
  return (
    <div className={least === null ? 'count' : isMet ? 'count met' : 'count short'}>
      <span className="label">{props.label}</span>
      <span className="track">
        <i style={{ width: place(part) }} />
        {least !== null && <u style={{ left: place(least) }} />}
      </span>
      <span className="told figure">{say(words.of, { number: told(part), whole: told(whole) })}</span>
      <span className="needs">
        {least !== null &&
          say(isMet ? words.met : words.short, {
            least: told(least),
            number: isMet ? '' : told(least - part),
          })}
        {props.children}
      </span>
    </div>
  );
}

/** The whole count of a motion: quorum, agreement, and what the others said. */
export function CountedBars({ of }: { readonly of: Counted }): ReactElement {
  const say = useSay();
  const { quorum, majority, votes, counting, present, entitled } = of;
  const shares = counting === 'by-shares';
  const others = (['against', 'abstain', 'unused'] as const).map((key) => {
    const value = shares ? ShareQuantity.fromUnits(BigInt(votes[key])).toGrouped() : votes[key];
    return `${say(words[key])} ${value}`;
  });
  return (
    <div className="counts">
      <Bar label={say(words.present)} part={present} whole={entitled} least={quorum.least} />
      <Bar
        label={say(words.for)}
        part={votes.for}
        whole={majority.of}
        least={majority.least}
        shares={shares}
      />
      <p className="quiet">{others.join(' · ')}</p>
    </div>
  );
}
