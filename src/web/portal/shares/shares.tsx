/** What one holds, how it came, the certificates, and what may not be done with it. */
import type { ReactElement } from 'react';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { bodyWords, certificateStateWords, movementWords, restrictionWords } from '../../../domain/words.ts';
import { groupedShares } from '../../shared/amount.tsx';
import type { Reply } from '../../shared/call.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { useWhose } from '../acting.ts';
import { useAsk } from '../asking.ts';
import { dayInWords } from '../money/where.ts';
import { Answer, Facts, Figure, Page, Part } from '../parts.tsx';
import { To } from '../routing.tsx';
import { Written } from '../written.tsx';

type OwnShares = Reply<'readOwnShares'>;

const words = {
  title: { zh: '我的股份', en: 'My shares', of: { zh: '{whose}的股份', en: 'Shares of {whose}' } },
  of: { zh: '{day}的股份', en: 'As of {day}' },
  total: { zh: '一共', en: 'In all' },
  shares: { zh: '{count} 股', en: '{count} shares' },
  none: { zh: '现在没有股份。', en: 'There are no shares now.' },
  household: { zh: '（全户）', en: ' (household)' },
  came: { zh: '股份是怎么来的', en: 'How they came' },
  in: { zh: '增加', en: 'Added:' },
  out: { zh: '减少', en: 'Taken off:' },
  opening: { zh: '建账时已有', en: 'there when the books began' },
  scheme: { zh: '配股方案：', en: 'Allotment scheme: ' },
  ratio: {
    zh: '您的比例：{ratio}',
    en: 'Your ratio: {ratio}',
    of: { zh: '{whose}的比例：{ratio}', en: 'The ratio of {whose}: {ratio}' },
  },
  counts: { zh: '{day}起算', en: 'Counts from {day}' },
  recorded: { zh: '{day}登记', en: 'Entered on {day}' },
  resolution: { zh: '依据决议：', en: 'By the resolution: ' },
  decided: { zh: '{day}通过', en: 'decided {day}' },
  certificates: { zh: '股权证', en: 'Certificates' },
  noneCame: { zh: '还没有记录。', en: 'Nothing is on record yet.' },
  noCertificates: { zh: '还没有发过股权证。', en: 'No certificate was issued yet.' },
  issued: { zh: '{state}，{day}发，写着 {count} 股', en: '{state}, issued {day} for {count} shares' },
  outOfDate: {
    zh: '股权证 {number} 发了以后，股份有变动：证上 {then} 股，现在 {now} 股。以登记的为准；要换新证，请到办公室。',
    en: 'The shares have moved since certificate {number} was issued: it says {then}, and {now} are held today. The register counts; for a new certificate ask the office.',
  },
  restrictions: { zh: '限制', en: 'Restrictions' },
  whole: { zh: '全部股份', en: 'all shares' },
  since: { zh: '{day}起', en: 'since {day}' },
} as const satisfies Record<string, Told>;

export function MyShares(): ReactElement {
  const say = useSay();
  const shares = useAsk('readOwnShares', useWhose());
  return (
    <Page title={say(words.title)}>
      <Answer of={shares}>
        {(answer) => (
          <>
            <Held shares={answer} />
            <Restrictions shares={answer} />
            <Movements shares={answer} />
            <Certificates shares={answer} />
          </>
        )}
      </Answer>
    </Page>
  );
}

const counted = (quantity: string, say: Say) => say(words.shares, { count: groupedShares(quantity) });

function Held({ shares: { holdings, on } }: { readonly shares: OwnShares }): ReactElement {
  const say = useSay();
  const total = ShareQuantity.sum(holdings.map(({ quantity }) => ShareQuantity.parse(quantity)));
  if (holdings.length === 0) return <p>{say(words.none)}</p>;
  return (
    <section className="hero">
      <h2>{say(words.of, { day: dayInWords(on, say) })}</h2>
      <p className="amount">
        <span>{say(words.total)}</span> <strong>{counted(total.toString(), say)}</strong>
      </p>
      <Facts
        of={holdings.map(({ shareClass, shareClassEn, holder, quantity }) => [
          <>
            <Written zh={shareClass} en={shareClassEn} />
            {holder === 'household' && say(words.household)}
          </>,
          counted(quantity, say),
        ])}
      />
    </section>
  );
}

function Restrictions({ shares: { restrictions } }: { readonly shares: OwnShares }): ReactElement | null {
  const say = useSay();
  if (restrictions.length === 0) return null;
  return (
    <Part title={say(words.restrictions)}>
      <ul className="entries">
        {restrictions.map(({ kind, shareClass, shareClassEn, quantity, since, reason }, index) => (
          <li key={index}>
            <b>
              {say(restrictionWords[kind])} ·{' '}
              {shareClass === null ? say(words.whole) : <Written zh={shareClass} en={shareClassEn} />}
            </b>
            {quantity !== null && (
              <p>
                <Figure of={counted(quantity, say)} />
              </p>
            )}
            <p>{say(words.since, { day: dayInWords(since, say) })}</p>
            <p>
              <Written zh={reason} />
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Movements({ shares: { movements } }: { readonly shares: OwnShares }): ReactElement {
  const say = useSay();
  return (
    <Part title={say(words.came)}>
      {movements.length === 0 && <p>{say(words.noneCame)}</p>}
      <ol className="entries">
        {[...movements].reverse().map((each) => (
          <li key={`${each.number} ${each.direction}`}>
            <b>{say(each.kind === 'opening' ? words.opening : movementWords[each.kind])}</b>
            <p>
              {say(words[each.direction])} <Figure of={counted(each.quantity, say)} /> ·{' '}
              <Written zh={each.shareClass} en={each.shareClassEn} />
            </p>
            {each.ratio !== null && (
              <p>
                <b>{say(words.ratio, { ratio: each.ratio })}</b>
              </p>
            )}
            <p>{say(words.counts, { day: dayInWords(each.effectiveOn, say) })}</p>
            <p>{say(words.recorded, { day: dayInWords(each.recordedOn, say) })}</p>
            {each.reason !== null && each.reason !== each.scheme?.name && (
              <p>
                <Written zh={each.reason} />
              </p>
            )}
            <RestsOn movement={each} />
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** The scheme it came by and what was resolved, with the way to its page. */
function RestsOn({
  movement: { scheme, resolution },
}: {
  readonly movement: OwnShares['movements'][number];
}): ReactElement {
  const say = useSay();
  return (
    <>
      {scheme !== null && (
        <p>
          {say(words.scheme)}
          <Written zh={scheme.name} en={scheme.nameEn} />
        </p>
      )}
      {resolution !== null && (
        <To path={`/resolutions/${resolution.id}`} className="door">
          <span>
            {say(words.resolution)}
            <Written zh={resolution.title} en={resolution.titleEn} />
            <small>
              {say(words.decided, { day: dayInWords(resolution.decidedOn, say) })} ·{' '}
              {say(bodyWords[resolution.body])} · {resolution.number}
            </small>
          </span>
          <span aria-hidden="true">›</span>
        </To>
      )}
    </>
  );
}

function Certificates({ shares: { certificates } }: { readonly shares: OwnShares }): ReactElement {
  const say = useSay();
  return (
    <Part title={say(words.certificates)}>
      {certificates.length === 0 && <p>{say(words.noCertificates)}</p>}
      <Facts
        of={certificates.map(({ number, state, issuedOn, quantity }) => [
          number,
          say(words.issued, {
            state: say(certificateStateWords[state]),
            day: dayInWords(issuedOn, say),
            count: groupedShares(quantity),
          }),
        ])}
      />
      {certificates
        .filter(({ state, isCurrent }) => state === 'valid' && !isCurrent)
        .map(({ number, quantity, now }) => (
          <p key={number}>
            {say(words.outOfDate, { number, then: groupedShares(quantity), now: groupedShares(now) })}
          </p>
        ))}
    </Part>
  );
}
