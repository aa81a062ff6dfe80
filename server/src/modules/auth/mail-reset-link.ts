import type { UserId } from '@muster/schema';
import type { Mailer } from '../../mail/mailer';
import { passwordResetMail } from '../../mail/messages';
import type { AuthLog } from './auth-log';
import type { DeliverResetLink } from './password-reset';
import type { PasswordResetRepository } from './password-reset.repository';

/** Most links that work at once, so that nobody fills another person's mailbox. */
const mostLinks = 5;

/** Mails links for a new password, at most five an hour to one person. */
export function mailResetLinks(links: PasswordResetRepository, mailer: Mailer, log: AuthLog): DeliverResetLink {
  async function deliver(person: { id: string; email: string }, link: string): Promise<void> {
    // The link of this request is among them.
    if ((await links.countLinks(person.id as UserId, new Date())) > mostLinks) return;
    await mailer.send(passwordResetMail({ to: person.email, link }));
  }
  return (person, link) =>
    void deliver(person, link).catch((error) => log.error({ err: error }, 'a link for a new password was not mailed'));
}
