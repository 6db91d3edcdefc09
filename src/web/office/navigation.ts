/** What stands at the left of every screen, in the order of the work. Nobody sees a place that they may not enter. */
import type { LinkProps } from '@tanstack/react-router';
import type { Sentence } from '../../domain/language.ts';
import type { Action } from '../../domain/permission.ts';

interface Place {
  readonly to: Exclude<LinkProps['to'], undefined>;
  readonly name: Sentence;
  readonly action: Action;
}

export const navigation: readonly Place[] = [
  { to: '/', name: { zh: '半年工作台', en: 'Half-year' }, action: 'runs.read' },
  { to: '/members', name: { zh: '成员名册', en: 'Members' }, action: 'register.read' },
  { to: '/books', name: { zh: '账务', en: 'Books' }, action: 'books.read' },
];
