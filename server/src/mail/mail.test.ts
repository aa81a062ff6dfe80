import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server';
import { createSmtpMailer } from './mailer';
import { invitationMail } from './messages';

interface Letter {
  to: string[];
  from: string;
  subject: string;
  text: string;
}

/** A mail server on this machine that takes letters from `muster` with the right password. */
let refuse = false;
const letters: Letter[] = [];
const mailServer = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === 'muster' && password === 'mail canary/1'
      ? done(null, { user: username })
      : done(new Error('Wrong password')),
  onRcptTo: (_address, _session, done) => done(refuse ? new Error('No such mailbox') : null),
  onData(stream, session, done) {
    simpleParser(stream).then(({ subject, text, from }) => {
      letters.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        from: from?.text ?? '',
        subject: subject ?? '',
        text: text ?? '',
      });
      done();
    }, done);
  },
});

let server: TestServer;
beforeAll(async () => {
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  const { port } = mailServer.server.address() as AddressInfo;
  server = await startTestServer({
    env: {
      MUSTER_SMTP_URL: `smtp://muster:${encodeURIComponent('mail canary/1')}@127.0.0.1:${port}`,
      MUSTER_MAIL_FROM: 'Muster <muster@example.com>',
    },
  });
});
afterAll(async () => {
  await server.stop();
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
});
afterEach(() => {
  refuse = false;
  letters.length = 0;
});

const origin = () => ({ origin: server.config.publicUrl });
const askForReset = (email: string) => server.post('/api/auth/request-password-reset', { email }, origin());
const invite = async (cookie: string, email: string) =>
  (
    await server.gql(
      'mutation ($email: String!) { createInvitation(input: { email: $email }) { link mail userErrors { code } } }',
      { variables: { email }, as: { cookie } },
    )
  ).body.data.createInvitation;

describe('with a mail server', () => {
  it('an invitation is mailed to the one it is for', async () => {
    const ada = await server.signUp({ name: 'Ada Lovelace' });
    const { link, mail } = await invite(ada.cookie, 'grace@example.com');
    expect(mail).toBe('SENT');
    expect(letters).toEqual([
      {
        to: ['grace@example.com'],
        from: '"Muster" <muster@example.com>',
        subject: 'Ada Lovelace invites you to “Ada Lovelace’s workspace” on Muster',
        text: expect.stringContaining(link),
      },
    ]);
  });

  it('a refused mail is told, and the link works all the same', async () => {
    const ada = await server.signUp();
    refuse = true;
    const { link, mail, userErrors } = await invite(ada.cookie, 'grace@example.com');
    expect([mail, userErrors, link]).toEqual(['FAILED', [], expect.stringContaining('/invite#inv_')]);
  });

  it('A10 a link for a new password is mailed to who has an account, and the answer tells nobody who has', async () => {
    const ada = await server.signUp();
    const [known, unknown] = [await askForReset(ada.email), await askForReset('nobody@example.com')];
    expect([known.status, known.body]).toEqual([200, unknown.body]);
    expect(unknown.status).toBe(200);
    await expect.poll(() => letters.length).toBe(1);
    const [letter] = letters;
    expect([letter?.to, letter?.subject]).toEqual([[ada.email], 'Set a new password for Muster']);
    const link = /http:\S+/.exec(letter?.text ?? '')?.[0] ?? '';
    expect(link).toMatch(/^http:\/\/localhost:3000\/reset-password#/);
    const body = { token: new URL(link).hash.slice(1), newPassword: 'a new long password' };
    expect((await server.post('/api/auth/reset-password', body, origin())).status).toBe(200);
    expect((await server.signIn(ada.email, 'a new long password')).status).toBe(200);
    expect((await server.gql('{ installation { passwordReset } }')).body.data.installation.passwordReset).toBe('MAIL');
  });

  it('A9 nobody fills another person’s mailbox: five links an hour, and the answer stays the same', async () => {
    const ada = await server.signUp();
    for (let count = 0; count < 8; count++) expect((await askForReset(ada.email)).status).toBe(200);
    const grace = await server.signUp();
    await askForReset(grace.email);
    await expect.poll(() => letters.some(({ to }) => to[0] === grace.email)).toBe(true);
    expect(letters.filter(({ to }) => to[0] === ada.email)).toHaveLength(5);
  });

  it('A10 the answer is the same when the mail server takes nothing', async () => {
    const ada = await server.signUp();
    refuse = true;
    const [known, unknown] = [await askForReset(ada.email), await askForReset('nobody@example.com')];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  });

  it('S1 its password and the links are in no log', async () => {
    const ada = await server.signUp();
    const { link } = await invite(ada.cookie, 'grace@example.com');
    await askForReset(ada.email);
    await expect.poll(() => letters.length).toBe(2);
    expect(server.logs()).not.toContain('canary');
    expect(server.logs()).not.toContain(new URL(link).hash.slice(1));
  });
});

it('a name of others cannot add a header, a second line or a link to a mail', () => {
  const { subject, text } = invitationMail({
    to: 'a@example.com',
    invitedBy: 'Eve\r\nBcc: all@example.com\nhttps://evil.example/x',
    workspaceName: `W${'w'.repeat(200)}\u202e`,
    link: 'http://localhost:3000/invite#inv_x',
    expiresAt: new Date('2026-12-03T10:00:00Z'),
  });
  expect(subject).not.toMatch(/[\r\n\u202e]/);
  expect(subject.length).toBeLessThan(200);
  expect(text.match(/https?:\/\//g)).toHaveLength(1);
  expect(text).toContain('until 2026-12-03');
});

it('S1 a password goes to a mail server elsewhere over TLS only', async () => {
  const warnings: object[] = [];
  const log = { warn: (fields: object) => void warnings.push(fields) };
  const { port } = mailServer.server.address() as AddressInfo;
  // Another spelling of this machine, which counts as elsewhere.
  const url = `smtp://muster:${encodeURIComponent('mail canary/1')}@[::ffff:127.0.0.1]:${port}`;
  const elsewhere = createSmtpMailer({ url, from: 'a@example.com', log });
  expect(await elsewhere.send({ to: 'a@example.com', subject: 's', text: 't' })).toBe(false);
  expect(JSON.stringify(warnings.map((fields) => String((fields as { err: Error }).err)))).toMatch(/STARTTLS|TLS/);
  expect(letters).toEqual([]);
});
