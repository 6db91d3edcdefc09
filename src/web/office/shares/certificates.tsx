/** Share certificates: those in force, issued to one or to everybody who has none, replaced or declared void. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useMemo, useRef, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { certificateStateWords } from '../../../domain/words.ts';
import { Day, grouped } from '../../shared/amount.tsx';
import { useChange, useWholeList } from '../../shared/asking.ts';
import { addressOf, call, type Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Page, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Empty, Failed, Loading, NoPermission, Refusal } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { HolderPicker, useBook, type Book } from './holders.tsx';
import { holderName, partyOf, type Party } from './movement.ts';
import { Tabs } from './tabs.tsx';

type Certificate = Reply<'listCertificates'>['certificates'][number];

const words = {
  paper: { zh: '出证', en: 'Print' },
  title: { zh: '股权证', en: 'Share certificates' },
  issueOne: { zh: '颁发一张', en: 'Issue one' },
  issueAll: { zh: '批量颁发', en: 'Issue in bulk' },
  allMore: {
    zh: '有股份、还没有有效股权证的共 {count} 户头。逐张编号颁发，可以中途停下。',
    en: '{count} holders have shares and no certificate in force. Each gets one with its own number; you may stop on the way.',
  },
  progress: { zh: '已颁发 {done} / {count}', en: '{done} of {count} issued' },
  stop: { zh: '停下', en: 'Stop' },
  holder: { zh: '股东', en: 'Holder' },
  number: { zh: '证号', en: 'No.' },
  issuedOn: { zh: '颁发日', en: 'Issued on' },
  state: { zh: '状态', en: 'State' },
  ended: { zh: '止于', en: 'Ended' },
  why: { zh: '原因', en: 'Why' },
  only: { zh: '只看有效的', en: 'In force only' },
  act: { zh: '办理', en: 'Act' },
  replace: { zh: '换发', en: 'Replace' },
  void: { zh: '作废', en: 'Void' },
  replaceMore: {
    zh: '{holder} 的第 {number} 号证换发新证，旧证从此失效。',
    en: 'Certificate {number} of {holder} is replaced: the old one is void.',
  },
  voidMore: {
    zh: '{holder} 的第 {number} 号证作废，不再另发。',
    en: 'Certificate {number} of {holder} is void, and none takes its place.',
  },
  on: { zh: '日期', en: 'Day' },
  none: { zh: '还没有颁发过股权证', en: 'No certificate yet' },
  noneMore: {
    zh: '股份入册以后，给每个户头颁发一张。',
    en: 'Once shares are in the register, each holder gets one.',
  },
  count: { zh: '{count} 张', en: '{count} certificates' },
} as const satisfies Record<string, Sentence>;

export function Certificates(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const book = useBook();
  const certificates = useWholeList('listCertificates', {}, (page) => page.certificates, {
    when: may('shares.read'),
  });
  const language = useLanguage();
  const paper = useChange('printCertificate');
  const [isShort, setShort] = useState(true);
  const [sheet, setSheet] = useState<'one' | 'all' | null>(null);
  const [ending, setEnding] = useState<{ readonly how: 'replace' | 'void'; readonly of: Certificate } | null>(
    null,
  );
  const without = useMemo(() => {
    const have = new Set(
      certificates.rows.filter(({ state }) => state === 'valid').map(({ accountId }) => accountId),
    );
    return book.holders.filter(({ accountId, kind }) => !have.has(accountId) && kind !== 'collective');
  }, [book.holders, certificates.rows]);
  if (!may('shares.read')) return <NoPermission action="shares.read" />;
  const mayIssue = may('documents.issue');
  const shown = isShort ? certificates.rows.filter(({ state }) => state === 'valid') : certificates.rows;
  const nameOf = ({ accountId, holder }: Certificate) => book.ofAccount(accountId) || holder;
  const print = async (certificate: string) => {
    const printed = await paper.run({ certificate, language });
    if (printed !== undefined)
      window.open(addressOf('readDocumentContent', { documentId: printed.id }), '_blank', 'noreferrer');
  };
  return (
    <Page
      title={say(words.title)}
      action={
        mayIssue && (
          <span className="beside">
            <Button onClick={() => setSheet('one')}>{say(words.issueOne)}</Button>
            <Button type="primary" disabled={without.length === 0} onClick={() => setSheet('all')}>
              {say(words.issueAll)}
            </Button>
          </span>
        )
      }
    >
      <Tabs />
      <Refusal failure={paper.failure} />
      {certificates.error !== null ? (
        <Failed error={certificates.error} again={certificates.again} />
      ) : !certificates.isWhole ? (
        <Loading rows={8} />
      ) : certificates.rows.length === 0 ? (
        <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
      ) : (
        <>
          <div className="filters">
            <span>
              <Checkbox checked={isShort} onChange={({ target }) => setShort(target.checked)}>
                {say(words.only)}
              </Checkbox>
            </span>
          </div>
          <div className="limited">
            <Table
              label={say(words.title)}
              rows={shown}
              keyOf={({ id }) => id}
              toneOf={({ state }) => (state === 'valid' ? undefined : 'off')}
              note={say(words.count, { count: grouped(`${shown.length}`) })}
              columns={[
                {
                  key: 'number',
                  head: say(words.number),
                  width: 110,
                  cell: ({ number }) => number,
                  text: ({ number }) => number,
                },
                { key: 'holder', head: say(words.holder), width: 170, cell: nameOf, text: nameOf },
                {
                  key: 'state',
                  head: say(words.state),
                  width: 100,
                  cell: ({ state }) => (
                    <State tone={state === 'valid' ? 'done' : 'off'}>
                      {say(certificateStateWords[state])}
                    </State>
                  ),
                  text: ({ state }) => say(certificateStateWords[state]),
                },
                {
                  key: 'issued',
                  head: say(words.issuedOn),
                  width: 110,
                  cell: ({ issuedOn }) => <Day of={issuedOn} />,
                  text: ({ issuedOn }) => issuedOn,
                },
                {
                  key: 'ended',
                  head: say(words.ended),
                  width: 110,
                  cell: ({ endedOn }) => <Day of={endedOn} />,
                  text: ({ endedOn }) => endedOn,
                },
                {
                  key: 'why',
                  head: say(words.why),
                  width: 200,
                  cell: ({ endReason }) => endReason,
                  text: ({ endReason }) => endReason,
                },
                ...(mayIssue
                  ? [
                      {
                        key: 'act',
                        head: say(words.act),
                        width: 170,
                        cell: (of: Certificate) =>
                          of.state === 'valid' && (
                            <span className="beside">
                              <button type="button" className="as-link" onClick={() => void print(of.number)}>
                                {say(words.paper)}
                              </button>
                              {(['replace', 'void'] as const).map((how) => (
                                <button
                                  key={how}
                                  type="button"
                                  className="as-link"
                                  onClick={() => setEnding({ how, of })}
                                >
                                  {say(words[how])}
                                </button>
                              ))}
                            </span>
                          ),
                        text: () => '',
                      },
                    ]
                  : []),
              ]}
            />
          </div>
        </>
      )}
      {sheet === 'one' && <IssueOne book={book} onClose={() => setSheet(null)} />}
      {sheet === 'all' && <IssueAll parties={without.map(partyOf)} onClose={() => setSheet(null)} />}
      {ending !== null && (
        <Ending how={ending.how} of={ending.of} holder={nameOf(ending.of)} onClose={() => setEnding(null)} />
      )}
    </Page>
  );
}

function IssueOne({ book, onClose }: { readonly book: Book; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const issue = useChange('issueCertificate');
  const [party, setParty] = useState<Party | null>(null);
  const [issuedOn, setIssuedOn] = useState(todayInChina());
  return (
    <Sheet
      title={say(words.issueOne)}
      act={say(words.issueOne)}
      onClose={onClose}
      isReady={party !== null && issuedOn !== ''}
      isRunning={issue.isRunning}
      failure={issue.failure}
      onAct={() =>
        party !== null &&
        void issue.run({ holder: holderName(party), issuedOn }).then((done) => done && onClose())
      }
    >
      <Field label={say(words.holder)}>
        {(place) => (
          <HolderPicker
            book={book}
            place={place}
            value={party}
            among={(each) => book.held.has(each)}
            onPick={setParty}
          />
        )}
      </Field>
      <DayField label={say(words.issuedOn)} value={issuedOn} onChange={setIssuedOn} />
    </Sheet>
  );
}

/** One after the other under a key each, so that pressing again goes on where it stopped. */
function IssueAll(props: { readonly parties: readonly Party[]; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const kept = useQueryClient();
  // As it was when the sheet was opened: what is issued meanwhile leaves the list behind it.
  const [parties] = useState(props.parties);
  const [issuedOn, setIssuedOn] = useState(todayInChina());
  const [done, setDone] = useState(0);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const isStopped = useRef(false);
  async function run(): Promise<void> {
    setRunning(true);
    setFailure(null);
    isStopped.current = false;
    try {
      for (const party of parties.slice(done)) {
        if (isStopped.current) break;
        await call('issueCertificate', { holder: holderName(party), issuedOn });
        setDone((before) => before + 1);
      }
      if (!isStopped.current) props.onClose();
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setRunning(false);
      await kept.invalidateQueries();
    }
  }
  return (
    <Sheet
      title={say(words.issueAll)}
      act={say(words.issueAll)}
      onClose={() => {
        isStopped.current = true;
        props.onClose();
      }}
      isReady={issuedOn !== ''}
      isRunning={isRunning}
      failure={failure}
      onAct={() => void run()}
    >
      <p>{say(words.allMore, { count: grouped(`${parties.length}`) })}</p>
      <DayField label={say(words.issuedOn)} value={issuedOn} onChange={setIssuedOn} />
      {(isRunning || done > 0) && (
        <p className="progress" role="status">
          <progress aria-label={say(words.issueAll)} value={done} max={parties.length} />
          {say(words.progress, { done: grouped(`${done}`), count: grouped(`${parties.length}`) })}
          {isRunning && (
            <Button size="small" onClick={() => (isStopped.current = true)}>
              {say(words.stop)}
            </Button>
          )}
        </p>
      )}
    </Sheet>
  );
}

function Ending(props: {
  readonly how: 'replace' | 'void';
  readonly of: Certificate;
  readonly holder: string;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { how, of, holder, onClose } = props;
  const replace = useChange('replaceCertificate');
  const end = useChange('voidCertificate');
  const [on, setOn] = useState(todayInChina());
  const [reason, setReason] = useState('');
  const certificateId = of.id;
  const said = reason.trim();
  return (
    <Sheet
      title={say(words[how])}
      act={say(words[how])}
      onClose={onClose}
      isReady={on !== '' && said !== ''}
      isRunning={replace.isRunning || end.isRunning}
      failure={replace.failure ?? end.failure}
      onAct={() =>
        void (
          how === 'replace'
            ? replace.run({ certificateId, issuedOn: on, reason: said })
            : end.run({ certificateId, endedOn: on, reason: said })
        ).then((done) => done && onClose())
      }
    >
      <p>{say(how === 'replace' ? words.replaceMore : words.voidMore, { holder, number: of.number })}</p>
      <DayField label={say(words.on)} value={on} onChange={setOn} />
      <Field label={say(words.why)}>
        {(place) => <Input {...place} value={reason} onChange={({ target }) => setReason(target.value)} />}
      </Field>
    </Sheet>
  );
}

export function DayField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}): ReactElement {
  return (
    <Field label={props.label}>
      {(place) => (
        <Input
          {...place}
          type="date"
          value={props.value}
          onChange={({ target }) => props.onChange(target.value)}
        />
      )}
    </Field>
  );
}
