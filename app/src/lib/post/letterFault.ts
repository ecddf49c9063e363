/** Why a letter did not leave; the sentence for people is chosen from it at the edge. */
export type LetterFault =
  /** No mail server is set up. */
  | 'no-settings'
  /** No machine has the name of the mail server. */
  | 'unknown-host'
  /** Nobody answers there, or nobody who speaks as a mail server does. */
  | 'unreachable'
  /** The line cannot be sealed in the way that was set up. */
  | 'no-tls'
  /** The line could be sealed, but this machine does not trust who is at its end. */
  | 'certificate'
  /** The server wants another name or password, or any. */
  | 'password'
  /** The server does not let this sender write. */
  | 'sender'
  /** The server does not take letters to this address. */
  | 'recipient'
  /** The server does not take this letter. */
  | 'refused'
  /** The server asks to come back later. */
  | 'later'
  /** The line broke while the letter was on it: it may have left or not. */
  | 'cut';

/** A letter that did not leave, or of which nobody knows. */
export interface NotSent {
  readonly fault: LetterFault;
  /** What the server said, where it said something: one line. */
  readonly said?: string;
}

/** What `nodemailer` tells of a failure. */
interface Failure {
  readonly code?: string;
  /** The code that the system gave it. */
  readonly originalCode?: string;
  readonly response?: string;
  readonly responseCode?: number;
  /** The SMTP command that was answered; `CONN` for the line, `API` for what was never said. */
  readonly command?: string;
  readonly timeoutType?: string;
}

/** Signs of a server's own words that are kept. */
const LONGEST = 300;

/** Of a line that was never there, nothing went over it. */
const NEVER_THERE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTDOWN']);

const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ALTNAME/;

/** What an error of `nodemailer` means for whoever sent the letter; any other error is thrown again. */
export function letterFault(error: unknown): NotSent {
  const failure = error as Failure;
  const fault = faultOf(failure);
  if (!fault) throw error;
  const said = failure.response
    ?.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
  return { fault, ...(said && { said }) };
}

function faultOf({ code, originalCode = '', responseCode, command = '', timeoutType }: Failure) {
  const later = responseCode !== undefined && responseCode >= 400 && responseCode < 500;
  switch (code) {
    case 'EDNS':
      return 'unknown-host';
    case 'EAUTH':
    case 'ENOAUTH':
      return later ? 'later' : 'password';
    case 'EENVELOPE':
      if (responseCode === 530) return 'password';
      if (later) return 'later';
      if (command === 'RCPT TO' || (command === 'API' && responseCode === undefined)) return 'recipient';
      return command === 'MAIL FROM' ? 'sender' : 'refused';
    case 'EMESSAGE':
      return later ? 'later' : 'refused';
    case 'ETLS':
    case 'ESOCKET':
      if (UNTRUSTED.test(originalCode)) return 'certificate';
      if (code === 'ETLS' || /SSL|TLS/.test(originalCode)) return 'no-tls';
      return NEVER_THERE.has(originalCode) ? 'unreachable' : 'cut';
    case 'EPROTOCOL':
      return 'unreachable';
    case 'ETIMEDOUT':
      return timeoutType === 'SOCKET_TIMEOUT' ? 'cut' : 'unreachable';
    case 'ECONNECTION':
      return later ? 'later' : 'cut';
    default:
      return undefined;
  }
}
