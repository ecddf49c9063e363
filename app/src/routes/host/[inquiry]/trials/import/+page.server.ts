import { gunzipSync, gzipSync } from 'node:zlib';
import { fail } from '@sveltejs/kit';
import { InputError } from '#lib/files/InputError.ts';
import { readCsv } from '#lib/files/readCsv.ts';
import { sentence } from '#lib/files/sentence.ts';
import type { NoFigure } from '#lib/questions/gains/broughtFile.ts';
import { rolloutSaid } from '#lib/questions/gains/rolloutSaid.ts';
import { degreesOf, formatsOf, trialSaid } from '#lib/questions/gains/trialSaid.ts';
import { m } from '#lib/words/messages.js';
import { fieldText } from '../../../fieldText.ts';
import { gainsIn } from '../trialsOf.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Bytes of a file; it comes back with the form that says what its columns are, and is nowhere here between. */
const LARGEST = 500_000;
const kinds = ['trial', 'rollout'] as const;
type Kind = (typeof kinds)[number];

export const load: PageServerLoad = async ({ locals, params }) => {
  await gainsIn(locals, params.inquiry);
};

export const actions: Actions = {
  /** Reads the header, and asks what its columns say. */
  async read({ locals, params, request }) {
    await gainsIn(locals, params.inquiry);
    const form = await request.formData();
    const kind = kinds.find((one) => one === fieldText(form, 'kind'));
    if (!kind) return fail(400, { problem: 'kind' } as const);
    const file = form.get('file');
    if (!(file instanceof File) || file.size === 0) return fail(400, { problem: 'missing', kind } as const);
    if (file.size > LARGEST) return fail(400, { problem: 'large', kind } as const);
    const bytes = new Uint8Array(await file.arrayBuffer());
    try {
      return { kind, brought: await brought(bytes, file.name) };
    } catch (error) {
      if (error instanceof InputError)
        return fail(400, { kind, refused: sentence(error, locals.lang) ?? '' });
      throw error;
    }
  },

  /** Has the engine measure it, off this thread. */
  async reckon({ locals, params, request }) {
    await gainsIn(locals, params.inquiry);
    const { engine } = locals.house;
    const { lang } = locals;
    const form = await request.formData();
    const kind = kinds.find((one) => one === fieldText(form, 'kind'));
    const bytes = unpacked(fieldText(form, 'packed'));
    if (!kind || !bytes) return fail(400, { problem: 'expired' } as const);
    const file = fieldText(form, 'name').slice(0, 200);
    const picked = pickedIn(form, kind);
    try {
      const given = { kind, brought: await brought(bytes, file), picked };
      const { outcome, treatment, cluster, unit, time, cohort } = picked.one;
      if (!outcome || (kind === 'trial' ? !treatment : !(unit && time && cohort))) {
        return fail(400, { ...given, problem: 'columns' } as const);
      }
      if (kind === 'trial') {
        const { covariates, fixed, log } = picked;
        const columns = {
          ...{ outcome, treatment: treatment!, covariates, fixed, log },
          ...(cluster && { cluster }),
        };
        const measured = await engine.trialFile({ file, bytes, columns });
        if ('code' in measured) return fail(400, { ...given, refused: why(measured, lang) });
        return { ...given, said: saidOfTrial(measured, columns, lang) };
      }
      const columns = { outcome, unit: unit!, time: time!, cohort: cohort! };
      const measured = await engine.rolloutFile({ file, bytes, columns, control: picked.control });
      if ('code' in measured) return fail(400, { ...given, refused: why(measured, lang) });
      return { ...given, said: saidOfRollout(measured, lang) };
    } catch (error) {
      if (error instanceof InputError) return fail(400, { kind, refused: sentence(error, lang) ?? '' });
      throw error;
    }
  },
};

/** What comes back to the page of a file: itself, folded, and its header. */
async function brought(bytes: Uint8Array, name: string) {
  let header: readonly string[] = [];
  let rows = 0;
  async function* once() {
    yield bytes;
  }
  await readCsv(
    once(),
    name,
    (columns) => {
      header = [...columns];
    },
    () => {
      rows++;
    },
  );
  const packed = gzipSync(bytes).toString('base64url');
  return { name, rows, header: [...new Set(header)].filter((column) => column !== ''), packed };
}

function unpacked(field: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(gunzipSync(Buffer.from(field, 'base64url'), { maxOutputLength: LARGEST }));
  } catch {
    return undefined;
  }
}

/** Which columns were chosen, as the form sent them. */
function pickedIn(form: FormData, kind: Kind) {
  const names =
    kind === 'trial' ? ['outcome', 'treatment', 'cluster'] : ['outcome', 'unit', 'time', 'cohort'];
  const all = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  return {
    one: Object.fromEntries(names.map((name) => [name, fieldText(form, name)])) as Record<
      string,
      string | undefined
    >,
    covariates: all('covariates'),
    fixed: all('fixed'),
    log: fieldText(form, 'log') === 'yes',
    control: fieldText(form, 'control') === 'notyet' ? ('notyet' as const) : ('never' as const),
  };
}

function why({ code, details }: NoFigure, lang: 'fr' | 'en'): string {
  return sentence(new InputError(code, details), lang) ?? '';
}

function saidOfTrial(...[measured, columns, lang]: Parameters<typeof trialSaid>) {
  const { counts, findings, cautions } = trialSaid(measured, columns, lang);
  const { covariance, degrees, engine, version, seed } = measured.method;
  const how = {
    ...{ covariance, engine, version, seed },
    degrees: degreesOf(degrees, lang),
    df: formatsOf(lang).number(measured.df),
  };
  return {
    counts,
    findings,
    series: [],
    checks: [],
    cautions,
    method: m.trial_import_method_trial(how, { locale: lang }),
  };
}

function saidOfRollout(...[measured, lang]: Parameters<typeof rolloutSaid>) {
  const { control, engine, version } = measured.method;
  const compared = control === 'never' ? m.cli_rollout_control_never : m.cli_rollout_control_notyet;
  const how = { control: compared({}, { locale: lang }), engine, version };
  return {
    ...rolloutSaid(measured, lang),
    cautions: [],
    method: m.trial_import_method_rollout(how, { locale: lang }),
  };
}
