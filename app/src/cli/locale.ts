export type Locale = 'fr' | 'en';

/** The language to speak: asked for with `--lang`, or else that of the machine as POSIX tells it. */
export function localeOf(asked: string | undefined, environment: NodeJS.ProcessEnv): Locale {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return /^fr/i.test(asked ?? (LC_ALL || LC_MESSAGES || LANG || '')) ? 'fr' : 'en';
}
