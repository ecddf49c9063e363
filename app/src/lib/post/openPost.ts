import { createTransport } from 'nodemailer';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import { letterFault, type NotSent } from './letterFault.ts';
import { letterHtml } from './letterHtml.ts';

/** A letter to one person: the text that she reads, with addresses written out. */
export interface Letter {
  /** As `emailAddress` gives it. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly lang?: 'fr' | 'en';
}

/** A line to the mail server, for one letter after the other. */
export interface Post {
  /** Nothing once the server has taken the letter. */
  send(letter: Letter): Promise<NotSent | undefined>;
  close(): void;
}

/** Milliseconds that a server may take to be there, and then to answer. */
const PATIENCE = 15_000;

/**
 * Opens a line to the mail server that is set up, or says why there is none: then nothing was sent. Letters
 * go as plain text with the same in HTML; no picture, no receipt, no address but those in the text. None is
 * sent a second time by itself.
 */
export async function openPost(db: RosterDatabase): Promise<Post | NotSent> {
  const settings = await db.selectFrom('post').selectAll().executeTakeFirst();
  if (!settings) return { fault: 'no-settings' };
  const { host, port, tls, login, password, sender_name, sender_address } = settings;
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    maxRequeues: 0,
    host,
    port,
    secure: tls === 'tls',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(login !== null && { auth: { user: login, pass: password ?? '' } }),
    dnsTimeout: PATIENCE,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    // Whoever greets and lets in will be there for the letter: only what breaks after that is in doubt.
    await transport.verify();
  } catch (error) {
    transport.close();
    const { fault, ...rest } = letterFault(error);
    return { fault: fault === 'cut' ? 'unreachable' : fault, ...rest };
  }
  return {
    async send({ to, subject, text, lang }) {
      try {
        await transport.sendMail({
          from: { name: sender_name, address: sender_address },
          to: { name: '', address: to },
          subject: subject.replace(/[\p{Cc}\s]+/gu, ' ').trim(),
          text,
          html: letterHtml(text, lang),
          xMailer: false,
          // RFC 3834: nobody's machine answers that its owner is on leave.
          headers: { 'Auto-Submitted': 'auto-generated', ...(lang && { 'Content-Language': lang }) },
        });
        return undefined;
      } catch (error) {
        return letterFault(error);
      }
    },
    close: () => transport.close(),
  };
}
