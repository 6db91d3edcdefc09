/**
 * What stands outside every cooperative, worked out again for whoever looks after the service: what does not hold, the number by which a
 * cooperative answers it, and what was answered. Nothing is answered here: two people of a cooperative do.
 */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { grouped } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Figures, Page, Part, State } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, NoPermission } from '../../shared/states.tsx';

const words = {
  title: { zh: '平台核验', en: 'Platform verification' },
  lead: {
    zh: '各合作社以外的记录：平台链、合作社名单、用户、验证器和令牌。每一行与写入它的链条对照。',
    en: 'What stands outside the cooperatives: the platform’s chain, the list of cooperatives, users, factors and tokens. Each row is compared with the entry that wrote it.',
  },
  again: { zh: '重新核验', en: 'Verify again' },
  holds: { zh: '全部相符', en: 'Everything holds' },
  holdsNot: { zh: '{count} 处不符', en: '{count} do not hold' },
  entries: { zh: '平台链条数', en: 'Entries of the chain' },
  head: { zh: '链的末端', en: 'Head of the chain' },
  findings: { zh: '不符之处', en: 'What does not hold' },
  how: {
    zh: '先保留现状、做一份备份，再查明原因。查明后把编号告诉受影响的合作社的理事长或复核人：在“操作记录”的“核验”里核验一次，按“按编号答复”写明原因，再由监事复核。答复列在其下；与写入时不同的行不因答复而相符。',
    en: 'Keep everything as it is, make a copy, and find out what happened. Then tell the number to the chair or a reviewer of a cooperative that it concerns: under trail, verification, they verify once, press “Answer by number” and say what it is; a supervisor confirms it. The answer then stands beneath. A row that is not as it was written holds no more for it.',
  },
  number: { zh: '编号 ', en: 'Number ' },
  answer: {
    zh: '{on} 答复：{explanation}（{by}答复，{confirmedBy}复核）',
    en: 'Answered on {on}: {explanation} (by {by}, confirmed by {confirmedBy})',
  },
  rest: { zh: '另有 {count} 处', en: 'and {count} more' },
} as const satisfies Record<string, Sentence>;

/** So many digits name one among what a verification finds. */
const DIGITS = 12;

export function PlatformPage(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const answer = useAnswer('readPlatformVerification', {}, { when: may('platform.verify'), keep: true });
  if (!may('platform.verify')) return <NoPermission action="platform.verify" />;
  const { data, refetch } = answer;
  return (
    <Page
      title={say(words.title)}
      state={
        data &&
        (data.findingCount === 0 ? (
          <State tone="done">{say(words.holds)}</State>
        ) : (
          <State tone="next">{say(words.holdsNot, { count: data.findingCount })}</State>
        ))
      }
      action={
        <Button type="primary" onClick={() => void refetch()}>
          {say(words.again)}
        </Button>
      }
    >
      <p className="lead quiet">{say(words.lead)}</p>
      <Answer of={answer}>{(found) => <Found found={found} />}</Answer>
    </Page>
  );
}

function Found({ found }: { readonly found: Reply<'readPlatformVerification'> }): ReactElement {
  const say = useSay();
  const { entries, hash, findings, findingCount } = found;
  return (
    <>
      <Figures items={[{ label: say(words.entries), value: grouped(entries) }]} />
      <p className="quiet">
        {say(words.head)} <span className="digest">{hash.slice(0, 16)}</span>
      </p>
      {findings.length > 0 && (
        <Part title={say(words.findings)}>
          <p>{say(words.how)}</p>
          <ul className="warnings">
            {findings.map(({ says, finding, answer }) => (
              <li key={finding}>
                {says}{' '}
                <span className="quiet">
                  {say(words.number)}
                  <span className="digest">{finding.slice(0, DIGITS)}</span>
                </span>
                {answer !== null && <span className="quiet"> {say(words.answer, answer)}</span>}
              </li>
            ))}
            {findingCount > findings.length && (
              <li>{say(words.rest, { count: findingCount - findings.length })}</li>
            )}
          </ul>
        </Part>
      )}
    </>
  );
}
