/** What a meeting decided, carried out in one press by another than whoever prepared it: the plan adopted, the dividend approved. */
import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { RunToApprove } from '../../shared/approval.tsx';
import { useChange, useTried } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Amount } from '../../shared/amount.tsx';
import { useSay } from '../../shared/language.ts';
import { Figures, Note } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { Sheet } from '../../shared/sheet.tsx';

const words = {
  title: { zh: '凭决议通过方案、批准分红', en: 'Adopt and approve by resolution' },
  act: { zh: '通过并批准', en: 'Adopt and approve' },
  plan: { zh: '{period} 收益分配方案第 {number} 号', en: 'Plan no. {number} of the {period}' },
  run: { zh: '{period} 分红第 {number} 号', en: 'Run no. {number} of the {period}' },
  by: { zh: '依据决议 {number}', en: 'by resolution {number}' },
  payable: { zh: '本期应分', en: 'Payable now' },
  yuan: { zh: '元', en: 'yuan' },
  lines: { zh: '看分红的各行明细和算式', en: 'See every line of it, with its sum' },
  planned: { zh: '由{by}于 {at} 编制', en: 'Prepared by {by}, {at}' },
  more: {
    zh: '通过后提取的公积公益金入账，本期分红以方案为限；批准的分红接着张榜公示。',
    en: 'The reserve enters the books and bounds the dividends; an approved dividend goes on public notice next.',
  },
  seen: {
    zh: '我已核对以上方案和分红的金额、人数、合法性和决议',
    en: 'I have checked the amounts, the people, the questions of legality and the resolutions above',
  },
} as const satisfies Record<string, Sentence>;

export function CarryOutSheet(props: {
  readonly meeting: Pick<Reply<'readMeeting'>, 'id' | 'title'>;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}): ReactElement {
  const say = useSay();
  const { meeting, onClose, onDone = onClose } = props;
  const [isSeen, setSeen] = useState(false);
  const carryOut = useChange('carryOutMeeting');
  const tried = useTried('carryOutMeeting', { meetingId: meeting.id });
  const unit = say(words.yuan);
  const named = (what: Sentence, each: { readonly period: string; readonly number: string }) =>
    say(what, { period: periodInWords(each.period, say), number: each.number });
  return (
    <Sheet
      title={say(words.title)}
      act={say(words.act)}
      width={760}
      onClose={onClose}
      isReady={isSeen && tried.reply !== undefined}
      isRunning={carryOut.isRunning}
      failure={carryOut.failure}
      objection={tried.failure}
      onAct={() => void carryOut.run({ meetingId: meeting.id }).then((done) => done && onDone())}
    >
      <p>{say(words.more)}</p>
      {tried.reply?.plans.map((plan) => (
        <section key={plan.id}>
          <Note>
            {named(words.plan, plan)} · {say(words.by, { number: plan.resolution })}
          </Note>
          <Figures items={[{ label: say(words.payable), value: <Amount of={plan.payable} />, unit }]} />
        </section>
      ))}
      {tried.reply?.runs.map((run) => (
        <section key={run.id}>
          <Note>
            {named(words.run, run)} · {say(words.by, { number: run.resolution })}
          </Note>
          <RunToApprove
            runId={run.id}
            resolutionId={run.resolutionId}
            planId={tried.reply?.plans.find(({ period }) => period === run.period)?.id}
          />
          <p>
            <Link to="/dividends/$runId" params={{ runId: run.id }} onClick={onClose}>
              {say(words.lines)}
            </Link>
          </p>
        </section>
      ))}
      <Checkbox checked={isSeen} onChange={({ target }) => setSeen(target.checked)}>
        {say(words.seen)}
      </Checkbox>
    </Sheet>
  );
}
