import { ApiClient } from '../support/api';
import { Editor } from '../support/editor';
import { expect, openFromHome, signIn, test } from '../support/test';

const secretName = 'Only for the eyes of the first';

test("another account gets “not found” for somebody's workflow and run, and nothing of them", async ({
  page,
  browser,
  baseURL,
  account: _,
}) => {
  const editor = new Editor(page);
  await openFromHome(page, 'Release notes from commits');
  await editor.rename('commits', secretName);
  await editor.saved();
  const workflowUrl = page.url();
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const { startRun } = await new ApiClient(baseURL, { cookie }).call(
    'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code message } } }',
    { input: { workflowId: workflowUrl.split('/').at(-1), input: { version: secretName, commits: [secretName] } } },
  );
  expect(startRun.userErrors).toEqual([]);
  const runUrl = `${baseURL}/runs/${startRun.run.id}`;
  await page.goto(runUrl);
  await expect(page.getByTestId('canvas')).toBeVisible();

  const stranger = await browser.newContext({ baseURL });
  await signIn(stranger, baseURL, 'Grace Stranger');
  const theirs = await stranger.newPage();
  const answers: Promise<string>[] = [];
  theirs.on('response', (response) => {
    if (response.url().endsWith('/graphql')) answers.push(response.text().catch(() => ''));
  });
  theirs.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => answers.push(Promise.resolve(String(payload)))),
  );
  for (const [url, sentence] of [
    [workflowUrl, 'This workflow is not here'],
    [runUrl, 'There is no such run'],
  ] as const) {
    await theirs.goto(url);
    await expect(theirs.getByText(sentence)).toBeVisible();
    await expect(theirs.getByTestId('canvas')).toBeHidden();
  }
  await theirs.getByRole('link', { name: 'Go to your workflows' }).click();
  await expect(
    theirs.getByRole('region', { name: 'Workflows' }).getByRole('link', { name: 'Bug squad' }),
  ).toBeVisible();
  await expect(theirs.getByText('No runs yet')).toBeVisible();
  expect(answers.length).toBeGreaterThan(0);
  for (const answer of await Promise.all(answers)) expect(answer).not.toContain(secretName);
  await stranger.close();
});

test('somebody who is signed out is asked to sign in, and comes back to where they wanted to go', async ({
  browser,
  page,
  baseURL,
  account,
}) => {
  await openFromHome(page, 'Bug squad');
  const wanted = page.url();
  const context = await browser.newContext({ baseURL });
  const visitor = await context.newPage();
  await visitor.goto(wanted);
  await expect(visitor.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await visitor.getByLabel('E-mail').fill(account.email);
  await visitor.getByLabel('Password', { exact: true }).fill('wrong');
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await expect(visitor.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
  await visitor.getByLabel('Password', { exact: true }).fill(account.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await expect(visitor).toHaveURL(wanted);
  await expect(visitor.getByTestId('canvas')).toBeVisible();
  await context.close();
});
