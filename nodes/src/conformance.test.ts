import { type FormField, isJsonObject, type JsonObject, nodeIdPattern, summarise } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';
import type { NodeDefinition } from './kit/define-node';
import { literalKeys, manifestOf, portsOf } from './manifest';

const configKeys = (node: NodeDefinition) => Object.keys(node.config.shape);
const allFields = (fields: readonly FormField[]): FormField[] =>
  fields.flatMap((field) => [field, ...allFields(field.fields ?? [])]);
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const newest = catalogue.newest;
const everyVersion = [...newest, ...catalogue.older].map((node) => [node.type, node.version, node] as const);

describe.each(everyVersion)('%s version %d', (type, version, node) => {
  it('has a well-formed type, and is found by it', () => {
    expect(type).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
    expect(node.version).toBeGreaterThan(0);
    expect(catalogue.find(type, version)).toBe(node);
    expect(node.kinds.length).toBeGreaterThan(0);
  });

  it('has defaults that parse and that change nothing when parsed', () => {
    const parsed = node.config.parse(node.defaults);
    expect(parsed).toEqual(throughJson(parsed));
    expect(parsed).toMatchObject(node.defaults);
  });

  it('refuses fields it does not have', () => {
    expect(node.config.safeParse({ ...node.defaults, noSuchField: 1 }).success).toBe(false);
  });

  it('has at least one example, and all of them parse and emit on ports of the node', () => {
    expect(node.examples.length).toBeGreaterThan(0);
    for (const example of node.examples) {
      const config = node.config.parse(example.config) as JsonObject;
      if (example.port !== undefined) expect(portsOf(node, config).out.map(({ id }) => id)).toContain(example.port);
      if (node.effects === 'pure') expect(example).toHaveProperty('output');
    }
  });

  it('becomes an operation that is plain JSON, or has work to do', () => {
    for (const { config } of node.examples) {
      const operation = node.lower?.(node.config.parse(config) as never) ?? { kind: 'run' };
      expect(throughJson(operation)).toEqual(operation);
      expect(operation.kind === 'run').toBe(node.run !== undefined);
    }
  });

  it('has unique ports with labels, for every example and every policy', () => {
    for (const { config } of node.examples) {
      for (const policy of [undefined, { onError: 'port' } as const]) {
        const ports = portsOf(node, config as JsonObject, policy);
        for (const side of [ports.in, ports.out]) {
          expect(new Set(side.map(({ id }) => id)).size).toBe(side.length);
          for (const { id, label } of side) {
            expect(id).toMatch(/^[A-Za-z0-9_:-]{1,100}$/);
            expect(label).not.toBe('');
          }
        }
      }
    }
  });

  it('has an error port exactly when it can fail and the policy asks for one', () => {
    const config = node.defaults as JsonObject;
    const hasError = (policy?: { onError: 'port' }) =>
      portsOf(node, config, policy).out.some(({ id }) => id === 'error');
    expect(hasError()).toBe(false);
    expect(hasError({ onError: 'port' })).toBe(node.ports.canFail === true);
  });

  it('shows every field of its config in the form, or hides it on purpose', () => {
    const shown = node.form.map(({ key }) => key.split('.')[0] as string);
    expect([...new Set([...shown, ...(node.hidden ?? [])])].sort()).toEqual(configKeys(node).sort());
  });

  it('labels every field, gives every choice its options and every list its columns', () => {
    for (const field of allFields(node.form)) {
      expect(field.label).toMatch(/^[A-Z]/);
      expect(field.control === 'select').toBe((field.options?.length ?? 0) > 0);
      expect(field.control === 'list').toBe((field.fields?.length ?? 0) > 0);
    }
  });

  it('has documentation whose first sentence stands for itself', () => {
    expect(node.doc.length).toBeGreaterThan(80);
    expect(node.doc.split('\n')[0]).toMatch(/^[A-Z].{10,120}\.( |$)/);
    expect(node.title.length).toBeLessThan(20);
  });

  it('makes a sentence of every example', () => {
    for (const { config } of node.examples) expect(summarise(node.summary, config as JsonObject)).not.toBe('');
    expect(summarise(node.summary, node.defaults as JsonObject)).not.toContain('{');
  });

  it('has a manifest that survives JSON and describes the config', () => {
    const manifest = manifestOf(node);
    expect(throughJson(manifest)).toEqual(manifest);
    expect(manifest.configSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(
      Object.keys(
        isJsonObject(manifest.configSchema.properties ?? null) ? (manifest.configSchema.properties as JsonObject) : {},
      ).sort(),
    ).toEqual(configKeys(node).sort());
  });

  it('takes JSON Schemas literally and nothing else', () => {
    const keys = node.form.filter(({ control }) => control === 'schema').map(({ key }) => key);
    expect([...literalKeys(node)].sort()).toEqual(keys.sort());
  });

  it('can bring a config of every older version to this one', () => {
    const versions = Array.from({ length: node.version - 1 }, (_, index) => index + 1);
    expect(Object.keys(node.migrations ?? {}).map(Number)).toEqual(versions);
  });

  it('knows the most it asks of a model when it asks one', () => {
    for (const { config } of node.examples) {
      const bound = node.modelCalls?.(node.config.parse(config) as never);
      if (bound) expect(Math.min(bound.calls, bound.tokens)).toBeGreaterThan(0);
    }
    expect(node.effects === 'pure' && node.modelCalls !== undefined).toBe(false);
  });
});

describe('the catalogue', () => {
  it('has each type once', () => {
    expect(new Set(newest.map(({ type }) => type)).size).toBe(newest.length);
  });

  it('gives each node a glyph of its own, since kinds differ by glyph', () => {
    expect(new Set(newest.map(({ glyph }) => glyph)).size).toBe(newest.length);
  });

  it('knows nothing by the name of a JavaScript property', () => {
    for (const name of ['__proto__', 'constructor', 'toString', '']) {
      expect(catalogue.findNewest(name)).toBeUndefined();
      expect(catalogue.find(name, 1)).toBeUndefined();
    }
  });

  it('has default ids that are good for nodes', () => {
    for (const { type } of newest) expect(type.replace('.', '-')).toMatch(nodeIdPattern);
  });
});
