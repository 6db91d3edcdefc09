/** From what a field is chosen that names a thing of the record: members, resolutions, classes, households, people who sign in. */
import type { FormLine } from '../../contract/form-lines.ts';
import { together, useAnswer, useWholeList, type Together } from './asking.ts';
import { useSay } from './language.ts';
import { useSession } from './session.ts';

export type Choices = Readonly<
  Record<string, readonly { readonly value: string; readonly label: string }[] | undefined>
>;

function keysOf(lines: readonly FormLine[]): readonly string[] {
  return lines.flatMap(({ key, lines: inner, variants }) => [
    key,
    ...keysOf(inner ?? []),
    ...(variants ?? []).flatMap((each) => keysOf(each.lines)),
  ]);
}

/** By the names of the fields, besides what the screen gives itself; what is still read or could not be, until it is there. */
export function useChoices(
  lines: readonly FormLine[],
  given: Choices,
  typed: readonly string[],
): { readonly choices: Choices | null; readonly asked: Together } {
  const say = useSay();
  const { may } = useSession();
  const keys = keysOf(lines).filter((key) => given[key] === undefined && !typed.includes(key));
  const has = (...some: readonly string[]) => some.some((key) => keys.includes(key));
  const asksMembers = has('member', 'memberId', 'successor', 'deceased') && may('register.read');
  const asksResolutions = has('resolutionId') && may('assemblies.read');
  const asksClasses = has('shareClass') && may('shares.read');
  const asksHouseholds = has('household') && may('register.read');
  const asksUsers = has('userId') && may('people.read');
  const members = useWholeList('listMembers', {}, (page) => page.members, { when: asksMembers });
  const resolutions = useWholeList('listResolutions', {}, (page) => page.resolutions, {
    when: asksResolutions,
  });
  const classes = useAnswer('listShareClasses', {}, { when: asksClasses });
  const households = useWholeList('listHouseholds', {}, (page) => page.households, { when: asksHouseholds });
  const users = useAnswer('listUsers', {}, { when: asksUsers });
  const asked = together(
    ...(asksMembers ? [members] : []),
    ...(asksResolutions ? [resolutions] : []),
    ...(asksClasses ? [classes] : []),
    ...(asksHouseholds ? [households] : []),
    ...(asksUsers ? [users] : []),
  );
  if (!asked.isThere) return { choices: null, asked };
  const people = members.rows.map(({ id, registerNumber, name }) => ({
    id,
    value: registerNumber,
    label: `${name} ${registerNumber}`,
  }));
  const choices: Choices = {
    ...(asksMembers && {
      member: people,
      successor: people,
      deceased: people,
      memberId: people.map(({ id, label }) => ({ value: id, label })),
    }),
    ...(asksResolutions && {
      resolutionId: resolutions.rows
        .filter(({ outcome }) => outcome === 'adopted')
        .map(({ id, number, title, decidedOn }) => ({
          value: id,
          label: `${number} ${title} (${decidedOn})`,
        }))
        .reverse(),
    }),
    ...(asksClasses && {
      shareClass: classes.data?.classes.map(({ code, name, nameEn }) => ({
        value: code,
        label: say({ zh: name, en: nameEn ?? name }),
      })),
    }),
    ...(asksHouseholds && {
      household: households.rows.map(({ number, groupName }) => ({
        value: number,
        label: [number, groupName].filter((part) => part !== null && part !== '').join(' '),
      })),
    }),
    ...(asksUsers && {
      userId: users.data?.users.map(({ userId, displayName, userName }) => ({
        value: userId,
        label: `${displayName} ${userName}`,
      })),
    }),
    ...given,
  };
  return { choices, asked };
}
