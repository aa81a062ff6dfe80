import type { Config } from '../config/config';
import { createSmtpMailer, type Mailer } from './mailer';

/** The mailer of this installation; undefined when it sends no mail. */
export const createMailer = (
  mail: Config['mail'],
  log: { warn(fields: object, message: string): void },
): Mailer | undefined => mail && createSmtpMailer({ url: mail.smtpUrl.reveal(), from: mail.from, log });
