import { createTransport } from 'nodemailer';

/** A letter in plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Hands letters to a mail server. */
export interface Mailer {
  /** False when the mail server did not take it; why is in the log. Never throws. */
  send(mail: Mail): Promise<boolean>;
}

interface MailerOptions {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  url: string;
  /** `Muster <muster@example.com>` */
  from: string;
  log: { warn(fields: object, message: string): void };
}

/** A mail server that does not answer holds nobody up for longer than this, in milliseconds. */
const patienceMs = 10_000;

/**
 * Mail by SMTP. A password is sent over TLS only, unless the mail server is on this machine or the URL says
 * `?requireTLS=false`.
 */
export function createSmtpMailer({ url, from, log }: MailerOptions): Mailer {
  const { username, hostname, searchParams } = new URL(url);
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  const transport = createTransport({
    url,
    ...(username !== '' && !local && !searchParams.has('requireTLS') ? { requireTLS: true } : {}),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    // A letter is text of ours: it attaches no file and fetches nothing.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
        return true;
      } catch (error) {
        log.warn({ err: error }, 'the mail server did not take a mail');
        return false;
      }
    },
  };
}
