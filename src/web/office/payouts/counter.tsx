/**
 * What waits and what goes over the counter: claims that no bank takes, with since when and why; paid in cash with a slip to sign;
 * holders reminded, debts set off, estates divided. Each is confirmed by another where the rules ask for one.
 */
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { accountWords, holdWords, payoutStateWords, setOffStateWords } from '../../../domain/words.ts';
import { Amount, grouped } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useChange, useWholeList } from '../../shared/asking.ts';
import type { Input as InputOf, Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Field, goOnAtEnter } from '../../shared/form.tsx';
import { useSay, type Say } from '../../shared/language.ts';
import { Page, Part, State } from '../../shared/page.tsx';
import { periodInWords, todayInChina } from '../../shared/period.ts';
import { isFoundBy, useSpelling } from '../../shared/search.ts';
import { useSession } from '../../shared/session.ts';
import { Dialog, Sheet } from '../../shared/sheet.tsx';
import { Slips } from '../../shared/slips.tsx';
import { Empty, Failed, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Claim = Reply<'listWaitingClaims'>['claims'][number];
type SetOff = Reply<'listPayoutSetOffs'>['setOffs'][number];
type Cash = Reply<'listPayoutCash'>['cash'][number];

const words = {
  back: { zh: '发放', en: 'Payout' },
  title: { zh: '现金柜台', en: 'Cash counter' },
  pay: { zh: '现金付款 {count} 笔', en: 'Pay {count} in cash' },
  act: { zh: '登记现金付款', en: 'Enter the cash' },
  more: {
    zh: '核对领取人身份后付款，请其在单据上签字。登记人不能自己冲销。',
    en: 'See who it is, pay, and have the slip signed. Whoever enters it does not strike it.',
  },
  on: { zh: '付款日', en: 'Paid on' },
  proxy: { zh: '{name} 的代领人（本人领取不填）', en: 'Who fetches it for {name} (empty: in person)' },
  sum: { zh: '合计', en: 'Together' },
  choose: { zh: '选择', en: 'Choose' },
  find: { zh: '查找', en: 'Find' },
  findHelp: { zh: '姓名、拼音、编号', en: 'Name, pinyin or number' },
  found: { zh: '{count} / {all} 笔', en: '{count} of {all}' },
  slipNumber: { zh: '单号', en: 'Slip' },
  number: { zh: '编号', en: 'Number' },
  payee: { zh: '领取人', en: 'Payee' },
  run: { zh: '分红', en: 'Dividend' },
  runOf: { zh: '{period}，第 {number} 号', en: '{period}, No. {number}' },
  state: { zh: '状态', en: 'State' },
  why: { zh: '原因', en: 'Why' },
  open: { zh: '待付', en: 'Open' },
  due: { zh: '应付日', en: 'Due' },
  limitation: { zh: '时效至', en: 'Limitation' },
  steps: { zh: '办理', en: 'Act' },
  remind: { zh: '登记催告', en: 'Reminded' },
  remindMore: {
    zh: '由另一人确认后，时效自催告日重新计算。',
    en: 'Once another person confirms it the limitation runs anew from that day.',
  },
  estate: { zh: '分配遗产', en: 'Divide an estate' },
  estateMore: {
    zh: '已故持有人的暂存款按份数分给继承人；由另一人复核后生效。',
    en: 'What waits of somebody deceased goes to the heirs by their parts; another person confirms it.',
  },
  undo: { zh: '撤销遗产分配', en: 'Take a division back' },
  waiting: { zh: '待领和暂存', en: 'Waiting' },
  none: { zh: '没有待领或暂存的款项', en: 'Nothing waits' },
  noneMore: {
    zh: '银行退回两次、没有账号、低于起付额、冻结或继承未定的款项列在这里。',
    en: 'What came back twice, has no account, lies below the minimum, is frozen or awaits heirs is listed here.',
  },
  cash: { zh: '现金单据', en: 'Cash' },
  noCash: { zh: '还没有现金收付。', en: 'No cash yet.' },
  slip: { zh: '{house}现金单 {number}', en: '{house}: slip {number}' },
  of: { zh: '{kind} {number}', en: '{kind} {number}' },
  paid: { zh: '付', en: 'paid' },
  received: { zh: '收', en: 'received' },
  amount: { zh: '金额', en: 'Amount' },
  capitals: { zh: '大写', en: 'In capitals' },
  byProxy: { zh: '代领人', en: 'Fetched by' },
  strike: { zh: '冲销', en: 'Strike' },
  struck: { zh: '已冲销', en: 'struck' },
  print: { zh: '打印', en: 'Print' },
  close: { zh: '完成', en: 'Done' },
  setOffs: { zh: '抵扣', en: 'Set-offs' },
  setOff: { zh: '{name}应退 {amount} 元：抵扣', en: '{name} owes {amount} yuan: set off' },
  setOffAct: { zh: '申请抵扣', en: 'Ask for a set-off' },
  setOffMore: {
    zh: '应退的款项从另一次分红的待领款中抵扣；由另一人复核后生效。',
    en: 'What is owed comes off what waits of another dividend; another person confirms it.',
  },
  owedOf: { zh: '应退的分红', en: 'Owed of' },
  takenFrom: { zh: '从何抵扣', en: 'Taken from' },
  undoSetOff: { zh: '撤销', en: 'Strike' },
  signed: { zh: '领款人签字：＿＿＿＿＿＿＿＿　日期：{day}', en: 'Signed: ________________ on {day}' },
} as const satisfies Record<string, Sentence>;

/** What may be handed over a counter, or brought back over it. */
const handed: readonly Claim['state'][] = [
  'payable',
  'no-account',
  'account-unconfirmed',
  'below-minimum',
  'returned',
  'returned-twice',
  'owed',
];

const keyOf = ({ runId, kind, number, part }: Claim) => `${runId} ${kind} ${number} ${part}`;
const nameOf = ({ payee, number, kind }: Claim, say: Say) =>
  payee ?? (kind === 'member' ? number : `${say(accountWords[kind])} ${number}`);
const runOf = ({ period, run }: Pick<Claim, 'period' | 'run'>, say: Say) =>
  say(words.runOf, { period: periodInWords(period, say), number: run });

const holderOf = ({ kind, holder }: Cash, say: Say) =>
  say(words.of, { kind: say(accountWords[kind]), number: holder });

export function Counter(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isPaying, setPaying] = useState(false);
  const [slips, setSlips] = useState<readonly Cash[]>([]);
  const [find, setFind] = useState('');
  useSpelling();
  const claims = useWholeList('listWaitingClaims', {}, (page) => page.claims, { when: may('payouts.read') });
  if (!may('payouts.read')) return <NoPermission action="payouts.read" />;
  const paying = claims.rows.filter((claim) => chosen.has(keyOf(claim)));
  const shown =
    find.trim() === ''
      ? claims.rows
      : claims.rows.filter(({ payee, number }) => isFoundBy(find, { name: payee ?? '', numbers: [number] }));
  const { text, amount, day } = columnsOf<Claim>(say);
  const isChosen = (claim: Claim) => chosen.has(keyOf(claim));
  const toggle = (claim: Claim) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(keyOf(claim))) after.add(keyOf(claim));
      return after;
    });
  return (
    <Page
      title={say(words.title)}
      kicker={<Link to="/payouts">{say(words.back)}</Link>}
      action={
        <span className="beside">
          <Ask change="dividePayoutEstate" label={say(words.estate)} given={{}} width={640}>
            <p className="quiet">{say(words.estateMore)}</p>
          </Ask>
          <Ask change="undoPayoutEstate" label={say(words.undo)} given={{}} />
          {may('payouts.cash') && (
            <Button type="primary" disabled={paying.length === 0} onClick={() => setPaying(true)}>
              {say(words.pay, { count: paying.length })}
            </Button>
          )}
        </span>
      }
    >
      <Part title={say(words.waiting)}>
        {claims.error !== null ? (
          <Failed error={claims.error} again={claims.again} />
        ) : claims.rows.length === 0 ? (
          claims.isWhole && <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
        ) : (
          <div className="limited">
            <div className="filters" role="search">
              <Input
                aria-label={say(words.find)}
                placeholder={say(words.findHelp)}
                style={{ width: 260 }}
                allowClear
                value={find}
                onChange={({ target }) => setFind(target.value)}
              />
            </div>
            <Table
              label={say(words.waiting)}
              rows={shown}
              keyOf={keyOf}
              note={say(words.found, { count: shown.length, all: claims.rows.length })}
              columns={[
                ...(may('payouts.cash')
                  ? [
                      text(
                        'choose',
                        '',
                        44,
                        () => '',
                        (claim) =>
                          handed.includes(claim.state) && (
                            <Checkbox
                              aria-label={`${say(words.choose)} ${nameOf(claim, say)} ${runOf(claim, say)}`}
                              checked={isChosen(claim)}
                              onChange={() => toggle(claim)}
                            />
                          ),
                      ),
                    ]
                  : []),
                text('number', say(words.number), 90, ({ number }) => number),
                text('payee', say(words.payee), 110, ({ payee }) => payee ?? '—'),
                text('run', say(words.run), 190, (claim) => runOf(claim, say)),
                text(
                  'state',
                  say(words.state),
                  160,
                  ({ state }) => say(payoutStateWords[state]),
                  ({ state }) => (
                    <State tone={handed.includes(state) ? 'next' : 'waiting'}>
                      {say(payoutStateWords[state])}
                    </State>
                  ),
                ),
                text('why', say(words.why), 110, ({ held }) => heldInWords(held, say)),
                amount('open', say(words.open), 100, ({ open }) => open),
                day('due', say(words.due), ({ dueOn }) => dueOn),
                day('limitation', say(words.limitation), ({ limitationOn }) => limitationOn),
                ...(may('payouts.prepare')
                  ? [
                      text(
                        'steps',
                        say(words.steps),
                        120,
                        () => '',
                        ({ kind, number }) =>
                          (kind === 'member' || kind === 'household') && (
                            <Ask
                              change="remindHolder"
                              label={say(words.remind)}
                              given={{ kind, number }}
                              small
                            >
                              <p className="quiet">{say(words.remindMore)}</p>
                            </Ask>
                          ),
                      ),
                    ]
                  : []),
              ]}
            />
          </div>
        )}
      </Part>
      <SetOffs claims={claims.rows} />
      <CashPaid />
      {isPaying && (
        <PaySheet
          claims={paying}
          onClose={() => setPaying(false)}
          onPaid={(cash) => {
            setPaying(false);
            setChosen(new Set());
            setSlips(cash);
          }}
        />
      )}
      {slips.length > 0 && <CashSlips cash={slips} onClose={() => setSlips([])} />}
    </Page>
  );
}

function heldInWords(held: string | null, say: Say): string {
  const known: Readonly<Record<string, Sentence | undefined>> = holdWords;
  const found = held === null ? undefined : known[held];
  return found === undefined ? '' : say(found);
}

function PaySheet(props: {
  readonly claims: readonly Claim[];
  readonly onClose: () => void;
  readonly onPaid: (cash: readonly Cash[]) => void;
}): ReactElement {
  const say = useSay();
  const { claims, onClose, onPaid } = props;
  const enter = useChange('enterPayoutCash');
  const [handedOn, setHandedOn] = useState(todayInChina());
  const [proxies, setProxies] = useState<Readonly<Record<string, string>>>({});
  const sum = claims.reduce((whole, { open }) => whole.plus(Money.parse(open)), Money.zero);
  const payments = claims.flatMap((claim): InputOf<'enterPayoutCash'>['payments'] => {
    const { runId, kind, number, part } = claim;
    if (kind !== 'member' && kind !== 'household') return [];
    const proxy = proxies[keyOf(claim)]?.trim() ?? '';
    return [{ runId, kind, number, part, ...(proxy !== '' && { proxy }) }];
  });
  return (
    <Sheet
      title={say(words.act)}
      act={say(words.act)}
      width={640}
      onClose={onClose}
      isRunning={enter.isRunning}
      failure={enter.failure}
      onAct={() => void enter.run({ handedOn, payments }).then((done) => done && onPaid(done.cash))}
    >
      <p className="quiet">{say(words.more)}</p>
      <ul className="plain-list scrolled">
        {claims.map((claim) => (
          <li key={keyOf(claim)}>
            <b>
              {nameOf(claim, say)} <small>{claim.number}</small>
            </b>
            <span>{runOf(claim, say)}</span>
            <Amount of={claim.open} />
          </li>
        ))}
        <li>
          <b>{say(words.sum)}</b>
          <b>
            <Amount of={sum.toString()} />
          </b>
        </li>
      </ul>
      <div onKeyDown={goOnAtEnter}>
        <Field label={say(words.on)} at="/handedOn">
          {(place) => (
            <Input
              {...place}
              type="date"
              max={todayInChina()}
              value={handedOn}
              onChange={({ target }) => setHandedOn(target.value)}
            />
          )}
        </Field>
        {claims.map((claim, index) => (
          <Field
            key={keyOf(claim)}
            label={say(words.proxy, { name: nameOf(claim, say) })}
            at={`/payments/${index}`}
          >
            {(place) => (
              <Input
                {...place}
                maxLength={60}
                value={proxies[keyOf(claim)] ?? ''}
                onChange={({ target }) =>
                  setProxies((before) => ({ ...before, [keyOf(claim)]: target.value }))
                }
              />
            )}
          </Field>
        ))}
      </div>
    </Sheet>
  );
}

/** One slip a payment, to be signed; nothing else of the page is printed. */
function CashSlips({
  cash,
  onClose,
}: {
  readonly cash: readonly Cash[];
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const house = useSession().cooperative.name;
  return (
    <Dialog title={say(words.cash)} onClose={onClose} width={640}>
      <div className="sheet-body">
        <Slips>
          {cash.map((each) => (
            <section key={each.id} className="slip">
              <b>{say(words.slip, { house, number: each.number })}</b>
              <p>
                {say(words.payee)} <b>{each.payee ?? '—'}</b>（{holderOf(each, say)}） · {say(words.run)}{' '}
                {runOf(each, say)}
              </p>
              <p>
                {say(words[each.direction])} <Amount of={each.amount} />
              </p>
              <p>
                {say(words.capitals)} {each.amountInCapitals}
              </p>
              {each.proxy !== null && (
                <p>
                  {say(words.byProxy)} {each.proxy}
                </p>
              )}
              <p>{say(words.signed, { day: each.handedOn })}</p>
            </section>
          ))}
        </Slips>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
        }}
      >
        <footer>
          <Button onClick={() => window.print()}>{say(words.print)}</Button>
          <Button type="primary" htmlType="submit">
            {say(words.close)}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** What holders owe, taken off what waits for them: asked for by one, confirmed by another. */
function SetOffs({ claims }: { readonly claims: readonly Claim[] }): ReactElement | null {
  const say = useSay();
  const found = useWholeList('listPayoutSetOffs', {}, (page) => page.setOffs);
  const runs = useWholeList('listRuns', {}, (page) => page.runs);
  const runOfId = (id: string) => {
    const run = runs.rows.find((each) => each.id === id);
    return run === undefined
      ? '…'
      : say(words.runOf, { period: periodInWords(run.period, say), number: run.number });
  };
  const { text, amount } = columnsOf<SetOff>(say);
  const owing = claims.filter(({ state }) => state === 'owed');
  if (found.error !== null) return <Failed error={found.error} again={found.again} />;
  if (found.rows.length === 0 && owing.length === 0) return null;
  return (
    <Part title={say(words.setOffs)}>
      {owing.length > 0 && (
        <p className="beside wrapped">
          {owing.map((claim) => (
            <SetOffWish key={keyOf(claim)} owed={claim} claims={claims} />
          ))}
        </p>
      )}
      {found.rows.length > 0 && (
        <div className="limited">
          <Table
            label={say(words.setOffs)}
            rows={[...found.rows].reverse()}
            keyOf={({ id }) => id}
            toneOf={({ state }) => (state === 'sent-back' || state === 'struck' ? 'off' : undefined)}
            columns={[
              text('number', say(words.number), 90, ({ number }) => number),
              amount('amount', say(words.amount), 110, (each) => each.amount),
              text('owed', say(words.owedOf), 190, ({ owedRunId }) => runOfId(owedRunId)),
              text('against', say(words.takenFrom), 190, ({ againstRunId }) => runOfId(againstRunId)),
              text('state', say(words.state), 130, ({ state }) => say(setOffStateWords[state])),
              text('why', say(words.why), 180, ({ reason }) => reason),
              text(
                'steps',
                say(words.steps),
                90,
                () => '',
                ({ id, state }) =>
                  state === 'confirmed' && (
                    <Ask
                      change="strikePayoutSetOff"
                      label={say(words.undoSetOff)}
                      given={{ setOffId: id }}
                      small
                    />
                  ),
              ),
            ]}
          />
        </div>
      )}
    </Part>
  );
}

function SetOffWish(props: { readonly owed: Claim; readonly claims: readonly Claim[] }): ReactElement | null {
  const say = useSay();
  const { owed, claims } = props;
  const { kind, number } = owed;
  const waiting = claims.filter(
    (each) => each.kind === kind && each.number === number && each.state !== 'owed' && each.held === null,
  );
  if ((kind !== 'member' && kind !== 'household') || waiting.length === 0) return null;
  return (
    <Ask
      change="setOffPayout"
      label={say(words.setOff, { name: nameOf(owed, say), amount: grouped(owed.open.replace('-', '')) })}
      act={say(words.setOffAct)}
      given={{ kind, number, owedRunId: owed.runId }}
      choices={{
        againstRunId: waiting.map((each) => ({ value: each.runId, label: runOf(each, say) })),
      }}
      small
    >
      <p className="quiet">{say(words.setOffMore)}</p>
    </Ask>
  );
}

function CashPaid(): ReactElement {
  const say = useSay();
  const cash = useWholeList('listPayoutCash', {}, (page) => page.cash);
  const [shown, setShown] = useState<Cash | null>(null);
  const { text, amount, day } = columnsOf<Cash>(say);
  if (cash.error !== null) return <Failed error={cash.error} again={cash.again} />;
  return (
    <Part title={say(words.cash)}>
      {cash.rows.length === 0 ? (
        cash.isWhole && <p className="quiet">{say(words.noCash)}</p>
      ) : (
        <div className="limited">
          <Table
            label={say(words.cash)}
            rows={[...cash.rows].reverse()}
            keyOf={({ id }) => id}
            onOpen={setShown}
            toneOf={({ struck }) => (struck ? 'off' : undefined)}
            columns={[
              text('number', say(words.slipNumber), 70, ({ number }) => number),
              text('payee', say(words.payee), 110, ({ payee }) => payee ?? '—'),
              text('holder', say(words.number), 110, (each) => holderOf(each, say)),
              text('run', say(words.run), 190, (each) => runOf(each, say)),
              day('on', say(words.on), ({ handedOn }) => handedOn),
              text('way', say(words.state), 100, ({ direction, struck }) =>
                say(struck ? words.struck : words[direction]),
              ),
              amount('amount', say(words.amount), 130, (each) => each.amount),
              text('capitals', say(words.capitals), 260, ({ amountInCapitals }) => amountInCapitals),
              text('proxy', say(words.byProxy), 120, ({ proxy }) => proxy),
              text(
                'steps',
                say(words.steps),
                160,
                () => '',
                (each) => (
                  <span className="beside">
                    <Button size="small" onClick={() => setShown(each)}>
                      {say(words.print)}
                    </Button>
                    {!each.struck && (
                      <Ask
                        change="strikePayoutCash"
                        label={say(words.strike)}
                        given={{ cashId: each.id }}
                        small
                      />
                    )}
                  </span>
                ),
              ),
            ]}
          />
        </div>
      )}
      {shown !== null && <CashSlips cash={[shown]} onClose={() => setShown(null)} />}
    </Part>
  );
}
