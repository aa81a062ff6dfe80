/** Somebody who needs a new password. */
export interface ResetPerson {
  id: string;
  email: string;
}

/** Hands a link to the person it is for, without making the request wait: how long it takes tells nothing. */
export type DeliverResetLink = (person: ResetPerson, link: string) => void;

/** A link sets one password within this time, in seconds. */
export const resetLinkSeconds = 3600;

/** The token is behind `#`, which browsers send to nobody: it is in no server's log. */
export const resetLink = (publicUrl: string, token: string): string => `${publicUrl}/reset-password#${token}`;
