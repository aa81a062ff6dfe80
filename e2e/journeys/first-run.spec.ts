import { boxOf, Editor } from '../support/editor';
import { RunPage } from '../support/run-page';
import { expect, newPerson, test } from '../support/test';

const bug = {
  title: 'Removing the last item from the cart shows a blank page',
  report: [
    'Since the release of Tuesday I cannot empty my cart. With two items in it, removing one works.',
    '',
    "TypeError: Cannot read properties of undefined (reading 'price')",
    '    at cartTotal (cart.ts:41:27)',
  ].join('\n'),
};

test('a new person changes the example, publishes it, runs it on a bug report, reloads in the middle and loses nothing', async ({
  page,
}) => {
  const editor = new Editor(page);
  const run = new RunPage(page);
  const person = newPerson();

  await test.step('sign up', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Name').fill(person.name);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Create account' }).click();
  });

  await test.step('the examples are there, and what the words come from is said', async () => {
    const workflows = page.getByRole('region', { name: 'Workflows' });
    for (const name of [
      'Fix a bug report',
      'Answer a support mail',
      'Release notes from commits',
      'Bug squad',
      'Review squad',
    ])
      await expect(workflows.getByRole('link', { name, exact: true })).toBeVisible();
    await expect(page.getByText('The offline demonstration model is speaking.')).toBeVisible();
    await workflows.getByRole('link', { name: 'Fix a bug report', exact: true }).click();
    await expect(editor.node('answer')).toBeVisible();
    await expect(page.getByText('v1 live')).toBeVisible();
  });

  await test.step('drag a branch from the palette and connect it', async () => {
    const report = await boxOf(editor.node('report'));
    await editor.dragFromPalette('Branch', { x: report.x + report.width, y: report.y - 1.5 * report.height });
    await expect(editor.nameField).toHaveValue('Branch');
    await expect(editor.node('branch1')).toBeVisible();
    await expect(editor.node('branch1')).toHaveAttribute('data-severity', 'warning');
    await editor.select('report');
    await editor.inspector.getByRole('button', { name: 'Disconnect out from Classify' }).click();
    await editor.connect(['report', 'out'], ['branch1', 'in']);
    await editor.connect(['branch1', 'true'], ['classify', 'in']);
    await editor.select('branch1');
    await expect(editor.inspector.getByRole('button', { name: 'Disconnect true from Classify' })).toBeVisible();
    await expect(editor.port('branch1', 'in')).toHaveAttribute('data-connected', 'true');
  });

  await test.step('a condition that is half written is marked on the canvas and among the problems', async () => {
    const modes = editor.inspector.getByRole('group', { name: 'How the condition is given' });
    await modes.getByRole('button', { name: 'Expression' }).click();
    await editor.inspector.getByLabel('Expression that is true or false').fill('$contains(input.report, ');
    await expect(editor.node('branch1')).toHaveAttribute('data-severity', 'error');
    await page.getByTestId('problem-count').click();
    const problems = page.getByRole('region', { name: 'Problems' });
    await expect(problems.getByRole('button', { name: /error: Branch:/i })).toBeVisible();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('Fix first')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Publish' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('mend it', async () => {
    const { inspector } = editor;
    await inspector
      .getByRole('group', { name: 'How the condition is given' })
      .getByRole('button', { name: 'Compare' })
      .click();
    const left = inspector.getByRole('textbox', { name: 'Left side' });
    await left.press('ControlOrMeta+a');
    await left.press('Delete');
    await left.pressSequentially('@');
    const choices = page.getByRole('dialog', { name: 'Insert a value' });
    await choices.getByRole('option', { name: /^report\b/ }).click();
    await expect(left).toContainText('report');
    await inspector.getByRole('combobox', { name: 'Comparison' }).click();
    await page.getByRole('option', { name: 'contains', exact: true }).click();
    await inspector.getByRole('textbox', { name: 'Right side' }).fill('TypeError');
    await expect(page.getByTestId('problem-count')).toHaveText('no problems');
    await expect(editor.node('branch1')).not.toHaveAttribute('data-severity', /error|warning/);
    await expect(editor.node('branch1')).toContainText('report contains TypeError');
    await editor.saved();
  });

  await test.step('publish', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish version 2' });
    await expect(dialog.getByText('Nothing is drawn from false of "Branch"')).toBeVisible();
    await expect(dialog.getByTestId('report')).toContainText('at worst');
    await expect(dialog.getByText('Model calls')).toBeVisible();
    await expect(dialog.getByRole('heading', { name: 'What changes' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByRole('dialog', { name: 'Version 2 is live' })).toBeVisible();
  });

  await test.step('run it with a bug report', async () => {
    await page.getByRole('button', { name: 'Run it' }).click();
    const dialog = page.getByRole('dialog', { name: /Run “Fix a bug report”/ });
    await dialog.getByLabel('Title').fill(bug.title);
    await dialog.getByLabel('Report').fill(bug.report);
    await dialog.getByRole('button', { name: /^Run/ }).click();
    await page.waitForURL(/\/runs\//);
  });

  await test.step('nodes light up and words stream in', async () => {
    await expect(run.node('branch1')).toHaveAttribute('data-state', 'succeeded');
    await expect(run.node('fix')).toHaveAttribute('data-state', 'running');
    await run.seeWordsGrow();
  });

  const before = await run.shown();
  await test.step('reload in the middle: everything is there, and it goes on', async () => {
    await page.reload();
    await expect(run.node('fix')).toHaveAttribute('data-state', /running|succeeded/);
    await run.reaches(before.seq + 1);
    const { events } = await run.remember();
    expect(events.slice(0, before.events.length)).toEqual(before.events);
  });

  await test.step('the result, what it used and cost', async () => {
    await run.ended('done');
    for (const node of ['report', 'branch1', 'classify', 'fix', 'result', 'answer'])
      await expect(run.node(node)).toHaveAttribute('data-state', 'succeeded');
    for (const node of ['reply', 'dismiss', 'hand-over'])
      await expect(run.node(node)).toHaveAttribute('data-state', 'skipped');
    await run.tab('Output').click();
    await expect(page.getByRole('tabpanel', { name: 'Output' })).toContainText(bug.title);
    const { events, last } = await run.remember();
    expect(events[0]).toContain('run.started');
    expect(events.at(-1)).toContain('run.completed');
    expect(events.map((event) => Number(event.split(' ')[0]))).toEqual(events.map((_, index) => index + 1));
    expect(last).toBeGreaterThan(before.seq);
    await run.tab('Messages').click();
    await expect(run.words.getByText('demonstration').first()).toBeVisible();
    for (const who of ['Ada tech lead', 'Ada → Grace', 'Ada → Edsger'])
      await expect(run.conversation(who)).toBeVisible();
    await run.tab('Cost').click();
    const cost = page.getByRole('tabpanel', { name: 'Cost' });
    await expect(cost.getByRole('row', { name: /^The run/ })).toContainText('$');
    for (const who of ['Ada', 'Grace', 'Edsger'])
      await expect(cost.getByRole('row', { name: new RegExp(`^${who}`) })).toBeVisible();
  });

  await test.step('the run is in the list at home', async () => {
    await page.goto('/');
    const runs = page.getByRole('region', { name: 'Recent runs' });
    await expect(runs.getByRole('link', { name: /Fix a bug report/ })).toContainText('done');
  });
});
