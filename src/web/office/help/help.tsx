/** The manual, as it lies in docs/manual: a task a page, with its pictures. */
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useLanguage, useSay } from '../../shared/language.ts';
import { Page } from '../../shared/page.tsx';
import { Failed, Loading } from '../../shared/states.tsx';
import { manualOf, piecesOf, type Block } from './manual-text.ts';
import './help.css';

const words = {
  title: { zh: '使用说明书', en: 'Manual' },
  tasks: { zh: '各节', en: 'Tasks' },
  before: { zh: '上一节', en: 'Before' },
  next: { zh: '下一节', en: 'Next' },
} as const satisfies Record<string, Sentence>;

async function fetched(language: string): Promise<string> {
  const reply = await fetch(`/manual/${language}.md`);
  if (!reply.ok) throw new Error(reply.statusText);
  return reply.text();
}

export function Help(): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { task: wanted } = useSearch({ from: '/help' });
  const manual = useQuery({
    queryKey: ['manual', language],
    queryFn: () => fetched(language),
    staleTime: Infinity,
  });
  if (manual.error !== null) return <Failed error={manual.error} again={() => void manual.refetch()} />;
  if (manual.data === undefined) return <Loading rows={12} />;
  const { before, tasks } = manualOf(manual.data);
  const at = Math.max(
    0,
    tasks.findIndex(({ id }) => id === wanted),
  );
  const task = tasks[at];
  if (task === undefined) return <Loading rows={12} />;
  const beside = (index: number, word: Sentence) => {
    const other = tasks[index];
    return (
      other && (
        <Link to="/help" search={{ task: other.id }} className="button">
          {say(word)}
        </Link>
      )
    );
  };
  return (
    <Page
      title={task.title}
      kicker={say(words.title)}
      action={
        <span className="beside">
          {beside(at - 1, words.before)}
          {beside(at + 1, words.next)}
        </span>
      }
    >
      <div className="manual">
        <nav aria-label={say(words.tasks)}>
          <ol>
            {tasks.map(({ id, title }) => (
              <li key={id}>
                <Link
                  to="/help"
                  search={{ task: id }}
                  {...(id === task.id && { className: 'here', 'aria-current': 'page' as const })}
                >
                  {title}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <article>
          <Blocks blocks={at === 0 ? [...before, ...task.blocks] : task.blocks} />
        </article>
      </div>
    </Page>
  );
}

function Blocks({ blocks }: { readonly blocks: readonly Block[] }): ReactElement {
  return (
    <>
      {blocks.map((block, index) => (
        <One key={index} block={block} />
      ))}
    </>
  );
}

function One({ block }: { readonly block: Block }): ReactElement {
  if (block.is === 'head')
    return (
      <h2>
        <Pieces of={block.text} />
      </h2>
    );
  if (block.is === 'text')
    return (
      <p>
        <Pieces of={block.text} />
      </p>
    );
  if (block.is === 'picture')
    return (
      <figure>
        <a href={`/manual/pictures/${block.file}`}>
          <img src={`/manual/pictures/${block.file}`} alt={block.text} loading="lazy" />
        </a>
        <figcaption>{block.text}</figcaption>
      </figure>
    );
  const items = block.items.map((item, index) => (
    <li key={index}>
      <Pieces of={item} />
    </li>
  ));
  return block.isNumbered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Pieces({ of }: { readonly of: string }): ReactElement {
  return (
    <>
      {piecesOf(of).map(({ as, text }, index) =>
        as === 'bold' ? <b key={index}>{text}</b> : as === 'code' ? <kbd key={index}>{text}</kbd> : text,
      )}
    </>
  );
}
