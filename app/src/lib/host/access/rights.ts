/** What an account may be given in an inquiry, and `host` of the whole instance. */
export const roles = ['host', 'moderator', 'reader', 'analyst'] as const;

export type Role = (typeof roles)[number];

/** A role somebody has; of the instance where it names no inquiry. */
export interface Held {
  readonly role: Role;
  readonly inquiry?: string;
}

/** `keeper` is a host of the instance, or whoever came in by its set-up link. */
export type Hat = Role | 'keeper';

/** Who may do what on one route. */
interface Rule {
  /** Who sees it: `anyone` is at the door without a name, `known` signed in, whatever her roles. */
  readonly see: 'anyone' | 'known' | readonly Hat[];
  /** Who may send its forms; nobody, where it is absent and nothing is said of the form. */
  readonly act?: 'anyone' | 'known' | readonly Hat[];
  /** Forms that others may send, by their names. */
  readonly but?: Readonly<Record<string, readonly Hat[]>>;
}

const hosts = ['host'] as const;
const moderators = ['moderator'] as const;
const forHosts = { see: hosts, act: hosts } as const;
const moderation = {
  accept: moderators,
  edit: moderators,
  refuse: moderators,
  merge: moderators,
  undo: moderators,
} as const;

/**
 * The one place where rights are written. Every route under `/host` has its line; one without is for nobody.
 * No line chooses among figures: they are released to everybody at once, and are read elsewhere.
 */
export const rules: Readonly<Record<string, Rule>> = {
  '/host': { see: 'known', act: 'known' },
  '/host/enter': { see: 'anyone' },
  '/host/enter/[token]': { see: 'anyone', act: 'anyone' },
  '/host/sign-in': { see: 'anyone', act: 'anyone' },
  '/host/sign-in/challenge': { see: 'anyone', act: 'anyone' },
  '/host/leave': { see: 'known', act: 'known' },
  '/host/keys': { see: 'known', act: 'known' },
  '/host/keys/challenge': { see: 'known', act: 'known' },
  '/host/new': { see: ['keeper'], act: ['keeper'] },
  '/host/post': { see: ['keeper'], act: ['keeper'] },
  '/host/team': forHosts,
  '/host/[inquiry]': forHosts,
  '/host/[inquiry]/setup': forHosts,
  '/host/[inquiry]/codes': forHosts,
  '/host/[inquiry]/codes/cards.pdf': forHosts,
  '/host/[inquiry]/people': forHosts,
  '/host/[inquiry]/people/[person]': forHosts,
  '/host/[inquiry]/people/cards': { see: hosts },
  '/host/[inquiry]/people/cards.pdf': forHosts,
  '/host/[inquiry]/people/letters': forHosts,
  '/host/[inquiry]/people/list': forHosts,
  '/host/[inquiry]/token': forHosts,
  '/host/[inquiry]/statements': forHosts,
  '/host/[inquiry]/statements/[statement]': forHosts,
  '/host/[inquiry]/moderation': { see: moderators, act: moderators },
  '/host/[inquiry]/moderation/waiting.json': { see: moderators },
  '/host/[inquiry]/comments': { see: moderators, act: moderators },
  '/host/[inquiry]/file': { see: ['host', 'reader'], act: hosts },
  '/host/[inquiry]/seance': forHosts,
  '/host/[inquiry]/seance/new': forHosts,
  '/host/[inquiry]/seance/paper': forHosts,
  '/host/[inquiry]/seance/forecast': forHosts,
  '/host/[inquiry]/seance/[number=number]': forHosts,
  '/host/[inquiry]/seance/[number=number]/run': { ...forHosts, but: moderation },
  '/host/[inquiry]/seance/[number=number]/phone': forHosts,
  '/host/[inquiry]/trials': { see: hosts },
  '/host/[inquiry]/trials/new': forHosts,
  '/host/[inquiry]/trials/import': forHosts,
  '/host/[inquiry]/trials/[number=number]': forHosts,
  '/host/[inquiry]/trials/[number=number]/size': { see: hosts },
  '/host/[inquiry]/log': { see: ['host', 'reader'] },
};

/** What somebody asks for: to see a route, or to send one of its forms. */
export interface Wish {
  readonly route: string;
  /** Name of the form, `default` where it has none; absent of a page that is only looked at. */
  readonly form?: string;
}

/**
 * The hat under which somebody may have her wish, the first that fits; nothing where she may not. `hats` is
 * absent of somebody who is not signed in. What no rule allows is refused.
 *
 * @example hatFor({ route: '/host/[inquiry]/setup' }, ['reader']) // undefined
 */
export function hatFor({ route, form }: Wish, hats: readonly Hat[] | undefined): Hat | 'none' | undefined {
  const rule = Object.hasOwn(rules, route) ? rules[route] : undefined;
  if (!rule) return undefined;
  const named = form !== undefined && rule.but && Object.hasOwn(rule.but, form) ? rule.but[form] : undefined;
  const allowed = form === undefined ? rule.see : (named ?? rule.act);
  if (allowed === undefined) return undefined;
  if (allowed === 'anyone') return hats?.[0] ?? 'none';
  if (allowed === 'known') return hats && (hats[0] ?? 'none');
  return allowed.find((hat) => hats?.includes(hat));
}
