import { fail, redirect } from '@sveltejs/kit';
import { lifetimes } from '#lib/host/access/lifetimes.ts';
import { readPostSettings } from '#lib/post/data.server.ts';
import { emailAddress } from '#lib/post/emailAddress.ts';
import { forgetPost, keepPost } from '#lib/post/mutations.server.ts';
import { type PostForm, readPost } from '#lib/post/schema.ts';
import { sendLetter } from '#lib/post/sendLetter.ts';
import { m } from '#lib/words/messages.js';
import { fieldText } from '../fieldText.ts';
import { note } from '../note.server.ts';
import type { Actions, PageServerLoad } from './$types';

const dones = ['saved', 'sent', 'forgotten'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { roster } = locals.house;
  return {
    hasRoster: roster !== undefined,
    settings: roster && (await readPostSettings(roster.db)),
    done: dones.find((done) => done === url.searchParams.get('done')),
    sure: locals.visitor!.session.sure,
    own: locals.visitor!.account !== undefined,
    minutes: lifetimes.sureMinutes,
  };
};

/** Codes and links go through this server: whoever chooses it could read them, and come in as anybody. */
export const actions: Actions = {
  async save({ locals, request }) {
    const { roster } = locals.house;
    if (!roster) return fail(409, { noRoster: true });
    const form = await request.formData();
    const field = (name: keyof PostForm) => fieldText(form, name);
    const given: PostForm = {
      host: field('host'),
      port: field('port'),
      tls: field('tls'),
      login: field('login'),
      password: field('password'),
      sender_name: field('sender_name'),
      sender_address: field('sender_address'),
    };
    // What comes back to the page is all but the password.
    const { password: _, ...values } = given;
    if (!locals.visitor!.session.sure) return fail(403, { values, refused: true });
    const read = readPost(given);
    if ('faults' in read) return fail(400, { values, faults: read.faults });
    const fault = await keepPost(roster.db, read.settings);
    if (fault) return fail(400, { values, faults: { password: fault } });
    await note(locals, { act: 'post' });
    redirect(303, '/host/post?done=saved');
  },

  async test({ locals, request }) {
    const { roster } = locals.house;
    if (!roster) return fail(409, { noRoster: true });
    const typed = fieldText(await request.formData(), 'to');
    const to = emailAddress(typed);
    if (to === undefined) return fail(400, { to: typed.slice(0, 300), toFault: true });
    const lang = locals.lang;
    const notSent = await sendLetter(roster.db, {
      to,
      subject: m.post_test_subject({}, { locale: lang }),
      text: m.post_test_text({}, { locale: lang }),
      lang,
    });
    if (notSent) return fail(502, { to, notSent });
    redirect(303, '/host/post?done=sent');
  },

  async forget({ locals }) {
    const { roster } = locals.house;
    if (!roster) return fail(409, { noRoster: true });
    if (!locals.visitor!.session.sure) return fail(403, { refused: true });
    await forgetPost(roster.db);
    await note(locals, { act: 'post' });
    redirect(303, '/host/post?done=forgotten');
  },
};
