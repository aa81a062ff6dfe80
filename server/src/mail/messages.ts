import type { Mail } from './mailer';

/** Names are written by others: one line, of a bearable length, and no address a mail program would make a link of. */
const nameIn = (text: string): string => {
  const line = text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/:\/\/|www\./gi, ' ')
    .trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The letter with the link of an invitation. */
export function invitationMail(about: {
  to: string;
  invitedBy: string;
  workspaceName: string;
  link: string;
  expiresAt: Date;
}): Mail {
  const [person, workspace] = [nameIn(about.invitedBy), nameIn(about.workspaceName)];
  return {
    to: about.to,
    subject: `${person} invites you to “${workspace}” on Muster`,
    text: [
      `${person} invites you to the workspace “${workspace}” on Muster.`,
      `Join with this link:\n${about.link}`,
      `It works once, for ${about.to} only, until ${dayOf(about.expiresAt)}. If you did not expect it, ignore this mail.`,
      '',
    ].join('\n\n'),
  };
}

/** The letter with the link that sets a new password. */
export function passwordResetMail(about: { to: string; link: string }): Mail {
  return {
    to: about.to,
    subject: 'Set a new password for Muster',
    text: [
      'Somebody, most likely you, asked for a new password for your Muster account.',
      `Set it with this link:\n${about.link}`,
      'It works once, for one hour. If it was not you, ignore this mail: your password stays as it is.',
      '',
    ].join('\n\n'),
  };
}
